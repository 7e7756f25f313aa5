// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Answered.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalbox::routing {

/// Turns the call of the tool that SchemaTool adds into the text it stands for, piece by piece,
/// before the answer's writer hears of it. A second call of it says the same again and is left
/// out; other calls move up. Everything else passes. Lives on the thread of the answer.
class SchemaToolUnwrapper final : public AnswerSink
{
public:
    /// \a name is the tool's, empty for none; \a sink must outlive it.
    SchemaToolUnwrapper(std::string name, AnswerSink &sink)
        : m_name(std::move(name))
        , m_sink(sink)
    {}

    void began(const Begin &begin) override { m_sink.began(begin); }
    void text(qint64 candidate, std::string_view text) override { m_sink.text(candidate, text); }
    void refusal(qint64 candidate, std::string_view text) override
    {
        m_sink.refusal(candidate, text);
    }
    void reasoning(qint64 candidate, std::string_view text) override
    {
        m_sink.reasoning(candidate, text);
    }
    void reasoningEnded(qint64 candidate, const ReasoningPart &part) override
    {
        m_sink.reasoningEnded(candidate, part);
    }
    void callBegan(qint64 candidate, const CallBegin &call) override;
    void callArguments(qint64 candidate, qint64 call, std::string_view fragment) override;
    void callEnded(qint64 candidate, qint64 call) override;
    void part(qint64 candidate, const Part &part) override { m_sink.part(candidate, part); }
    void logprobs(qint64 candidate, std::string_view json) override
    {
        m_sink.logprobs(candidate, json);
    }
    void usage(const models::TokenUsage &usage) override { m_sink.usage(usage); }
    void reportedCost(const models::Money &cost) override { m_sink.reportedCost(cost); }
    void unsaid(std::string_view name) override { m_sink.unsaid(name); }
    void stopped(qint64 candidate, const Stop &stop) override;
    void ended() override { m_sink.ended(); }
    void failed(const DialectError &error) override { m_sink.failed(error); }

private:
    /// The calls of one candidate.
    struct Calls
    {
        qint64 candidate = 0;
        std::vector<qint64> unwrapped; ///< rising; the first one is the text
        bool hasOthers = false;

        [[nodiscard]] bool isUnwrapped(qint64 call) const;
        /// What \a call is numbered without those that were unwrapped before it.
        [[nodiscard]] qint64 numberOf(qint64 call) const;
    };

    Calls &callsOf(qint64 candidate);

    std::string m_name;
    AnswerSink &m_sink;
    std::vector<Calls> m_calls;
};

/// The same for a whole answer.
void unwrapSchemaTool(AnswerMessage &answer, std::string_view name);

} // namespace signalbox::routing
