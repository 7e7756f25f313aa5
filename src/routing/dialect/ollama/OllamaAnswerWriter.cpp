// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/ollama/OllamaAnswerWriter.h"

#include "routing/dialect/ConversationTools.h"

#include <QDateTime>

#include <vector>

namespace signalbox::routing {

using models::TokenUsage;

namespace {

std::string_view doneReason(StopReason stop)
{
    switch (stop) {
    case StopReason::Length:
        return "length";
    case StopReason::ContentFilter:
    case StopReason::Refusal:
        return "content_filter";
    case StopReason::Error:
        return "error";
    case StopReason::Unknown:
    case StopReason::End:
    case StopReason::StopSequence:
    case StopReason::ToolCalls:
    case StopReason::Paused:
        break;
    }
    return "stop";
}

/// What one message of Ollama's holds of the parts of an answer.
class Gathered final
{
public:
    explicit Gathered(const AnswerCandidate &candidate)
    {
        for (const Part &part : candidate.parts)
            std::visit([this](const auto &kind) { add(kind); }, part);
    }

    /// As an answer of /api/generate, which was offered no tools.
    void writeCompletion(JsonWriter &writer) const
    {
        writer.text("response", m_text).textIfAny("thinking", m_thinking);
        if (!m_images.empty())
            writer.text("image", m_images.front()->base64);
    }

    void writeMessage(JsonWriter &writer, std::string_view exchangeId) const
    {
        writer.beginObject("message").text("role", "assistant").text("content", m_text);
        writer.textIfAny("thinking", m_thinking);
        if (!m_images.empty()) {
            writer.beginArray("images");
            for (const MediaPart *image : m_images)
                writer.text(image->base64);
            writer.endArray();
        }
        writeCalls(writer, exchangeId);
        writer.endObject();
    }

private:
    void add(const TextPart &part) { m_text += part.text; }
    void add(const RefusalPart &part) { m_text += part.text; }
    void add(const ReasoningPart &part) { m_thinking += part.text; }
    void add(const ToolCallPart &part) { m_calls.push_back(&part); }
    void add(const MediaPart &part)
    {
        if (part.kind == MediaPart::Kind::Image && !part.base64.empty())
            m_images.push_back(&part);
    }
    void add(const ToolResultPart &) {}
    void add(const OtherPart &) {} // what only one dialect has

    void writeCalls(JsonWriter &writer, std::string_view exchangeId) const
    {
        if (m_calls.empty())
            return;
        writer.beginArray("tool_calls");
        qint64 number = 0;
        for (const ToolCallPart *call : m_calls) {
            ToolCallPart named = *call;
            if (named.id.empty())
                named.id = "call_" + std::string(exchangeId) + "_" + std::to_string(number + 1);
            writeOllamaCall(writer, named, number++);
        }
        writer.endArray();
    }

    std::string m_text;
    std::string m_thinking;
    std::vector<const MediaPart *> m_images;
    std::vector<const ToolCallPart *> m_calls;
};

} // namespace

std::string ollamaTime(qint64 seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(Qt::ISODate).toStdString();
}

void writeOllamaCall(JsonWriter &writer, const ToolCallPart &call, qint64 number)
{
    writer.beginObject().textIfAny("id", call.id).beginObject("function");
    writer.integer("index", number).text("name", call.name);
    if (isJsonObject(call.argumentsJson))
        writer.json("arguments", call.argumentsJson);
    else if (call.argumentsJson.find_first_not_of(" \t\r\n") == std::string::npos
             || call.argumentsJson == "null") // Groq's, of a tool without parameters
        writer.json("arguments", "{}");
    else
        writer.beginObject("arguments").text("input", call.argumentsJson).endObject();
    writer.endObject().endObject();
}

void writeOllamaEnd(JsonWriter &writer, StopReason stop, const TokenUsage &usage,
                    const OllamaTimes &times)
{
    writer.boolean("done", true).text("done_reason", doneReason(stop));
    if (times.totalNs > 0) {
        writer.integer("total_duration", times.totalNs).integer("load_duration", 0);
        writer.integer("prompt_eval_duration", times.promptNs);
        writer.integer("eval_duration", times.answerNs);
    }
    if (usage.input != TokenUsage::unknown)
        writer.integer("prompt_eval_count", usage.input);
    if (usage.output != TokenUsage::unknown)
        writer.integer("eval_count", usage.output);
}

void writeOllamaLogprobs(JsonWriter &writer, std::string_view openAiJson)
{
    simdjson::dom::parser parser;
    Json root;
    if (openAiJson.empty()
        || parser.parse(openAiJson.data(), openAiJson.size()).get(root) != simdjson::SUCCESS)
        return;
    const std::optional<Json> tokens = field(root, "content");
    if (tokens && tokens->is_array())
        writer.json("logprobs", jsonText(*tokens));
}

std::string writeOllamaAnswer(const AnswerMessage &answer, const AnswerWish &wish)
{
    static const AnswerCandidate empty;
    const AnswerCandidate &candidate =
        answer.candidates.empty() ? empty : answer.candidates.front();
    std::string body;
    JsonWriter writer(body);
    writer.beginObject();
    writer.text("model", answer.model.empty() ? wish.model : std::string_view(answer.model));
    writer.text("created_at", ollamaTime(answer.createdS > 0 ? answer.createdS : wish.nowS));
    const Gathered gathered(candidate);
    if (wish.conversation.isCompletion)
        gathered.writeCompletion(writer);
    else
        gathered.writeMessage(writer, wish.exchangeId);
    writeOllamaLogprobs(writer, candidate.logprobsJson);
    writeOllamaEnd(writer, candidate.stop, answer.usage,
                   {.totalNs = wish.waitedNs, .promptNs = 0, .answerNs = wish.waitedNs});
    writer.endObject();
    return body;
}

} // namespace signalbox::routing
