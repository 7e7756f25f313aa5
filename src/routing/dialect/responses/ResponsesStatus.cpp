// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesStatus.h"

namespace signalbox::routing {

namespace {

int statusOfCode(std::string_view code)
{
    if (code.starts_with("rate_limit") || code == "insufficient_quota")
        return 429;
    if (code == "context_length_exceeded" || code.starts_with("invalid_"))
        return 400;
    if (code == "server_is_overloaded" || code == "slow_down")
        return 503;
    return code == "server_error" ? 500 : 502;
}

StopReason completedReason(const AnswerTraits &traits)
{
    if (traits.hasCalls)
        return StopReason::ToolCalls;
    return traits.hasRefusal ? StopReason::Refusal : StopReason::End;
}

} // namespace

ResponsesStop responsesStop(const Json &response, const AnswerTraits &traits)
{
    ResponsesStop stop;
    stop.native = stringField(response, "status");
    if (stop.native == "incomplete") {
        const auto details = field(response, "incomplete_details");
        const std::string_view why = details ? stringField(*details, "reason") : std::string_view();
        if (!why.empty())
            stop.native = why;
        // Whatever cut it, the answer is not whole.
        stop.reason = why == "content_filter" ? StopReason::ContentFilter : StopReason::Length;
    } else if (stop.native == "failed" || stop.native == "cancelled") {
        stop.reason = StopReason::Error;
    } else if (stop.native != "queued" && stop.native != "in_progress") {
        stop.reason = completedReason(traits);
    }
    return stop;
}

DialectError responsesError(const Json &root)
{
    Json error = root;
    for (const std::string_view inner : {"response", "error"}) {
        if (const auto found = field(error, inner); found && found->is_object())
            error = *found;
    }
    DialectError result;
    result.message = stringField(error, "message");
    result.code = stringField(error, "code");
    if (result.code.empty() && error.is_object() && stringField(error, "type") != "error")
        result.code = stringField(error, "type");
    result.param = stringField(error, "param");
    result.status = statusOfCode(result.code);
    if (result.message.empty())
        result.message = std::string(stringField(root, "error"));
    if (result.message.empty())
        result.message = "The provider reported an error without saying which.";
    return result;
}

} // namespace signalbox::routing
