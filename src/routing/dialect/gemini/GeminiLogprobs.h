// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/json/JsonField.h"

#include <string>
#include <string_view>

namespace signalbox::routing {

/// Gemini's `logprobsResult` in OpenAI's shape, and the way back; empty for what is neither.
std::string openAiLogprobs(const Json &geminiResult);
std::string geminiLogprobs(std::string_view openAiJson);

} // namespace signalbox::routing
