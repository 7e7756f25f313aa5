// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"
#include "routing/dialect/SchemaToolUnwrapper.h"
#include "routing/dialect/TranslatedAnswer.h"
#include "routing/stream/AwsEventDecoder.h"
#include "routing/stream/EventDecoder.h"
#include "routing/stream/JsonItemSplitter.h"
#include "routing/stream/LineSplitter.h"

#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace signalbox::routing {

class AnswerCollector;

/// Puts the answer of a conversation into the client's dialect as it comes.
class AnswerTranslator final : public TranslatedAnswer, private AnswerSink
{
public:
    /// How the provider's answer is framed.
    enum class Framing : quint8 { Whole, ServerSentEvents, JsonLines, JsonArray, AwsEvents };

    /// \a wantsStream: the client gets events, else one JSON body.
    AnswerTranslator(const ClientCodec &client, const ProviderCodec &provider,
                     const AnswerWish &wish, Framing framing, bool wantsStream);
    ~AnswerTranslator() override;

    void feed(std::string_view bytes, qint64 nowNs) override;
    void finish(qint64 nowNs) override;
    std::string take() override;
    std::string breakOff(const DialectError &why) override;
    [[nodiscard]] std::span<const CallNotes::Note> calls() const override { return m_calls.all(); }

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
    void unsaid(std::string_view name) override { noteUnsaid(name); }
    void stopped(qint64 candidate, const Stop &stop) override;
    void ended() override;
    void failed(const DialectError &error) override;

    void event(std::string_view name, std::string_view data);
    void readWhole();
    void writeWhole(const AnswerMessage &answer);
    void noteContent() { TranslatedAnswer::noteContent(m_nowNs); }
    void noteParts(AnswerMessage &answer);
    void noteUnsaidPart(const Part &part);

    const ClientCodec &m_client;
    const ProviderCodec &m_provider;
    AnswerWish m_wish;
    Framing m_framing;
    EventDecoder m_events;
    LineSplitter m_lines;
    JsonItemSplitter m_items;
    AwsEventDecoder m_messages;
    WholeBody m_whole; ///< an answer in one piece
    std::string m_schemaTool; ///< the name of the tool whose call is the text
    SchemaToolUnwrapper m_unwrapper; ///< what the reader tells
    std::unique_ptr<StreamReader> m_reader;
    std::unique_ptr<StreamWriter> m_writer; ///< the client wants events
    std::unique_ptr<AnswerCollector> m_collector; ///< it wants them put together
    AnswerSink *m_sink = nullptr; ///< the one of them
    std::string m_body; ///< what it gets then
    CallNotes m_calls;
    /// Candidate and call of those whose text goes as the `input` of an object, because the
    /// client's dialect knows no other arguments.
    std::set<std::pair<qint64, qint64>> m_wrapped;
    qint64 m_headNs = -1; ///< when the first bytes came
    qint64 m_nowNs = 0;
};

} // namespace signalbox::routing
