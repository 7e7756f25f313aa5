// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/bedrock/BedrockModel.h"

#include "routing/dialect/anthropic/ClaudeModel.h"

#include <algorithm>
#include <array>

namespace signalbox::routing {

namespace {

constexpr std::array<std::string_view, 11> natives{
    "deepseek.v3",       "google.gemma-3",  "minimax.minimax", "mistral.magistral",
    "mistral.ministral", "mistral.voxtral", "mistral-large-3", "moonshot.kimi",
    "nvidia.nemotron",   "openai.gpt-oss",  "qwen.qwen3",
};
constexpr std::array<std::string_view, 11> withoutChoice{
    "ai21.",
    "amazon.titan",
    "cohere.",
    "deepseek.r1",
    "meta.llama",
    "mistral.mistral-7b",
    "mistral.mistral-large-24",
    "mistral.mistral-small-24",
    "mistral.mixtral",
    "mistral.pixtral",
    "writer.palmyra",
};

template<std::size_t count>
bool isAmong(const std::array<std::string_view, count> &families, std::string_view model)
{
    // Regions and profiles stand before it: "us.meta.llama3-3-70b-instruct-v1:0".
    return std::ranges::any_of(families, [&](std::string_view family) {
        return model.find(family) != std::string_view::npos;
    });
}

} // namespace

BedrockFormat bedrockFormat(std::string_view model)
{
    const ClaudeModel claude(model);
    if (claude.isClaude) {
        if (claude.hasAnswerFormats)
            return BedrockFormat::Native;
        return claude.hasToolChoice ? BedrockFormat::Tool : BedrockFormat::Words;
    }
    if (isAmong(natives, model))
        return BedrockFormat::Native;
    return isAmong(withoutChoice, model) ? BedrockFormat::Words : BedrockFormat::Tool;
}

} // namespace signalbox::routing
