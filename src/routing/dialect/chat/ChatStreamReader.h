// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace signalbox::routing {

/// Reads `chat.completion.chunk` events as OpenAI and the many that follow it send them: ids and
/// roles repeated or missing, calls in pieces or whole, usage beside or behind the choices, no
/// [DONE].
class ChatStreamReader final : public StreamReader
{
public:
    void event(std::string_view name, std::string_view data, AnswerSink &sink) override;
    void end(AnswerSink &sink) override;

private:
    struct Call
    {
        qint64 index = 0; ///< the provider's own number
        bool isOpen = true;
    };
    struct Choice
    {
        std::vector<Call> calls;
        std::optional<std::string> finishWord; ///< told, once nothing can come behind it
        bool hasStopped = false;
        bool isThinking = false;
    };

    void begin(const Json &chunk, AnswerSink &sink);
    void readChoice(const Json &json, AnswerSink &sink);
    static void readThoughts(qint64 index, Choice &choice, const Json &delta, AnswerSink &sink);
    static void endThoughts(qint64 index, Choice &choice, AnswerSink &sink);
    static void readContent(qint64 index, Choice &choice, const Json &delta, AnswerSink &sink);
    static void readCall(qint64 index, Choice &choice, const Json &json, AnswerSink &sink);
    static void closeCalls(qint64 index, Choice &choice, std::size_t from, AnswerSink &sink);
    static void stop(qint64 index, Choice &choice, std::string_view word, AnswerSink &sink);
    bool readError(const Json &root, AnswerSink &sink);
    void tellStops(AnswerSink &sink);

    simdjson::dom::parser m_parser;
    std::map<qint64, Choice> m_choices;
    bool m_hasBegun = false;
    bool m_isOver = false; ///< ended() or failed() was told
    bool m_sawDone = false;
};

} // namespace signalbox::routing
