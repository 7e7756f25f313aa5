// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/gemini/GeminiStop.h"

#include "routing/dialect/gemini/GeminiField.h"

#include <algorithm>
#include <array>

namespace signalbox::routing {

namespace {

/// In the order of their numbers.
constexpr std::array<std::string_view, 11> reasons{"FINISH_REASON_UNSPECIFIED",
                                                   "STOP",
                                                   "MAX_TOKENS",
                                                   "SAFETY",
                                                   "RECITATION",
                                                   "OTHER",
                                                   "BLOCKLIST",
                                                   "PROHIBITED_CONTENT",
                                                   "SPII",
                                                   "MALFORMED_FUNCTION_CALL",
                                                   "MODEL_ARMOR"};

constexpr std::array<std::string_view, 10> withheld{
    "SAFETY",      "RECITATION",   "PROHIBITED_CONTENT",       "BLOCKLIST",        "SPII",
    "MODEL_ARMOR", "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION", "LANGUAGE"};

constexpr std::array<std::string_view, 5> failed{"MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL",
                                                 "TOO_MANY_TOOL_CALLS", "MALFORMED_RESPONSE",
                                                 "MISSING_THOUGHT_SIGNATURE"};

template<typename Words>
bool isOneOf(const Words &words, std::string_view word)
{
    return std::ranges::find(words, word) != words.end();
}

} // namespace

std::string geminiFinishReason(const Json &candidate)
{
    const std::optional<Json> value = geminiField(candidate, "finishReason");
    if (!value)
        return {};
    if (const auto number = asInteger(*value)) {
        const auto index = static_cast<std::size_t>(*number);
        return *number > 0 && index < reasons.size() ? std::string(reasons.at(index)) : "OTHER";
    }
    const std::string_view word = asString(*value).value_or(std::string_view());
    return word == reasons.front() ? std::string() : std::string(word);
}

StopReason stopFromGemini(std::string_view finishReason, HasCalls hasCalls)
{
    if (finishReason == "STOP")
        return hasCalls == HasCalls::Yes ? StopReason::ToolCalls : StopReason::End;
    if (finishReason == "MAX_TOKENS")
        return StopReason::Length;
    if (isOneOf(withheld, finishReason))
        return StopReason::ContentFilter;
    return isOneOf(failed, finishReason) ? StopReason::Error : StopReason::Unknown;
}

std::string_view geminiFromStop(StopReason stop)
{
    switch (stop) {
    case StopReason::Length:
        return "MAX_TOKENS";
    case StopReason::ContentFilter:
    case StopReason::Refusal:
        return "SAFETY";
    case StopReason::Error:
        return "OTHER";
    default:
        return "STOP";
    }
}

} // namespace signalbox::routing
