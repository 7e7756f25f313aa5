// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/ollama/OllamaAnswerReader.h"

#include "routing/dialect/UsageReader.h"

#include <QDateTime>

#include <utility>

namespace signalbox::routing {

using models::ClientDialect;

namespace {

constexpr int badGateway = 502;

qint64 createdS(const Json &body)
{
    const std::string_view text = stringField(body, "created_at");
    const QDateTime time = QDateTime::fromString(
        QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())), Qt::ISODateWithMs);
    return time.isValid() ? time.toSecsSinceEpoch() : 0;
}

/// Ollama says `stop` for calls as well.
StopReason stopOf(std::string_view reason, bool hasCalls)
{
    if (reason == "length")
        return StopReason::Length;
    if (hasCalls)
        return StopReason::ToolCalls;
    return reason == "stop" || reason.empty() ? StopReason::End : StopReason::Unknown;
}

/// OpenAI's object: the tokens are the same.
std::string readLogprobs(const Json &body)
{
    const auto tokens = field(body, "logprobs");
    if (!tokens || asArray(*tokens).empty())
        return {};
    return "{\"content\":" + jsonText(*tokens) + ",\"refusal\":null}";
}

ToolCallPart readCall(const Json &from)
{
    ToolCallPart call;
    call.id = stringField(from, "id");
    if (const auto function = field(from, "function")) {
        call.name = stringField(*function, "name");
        const auto arguments = field(*function, "arguments");
        if (arguments && arguments->is_string())
            call.argumentsJson = asString(*arguments).value_or(std::string_view());
        else if (arguments)
            call.argumentsJson = jsonText(*arguments);
    }
    if (call.argumentsJson.empty())
        call.argumentsJson = "{}";
    return call;
}

class Reader final : public StreamReader
{
public:
    void event(std::string_view, std::string_view data, AnswerSink &sink) override
    {
        Json root;
        if (m_isOver || m_parser.parse(data.data(), data.size()).get(root) != simdjson::SUCCESS
            || !root.is_object())
            return;
        if (const auto error = field(root, "error")) {
            const std::string_view message = asString(*error).value_or(std::string_view());
            fail(sink,
                 message.empty() ? "The provider reported an error inside its answer." : message);
            return;
        }
        if (!std::exchange(m_hasBegun, true))
            sink.began({.id = {}, .model = stringField(root, "model"), .createdS = createdS(root)});
        if (const auto message = field(root, "message"))
            readMessage(*message, sink);
        if (const std::string logprobs = readLogprobs(root); !logprobs.empty())
            sink.logprobs(0, logprobs);
        if (!booleanField(root, "done").value_or(false))
            return;
        endThought(sink);
        m_isOver = true;
        const models::TokenUsage usage =
            readAnswerFacts(ClientDialect::Ollama, jsonText(root)).usage;
        if (usage.isKnown())
            sink.usage(usage);
        const std::string_view reason = stringField(root, "done_reason");
        sink.stopped(
            0, {.reason = stopOf(reason, m_calls > 0), .stopSequence = {}, .nativeStop = reason});
        sink.ended();
    }

    void end(AnswerSink &sink) override
    {
        if (!m_isOver)
            fail(sink, "The provider's answer ended before it was complete.");
    }

private:
    void fail(AnswerSink &sink, std::string_view message)
    {
        m_isOver = true;
        sink.failed({.status = badGateway, .message = std::string(message)});
    }

    void readMessage(const Json &message, AnswerSink &sink)
    {
        if (const std::string_view thought = stringField(message, "thinking"); !thought.empty()) {
            m_isThinking = true;
            sink.reasoning(0, thought);
        }
        if (const std::string_view text = stringField(message, "content"); !text.empty()) {
            endThought(sink);
            sink.text(0, text);
        }
        for (const Json &from : arrayField(message, "tool_calls")) {
            endThought(sink);
            const ToolCallPart call = readCall(from);
            sink.callBegan(0, {.call = m_calls, .id = call.id, .name = call.name, .signature = {}});
            sink.callArguments(0, m_calls, call.argumentsJson);
            sink.callEnded(0, m_calls++);
        }
    }

    void endThought(AnswerSink &sink)
    {
        if (std::exchange(m_isThinking, false))
            sink.reasoningEnded(0, {});
    }

    simdjson::dom::parser m_parser;
    qint64 m_calls = 0;
    bool m_hasBegun = false;
    bool m_isThinking = false;
    bool m_isOver = false;
};

} // namespace

AnswerMessage readOllamaAnswer(const Json &body)
{
    AnswerMessage answer;
    answer.dialect = ClientDialect::Ollama;
    answer.model = stringField(body, "model");
    answer.createdS = createdS(body);
    answer.usage = readAnswerFacts(ClientDialect::Ollama, jsonText(body)).usage;
    AnswerCandidate candidate;
    bool hasCalls = false;
    if (const auto message = field(body, "message")) {
        if (const std::string_view thought = stringField(*message, "thinking"); !thought.empty())
            candidate.parts.emplace_back(ReasoningPart{.text = std::string(thought)});
        if (const std::string_view text = stringField(*message, "content"); !text.empty())
            candidate.parts.emplace_back(TextPart{.text = std::string(text)});
        for (const Json &call : arrayField(*message, "tool_calls")) {
            candidate.parts.emplace_back(readCall(call));
            hasCalls = true;
        }
    }
    candidate.nativeStop = stringField(body, "done_reason");
    candidate.stop = stopOf(candidate.nativeStop, hasCalls);
    candidate.logprobsJson = readLogprobs(body);
    answer.candidates.push_back(std::move(candidate));
    return answer;
}

std::unique_ptr<StreamReader> ollamaStreamReader()
{
    return std::make_unique<Reader>();
}

} // namespace signalbox::routing
