// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/chat/ChatStreamWriter.h"

#include "routing/dialect/chat/ChatAnswer.h"
#include "routing/dialect/chat/ChatReasoning.h"

namespace signalbox::routing {

namespace {
constexpr std::string_view eventStart = "data: ";
constexpr std::string_view eventEnd = "\n\n";
} // namespace

ChatStreamWriter::ChatStreamWriter(const AnswerWish &wish)
    : m_exchangeId(wish.exchangeId)
    , m_fallbackModel(wish.model)
    , m_nowS(wish.nowS)
    , m_includeUsage(wish.conversation.includeUsage)
{}

void ChatStreamWriter::began(const Begin &begin)
{
    JsonWriter json(m_head);
    json.beginObject();
    if (begin.id.empty())
        json.text("id", "chatcmpl-" + m_exchangeId);
    else
        json.text("id", begin.id);
    json.text("object", "chat.completion.chunk");
    json.integer("created", begin.createdS > 0 ? begin.createdS : m_nowS);
    json.text("model", begin.model.empty() ? std::string_view(m_fallbackModel) : begin.model);
}

JsonWriter ChatStreamWriter::beginDelta(qint64 candidate)
{
    m_out.append(eventStart).append(m_head).append(R"(,"choices":[{"index":)");
    m_out.append(std::to_string(candidate)).append(R"(,"delta":)");
    JsonWriter json(m_out);
    json.beginObject();
    if (m_started.insert(candidate).second)
        json.text("role", "assistant");
    return json;
}

void ChatStreamWriter::endDelta(JsonWriter &json)
{
    json.endObject();
    m_out.append(R"(,"logprobs":null,"finish_reason":null}]})").append(eventEnd);
}

void ChatStreamWriter::field(qint64 candidate, std::string_view name, std::string_view text)
{
    JsonWriter json = beginDelta(candidate);
    json.text(name, text);
    endDelta(json);
}

void ChatStreamWriter::text(qint64 candidate, std::string_view text)
{
    field(candidate, "content", text);
}

void ChatStreamWriter::refusal(qint64 candidate, std::string_view text)
{
    field(candidate, "refusal", text);
}

void ChatStreamWriter::reasoning(qint64 candidate, std::string_view text)
{
    field(candidate, "reasoning_content", text);
}

void ChatStreamWriter::reasoningEnded(qint64 candidate, const ReasoningPart &part)
{
    if (part.text.empty() && !hasOpaqueHalf(part))
        return;
    JsonWriter json = beginDelta(candidate);
    json.textIfAny("reasoning_content", part.text);
    if (hasOpaqueHalf(part)) {
        json.beginArray("reasoning_details");
        writeReasoningDetail(part, json);
        json.endArray();
    }
    endDelta(json);
}

void ChatStreamWriter::callBegan(qint64 candidate, const CallBegin &call)
{
    JsonWriter json = beginDelta(candidate);
    json.beginArray("tool_calls").beginObject().integer("index", call.call);
    if (call.id.empty())
        json.text("id", "call_" + m_exchangeId + "_" + std::to_string(call.call + 1));
    else
        json.text("id", call.id);
    if (call.isFreeForm)
        m_freeForm.emplace(candidate, call.call);
    const std::string_view kind = call.isFreeForm ? "custom" : "function";
    json.text("type", kind).beginObject(kind);
    json.text("name", call.name)
        .text(std::string_view(call.isFreeForm ? "input" : "arguments"), "");
    json.endObject().endObject().endArray();
    endDelta(json);
}

void ChatStreamWriter::callArguments(qint64 candidate, qint64 call, std::string_view fragment)
{
    JsonWriter json = beginDelta(candidate);
    json.beginArray("tool_calls").beginObject().integer("index", call);
    const bool isFreeForm = m_freeForm.contains({candidate, call});
    json.beginObject(std::string_view(isFreeForm ? "custom" : "function"));
    json.text(std::string_view(isFreeForm ? "input" : "arguments"), fragment)
        .endObject()
        .endObject()
        .endArray();
    endDelta(json);
}

void ChatStreamWriter::callEnded(qint64 /*candidate*/, qint64 /*call*/)
{}

void ChatStreamWriter::part(qint64 /*candidate*/, const Part & /*part*/)
{
    // What comes whole is of another dialect: images, server tools. A chunk has no place for it.
}

void ChatStreamWriter::logprobs(qint64 candidate, std::string_view json)
{
    m_out.append(eventStart).append(m_head).append(R"(,"choices":[{"index":)");
    m_out.append(std::to_string(candidate)).append(R"(,"delta":{},"logprobs":)").append(json);
    m_out.append(R"(,"finish_reason":null}]})").append(eventEnd);
}

void ChatStreamWriter::stopped(qint64 candidate, const Stop &stop)
{
    m_out.append(eventStart).append(m_head).append(R"(,"choices":[{"index":)");
    m_out.append(std::to_string(candidate));
    m_out.append(m_started.insert(candidate).second
                     ? R"(,"delta":{"role":"assistant","content":""})"
                     : R"(,"delta":{})");
    m_out.append(R"(,"logprobs":null,"finish_reason":")").append(chatFinishReason(stop.reason));
    m_out.append(R"("}]})").append(eventEnd);
}

void ChatStreamWriter::ended()
{
    if (m_includeUsage && m_usage.isKnown()) {
        m_out.append(eventStart).append(m_head).append(R"(,"choices":[],)");
        JsonWriter json(m_out);
        writeChatUsage(m_usage, json);
        m_out.append("}").append(eventEnd);
    }
    m_out.append(eventStart).append("[DONE]").append(eventEnd);
}

void ChatStreamWriter::failed(const DialectError &error)
{
    m_out.append(errorEvent(models::ClientDialect::OpenAiChat, error, true));
}

} // namespace signalbox::routing
