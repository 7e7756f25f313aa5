// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/CallNotes.h"
#include "routing/dialect/Codec.h"
#include "routing/dialect/UsageReader.h"
#include "routing/stream/AwsEventDecoder.h"
#include "routing/stream/EventDecoder.h"
#include "routing/stream/JsonItemSplitter.h"
#include "routing/stream/LineSplitter.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace signalbox::routing {

class AnswerCollector;

/// Turns a provider's answer into the client's dialect as it comes, and notes what routing and
/// records want to know of it: the counterpart of StreamWatcher for answers that do not pass as
/// they are.
class AnswerTranslator final : private AnswerSink
{
public:
    /// How the provider's answer is framed.
    enum class Framing : quint8 { Whole, ServerSentEvents, JsonLines, JsonArray, AwsEvents };

    /// \a wantsStream: the client gets events, else one JSON body.
    AnswerTranslator(const ClientCodec &client, const ProviderCodec &provider,
                     const AnswerWish &wish, Framing framing, bool wantsStream);
    ~AnswerTranslator() override;

    /// Takes the next bytes, which arrived at \a nowNs.
    void feed(std::string_view bytes, qint64 nowNs);
    /// The provider's body ended.
    void finish(qint64 nowNs);
    /// The client's bytes made since the last call.
    std::string take();
    /// What tells the client that the answer broke off; empty where it was to be one JSON body.
    std::string breakOff(const DialectError &error);

    /// The calls of the answer, with what was thought before them.
    [[nodiscard]] const std::vector<CallNotes::Note> &calls() const { return m_calls.all(); }
    [[nodiscard]] const AnswerFacts &facts() const { return m_facts; }
    [[nodiscard]] bool hasContent() const { return m_firstContentNs >= 0; }
    [[nodiscard]] qint64 firstContentNs() const { return m_firstContentNs; }
    [[nodiscard]] qint64 longestGapNs() const { return m_longestGapNs; }
    /// The answer was told to its end.
    [[nodiscard]] bool hasEnded() const { return m_hasEnded; }
    /// The provider's error inside a 2xx answer, or that it could not be read.
    [[nodiscard]] const std::optional<DialectError> &error() const { return m_error; }

private:
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
    void usage(const models::TokenUsage &usage) override;
    void reportedCost(const models::Money &cost) override;
    void stopped(qint64 candidate, const Stop &stop) override;
    void ended() override;
    void failed(const DialectError &error) override;

    void event(std::string_view name, std::string_view data);
    void readWhole();
    void writeWhole(const AnswerMessage &answer);
    void noteContent();
    void noteParts(AnswerMessage &answer);

    const ClientCodec &m_client;
    const ProviderCodec &m_provider;
    AnswerWish m_wish;
    Framing m_framing;
    EventDecoder m_events;
    LineSplitter m_lines;
    JsonItemSplitter m_items;
    AwsEventDecoder m_messages;
    std::string m_whole; ///< an answer in one piece
    std::unique_ptr<StreamReader> m_reader;
    std::unique_ptr<StreamWriter> m_writer; ///< the client wants events
    std::unique_ptr<AnswerCollector> m_collector; ///< it wants them put together
    std::string m_body; ///< what it gets then
    CallNotes m_calls;
    AnswerFacts m_facts;
    std::optional<DialectError> m_error;
    qint64 m_headNs = -1; ///< when the first bytes came
    qint64 m_nowNs = 0;
    qint64 m_firstContentNs = -1;
    qint64 m_lastContentNs = -1;
    qint64 m_longestGapNs = -1;
    bool m_hasEnded = false;
};

} // namespace signalbox::routing
