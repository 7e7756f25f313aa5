// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"
#include "routing/json/JsonWriter.h"

#include <set>
#include <string>

namespace signalbox::routing {

/// Writes `chat.completion.chunk` events, the usage chunk when it was asked for, and [DONE].
class ChatStreamWriter final : public StreamWriter
{
public:
    explicit ChatStreamWriter(const AnswerWish &wish);

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
    void usage(const models::TokenUsage &usage) override { m_usage = usage; }
    void reportedCost(const models::Money &cost) override { Q_UNUSED(cost) }
    void stopped(qint64 candidate, const Stop &stop) override;
    void ended() override;
    void failed(const DialectError &error) override;

private:
    /// Begins a chunk up to the inside of its `delta`.
    JsonWriter beginDelta(qint64 candidate);
    void endDelta(JsonWriter &json);
    void field(qint64 candidate, std::string_view name, std::string_view text);

    std::string m_head; ///< id, object, created, model: the same in every chunk
    std::string m_exchangeId;
    std::string m_fallbackModel;
    qint64 m_nowS;
    bool m_includeUsage;
    std::set<qint64> m_started; ///< candidates whose role was told
    std::set<std::pair<qint64, qint64>> m_freeForm; ///< candidate and call, of custom tools
    models::TokenUsage m_usage;
};

} // namespace signalbox::routing
