// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/SchemaToolUnwrapper.h"

#include <algorithm>

namespace signalbox::routing {

bool SchemaToolUnwrapper::Calls::isUnwrapped(qint64 call) const
{
    return std::ranges::find(unwrapped, call) != unwrapped.end();
}

qint64 SchemaToolUnwrapper::Calls::numberOf(qint64 call) const
{
    return call - std::ranges::count_if(unwrapped, [call](qint64 other) { return other < call; });
}

SchemaToolUnwrapper::Calls &SchemaToolUnwrapper::callsOf(qint64 candidate)
{
    const auto found = std::ranges::find(m_calls, candidate, &Calls::candidate);
    if (found != m_calls.end())
        return *found;
    m_calls.push_back({.candidate = candidate, .unwrapped = {}});
    return m_calls.back();
}

void SchemaToolUnwrapper::callBegan(qint64 candidate, const CallBegin &call)
{
    Calls &calls = callsOf(candidate);
    if (!m_name.empty() && call.name == m_name) {
        calls.unwrapped.push_back(call.call);
        return;
    }
    calls.hasOthers = true;
    CallBegin moved = call;
    moved.call = calls.numberOf(call.call);
    m_sink.callBegan(candidate, moved);
}

void SchemaToolUnwrapper::callArguments(qint64 candidate, qint64 call, std::string_view fragment)
{
    const Calls &calls = callsOf(candidate);
    if (!calls.isUnwrapped(call))
        m_sink.callArguments(candidate, calls.numberOf(call), fragment);
    else if (call == calls.unwrapped.front())
        m_sink.text(candidate, fragment);
}

void SchemaToolUnwrapper::callEnded(qint64 candidate, qint64 call)
{
    const Calls &calls = callsOf(candidate);
    if (!calls.isUnwrapped(call))
        m_sink.callEnded(candidate, calls.numberOf(call));
}

void SchemaToolUnwrapper::stopped(qint64 candidate, const Stop &stop)
{
    const Calls &calls = callsOf(candidate);
    Stop told = stop;
    if (stop.reason == StopReason::ToolCalls && !calls.unwrapped.empty() && !calls.hasOthers)
        told.reason = StopReason::End;
    m_sink.stopped(candidate, told);
}

void unwrapSchemaTool(AnswerMessage &answer, std::string_view name)
{
    if (name.empty())
        return;
    for (AnswerCandidate &candidate : answer.candidates) {
        bool hasText = false;
        bool hasOthers = false;
        std::erase_if(candidate.parts, [&](Part &part) {
            auto *call = std::get_if<ToolCallPart>(&part);
            hasOthers = hasOthers || (call && call->name != name);
            if (!call || call->name != name)
                return false;
            if (std::exchange(hasText, true))
                return true;
            part = TextPart{.text = std::string(call->argumentsJson)};
            return false;
        });
        if (hasText && !hasOthers && candidate.stop == StopReason::ToolCalls)
            candidate.stop = StopReason::End;
    }
}

} // namespace signalbox::routing
