// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLatin1String>

#include <array>

namespace signalbox::models {

/// What may stand in a provider's `quirks`: whose ways it has. All but the last name a row of the
/// table of chat quirks; `vertex` goes with the dialect `gemini`.
constexpr std::array quirkNames{
    QLatin1String("openai"),     QLatin1String("azure"),    QLatin1String("mistral"),
    QLatin1String("groq"),       QLatin1String("deepseek"), QLatin1String("zai"),
    QLatin1String("openrouter"), QLatin1String("xai"),      QLatin1String("together"),
    QLatin1String("perplexity"), QLatin1String("cerebras"), QLatin1String("vllm"),
    QLatin1String("llama.cpp"),  QLatin1String("lmstudio"), QLatin1String("ollama"),
    QLatin1String("plain"),      QLatin1String("vertex"),
};

} // namespace signalbox::models
