// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/anthropic/ClaudeStops.h"

#include <array>
#include <utility>

namespace signalbox::routing {

namespace {

constexpr std::array<std::pair<std::string_view, StopReason>, 9> stopWords{{
    {"end_turn", StopReason::End},
    {"stop_sequence", StopReason::StopSequence},
    {"max_tokens", StopReason::Length},
    {"model_context_window_exceeded", StopReason::Length},
    {"tool_use", StopReason::ToolCalls},
    {"pause_turn", StopReason::Paused},
    {"refusal", StopReason::Refusal},
    {"guardrail_intervened", StopReason::ContentFilter},
    {"content_filtered", StopReason::ContentFilter},
}};

} // namespace

StopReason claudeStopReason(std::string_view word)
{
    for (const auto &[name, reason] : stopWords) {
        if (name == word)
            return reason;
    }
    return StopReason::Unknown;
}

std::string_view claudeStopWord(StopReason reason, std::string_view native, bool hasCalls)
{
    if ((native == "model_context_window_exceeded" && reason == StopReason::Length)
        || (native == "end_turn" && reason == StopReason::End))
        return native;
    switch (reason) {
    case StopReason::StopSequence:
        return "stop_sequence";
    case StopReason::Length:
        return "max_tokens";
    case StopReason::ToolCalls:
        return "tool_use";
    case StopReason::ContentFilter:
    case StopReason::Refusal:
        return "refusal";
    case StopReason::Paused:
        return "pause_turn";
    default:
        return hasCalls ? "tool_use" : "end_turn";
    }
}

int claudeErrorStatus(std::string_view errorType)
{
    constexpr std::array<std::pair<std::string_view, int>, 9> statuses{{
        {"invalid_request_error", 400},
        {"authentication_error", 401},
        {"billing_error", 402},
        {"permission_error", 403},
        {"not_found_error", 404},
        {"request_too_large", 413},
        {"rate_limit_error", 429},
        {"timeout_error", 504},
        {"overloaded_error", 529},
    }};
    for (const auto &[type, status] : statuses) {
        if (type == errorType)
            return status;
    }
    return 502;
}

} // namespace signalbox::routing
