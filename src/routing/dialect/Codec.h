// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "routing/dialect/Answered.h"
#include "routing/dialect/Conversation.h"
#include "routing/dialect/Endpoint.h"
#include "routing/dialect/Losses.h"
#include "routing/json/JsonField.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace signalbox::routing {

/// What stands beside the body of a client's request.
struct RequestContext
{
    std::string_view model; ///< the name asked for, from the body or the path
    bool stream = false;
    Operation operation = Operation::Generate;
};

struct RequestReading
{
    Conversation conversation;
    std::optional<DialectError> problem; ///< a 400 that names the field
};

/// How a request is put to a provider.
struct RequestWish
{
    std::string_view model; ///< as the provider calls it
    const models::Provider &provider; ///< for its quirks
    /// Where a dialect demands a limit and the client gave none.
    qint64 defaultMaxTokens = 8192;
};

/// How an answer is put to a client.
struct AnswerWish
{
    std::string_view exchangeId; ///< ids that the provider did not give are made of it
    std::string_view model; ///< told where the provider told none
    qint64 nowS = 0; ///< seconds since 1970, told where the provider told none
    const Conversation &conversation; ///< what was asked
    bool serverSentEvents = true; ///< false: Gemini's array, Ollama's lines
    /// From the client's request to the answer's head, and to its end where it is written whole;
    /// 0 when unknown. Ollama's answers tell how long they took.
    qint64 waitedNs = 0;
};

/// Reads the events of a provider's stream. One object reads one stream.
class StreamReader
{
public:
    StreamReader() = default;
    virtual ~StreamReader() = default;
    Q_DISABLE_COPY_MOVE(StreamReader)

    /// One event: its name, where the framing has one, and its data, which
    /// live during the call only.
    virtual void event(std::string_view name, std::string_view data, AnswerSink &sink) = 0;
    /// The body ended. Calls ended() or failed() unless that was done: an answer that was cut is
    /// never told as whole.
    virtual void end(AnswerSink &sink) = 0;
};

/// Writes a streamed answer for a client: what it is told becomes bytes.
class StreamWriter : public AnswerSink
{
public:
    /// The bytes made since the last call. Empty when nothing is to be sent yet.
    std::string take() { return std::exchange(m_out, {}); }
    [[nodiscard]] bool hasBytes() const { return !m_out.empty(); }

protected:
    std::string m_out;
};

/// A dialect as clients speak it.
struct ClientCodec
{
    RequestReading (*readRequest)(const Json &body, const RequestContext &context);
    std::string (*writeAnswer)(const AnswerMessage &answer, const AnswerWish &wish);
    std::unique_ptr<StreamWriter> (*streamWriter)(const AnswerWish &wish);
};

/// A dialect as providers speak it.
struct ProviderCodec
{
    /// The body. What cannot be said goes into \a losses.
    std::string (*writeRequest)(const Conversation &conversation, const RequestWish &wish,
                                Losses &losses);
    AnswerMessage (*readAnswer)(const Json &body);
    std::unique_ptr<StreamReader> (*streamReader)();
};

} // namespace signalbox::routing
