// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/AnswerReplay.h"

#include <algorithm>

namespace signalbox::routing {

namespace {

/// Tells the parts of one candidate.
class PartTeller final
{
public:
    PartTeller(qint64 candidate, AnswerSink &sink)
        : m_candidate(candidate)
        , m_sink(sink)
    {}

    void operator()(const TextPart &part)
    {
        if (!part.text.empty())
            m_sink.text(m_candidate, part.text);
    }
    void operator()(const RefusalPart &part) { m_sink.refusal(m_candidate, part.text); }
    void operator()(const ReasoningPart &part)
    {
        ReasoningPart end = part;
        if (!part.text.empty()) {
            m_sink.reasoning(m_candidate, part.text);
            end.text.clear();
        }
        m_sink.reasoningEnded(m_candidate, end);
    }
    void operator()(const ToolCallPart &part)
    {
        m_sink.callBegan(m_candidate,
                         {.call = m_calls,
                          .id = part.id,
                          .name = part.name,
                          .signature = part.signature,
                          .isFreeForm = part.isFreeForm});
        if (!part.argumentsJson.empty())
            m_sink.callArguments(m_candidate, m_calls, part.argumentsJson);
        m_sink.callEnded(m_candidate, m_calls++);
    }
    void operator()(const MediaPart &part) { m_sink.part(m_candidate, part); }
    void operator()(const OtherPart &part) { m_sink.part(m_candidate, part); }
    void operator()(const ToolResultPart & /*part*/) {} // no model answers with one

private:
    qint64 m_candidate;
    AnswerSink &m_sink;
    qint64 m_calls = 0;
};

} // namespace

void replayAnswer(const AnswerMessage &answer, AnswerSink &sink)
{
    sink.began({.id = answer.id, .model = answer.model, .createdS = answer.createdS});
    for (const AnswerCandidate &candidate : answer.candidates) {
        PartTeller teller(candidate.index, sink);
        for (const Part &part : candidate.parts)
            std::visit(teller, part);
        if (!candidate.logprobsJson.empty())
            sink.logprobs(candidate.index, candidate.logprobsJson);
        sink.stopped(candidate.index,
                     {.reason = candidate.stop,
                      .stopSequence = candidate.stopSequence,
                      .nativeStop = candidate.nativeStop});
    }
    if (answer.usage.isKnown())
        sink.usage(answer.usage);
    if (answer.reportedCost)
        sink.reportedCost(*answer.reportedCost);
    for (const std::string &name : answer.unsaid)
        sink.unsaid(name);
    sink.ended();
}

AnswerCandidate &AnswerCollector::candidateAt(qint64 index)
{
    auto &candidates = m_answer.candidates;
    const auto found = std::ranges::find(candidates, index, &AnswerCandidate::index);
    if (found != candidates.end())
        return *found;
    candidates.emplace_back().index = index;
    return candidates.back();
}

template<typename Kind>
Kind &AnswerCollector::last(qint64 candidate)
{
    std::vector<Part> &parts = candidateAt(candidate).parts;
    if (!parts.empty()) {
        if (auto *part = std::get_if<Kind>(&parts.back()))
            return *part;
    }
    parts.emplace_back(Kind{});
    return std::get<Kind>(parts.back());
}

void AnswerCollector::began(const Begin &begin)
{
    m_answer.id = begin.id;
    m_answer.model = begin.model;
    m_answer.createdS = begin.createdS;
}

void AnswerCollector::text(qint64 candidate, std::string_view text)
{
    last<TextPart>(candidate).text += text;
}

void AnswerCollector::refusal(qint64 candidate, std::string_view text)
{
    last<RefusalPart>(candidate).text += text;
}

void AnswerCollector::reasoning(qint64 candidate, std::string_view text)
{
    if (!std::exchange(m_states[candidate].isThinking, true))
        candidateAt(candidate).parts.emplace_back(ReasoningPart{});
    last<ReasoningPart>(candidate).text += text;
}

void AnswerCollector::reasoningEnded(qint64 candidate, const ReasoningPart &part)
{
    if (!std::exchange(m_states[candidate].isThinking, false)) {
        candidateAt(candidate).parts.emplace_back(part);
        return;
    }
    auto &thought = last<ReasoningPart>(candidate);
    std::string text = std::move(thought.text);
    thought = part;
    thought.text = text + part.text;
}

void AnswerCollector::callBegan(qint64 candidate, const CallBegin &call)
{
    std::vector<Part> &parts = candidateAt(candidate).parts;
    m_states[candidate].calls[call.call] = parts.size();
    parts.emplace_back(ToolCallPart{.id = std::string(call.id),
                                    .name = std::string(call.name),
                                    .argumentsJson = {},
                                    .signature = std::string(call.signature),
                                    .isFreeForm = call.isFreeForm});
}

void AnswerCollector::callArguments(qint64 candidate, qint64 call, std::string_view fragment)
{
    const State &state = m_states[candidate];
    const auto found = state.calls.find(call);
    if (found == state.calls.end())
        return;
    if (auto *part = std::get_if<ToolCallPart>(&candidateAt(candidate).parts[found->second]))
        part->argumentsJson += fragment;
}

void AnswerCollector::callEnded(qint64 /*candidate*/, qint64 /*call*/)
{}

void AnswerCollector::part(qint64 candidate, const Part &part)
{
    candidateAt(candidate).parts.push_back(part);
}

void AnswerCollector::logprobs(qint64 candidate, std::string_view json)
{
    candidateAt(candidate).logprobsJson = json;
}

void AnswerCollector::stopped(qint64 candidate, const Stop &stop)
{
    AnswerCandidate &into = candidateAt(candidate);
    into.stop = stop.reason;
    into.stopSequence = stop.stopSequence;
    into.nativeStop = stop.nativeStop;
}

} // namespace signalbox::routing
