// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Answered.h"

#include <map>

namespace signalbox::routing {

/// Tells \a answer to \a sink as if it had been streamed, and ends it: for a client that wants
/// events from a provider that answered in one piece.
void replayAnswer(const AnswerMessage &answer, AnswerSink &sink);

/// Puts a streamed answer together again.
class AnswerCollector final : public AnswerSink
{
public:
    [[nodiscard]] const AnswerMessage &answer() const { return m_answer; }
    [[nodiscard]] bool hasEnded() const { return m_hasEnded; }
    [[nodiscard]] const std::optional<DialectError> &error() const { return m_error; }

    void began(const Begin &begin) override;
    void text(qint64 candidate, std::string_view text) override;
    void refusal(qint64 candidate, std::string_view text) override;
    void reasoning(qint64 candidate, std::string_view text) override;
    void reasoningEnded(qint64 candidate, const ReasoningPart &part) override;
    void callBegan(qint64 candidate, const CallBegin &call) override;
    void callArguments(qint64 candidate, qint64 call, std::string_view fragment) override;
    void callEnded(qint64 candidate, qint64 call) override;
    void part(qint64 candidate, const Part &part) override;
    void logprobs(qint64 candidate, std::string_view json) override;
    void usage(const models::TokenUsage &usage) override { m_answer.usage = usage; }
    void reportedCost(const models::Money &cost) override { m_answer.reportedCost = cost; }
    void unsaid(std::string_view name) override { m_answer.unsaid.emplace_back(name); }
    void stopped(qint64 candidate, const Stop &stop) override;
    void ended() override { m_hasEnded = true; }
    void failed(const DialectError &error) override { m_error = error; }

private:
    struct State
    {
        bool isThinking = false; ///< the last part is a thought that goes on
        std::map<qint64, std::size_t> calls; ///< number of a call -> its part
    };

    AnswerCandidate &candidateAt(qint64 index);
    /// The last part when it is a Kind, else a new one.
    template<typename Kind>
    Kind &last(qint64 candidate);

    AnswerMessage m_answer;
    std::map<qint64, State> m_states;
    std::optional<DialectError> m_error;
    bool m_hasEnded = false;
};

} // namespace signalbox::routing
