// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/chat/ChatAnswer.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/UsageReader.h"
#include "routing/dialect/chat/ChatMessageReader.h"
#include "routing/dialect/chat/ChatReasoning.h"

#include <algorithm>

namespace signalbox::routing {

using models::ClientDialect;
using models::TokenUsage;

namespace {

AnswerCandidate readChoice(const Json &choice, qint64 index)
{
    AnswerCandidate candidate;
    candidate.index = integerField(choice, "index").value_or(index);
    if (const auto message = field(choice, "message"))
        candidate.parts = readChatAnswerParts(*message);
    const bool hasCalls = std::ranges::any_of(candidate.parts, [](const Part &part) {
        return std::holds_alternative<ToolCallPart>(part);
    });
    candidate.nativeStop = stringField(choice, "finish_reason");
    candidate.stop = chatStopReason(candidate.nativeStop, hasCalls);
    candidate.logprobsJson = jsonField(choice, "logprobs");
    return candidate;
}

void append(std::vector<std::string> &list, const std::vector<std::string_view> &names)
{
    list.insert(list.end(), names.begin(), names.end());
}

void writeCalls(const AnswerCandidate &candidate, const AnswerWish &wish, JsonWriter &json)
{
    bool hasCalls = false;
    std::size_t number = 0;
    for (const Part &part : candidate.parts) {
        const auto *call = std::get_if<ToolCallPart>(&part);
        if (!call)
            continue;
        if (!hasCalls)
            json.beginArray("tool_calls");
        hasCalls = true;
        ++number;
        std::string id = call->id;
        if (id.empty())
            id = "call_" + std::string(wish.exchangeId) + "_" + std::to_string(number);
        json.beginObject().text("id", id).text("type", "function").beginObject("function");
        json.text("name", call->name);
        json.text("arguments", call->argumentsJson.empty() ? "{}" : call->argumentsJson);
        json.endObject().endObject();
    }
    if (hasCalls)
        json.endArray();
}

void writeThoughts(const AnswerCandidate &candidate, JsonWriter &json)
{
    std::string text;
    std::vector<const ReasoningPart *> opaque;
    for (const Part &part : candidate.parts) {
        const auto *thought = std::get_if<ReasoningPart>(&part);
        if (!thought)
            continue;
        text += thought->text;
        if (hasOpaqueHalf(*thought))
            opaque.push_back(thought);
    }
    json.textIfAny("reasoning_content", text);
    if (opaque.empty())
        return;
    json.beginArray("reasoning_details");
    for (const ReasoningPart *thought : opaque)
        writeReasoningDetail(*thought, json);
    json.endArray();
}

void writeChoice(const AnswerCandidate &candidate, const AnswerWish &wish, JsonWriter &json)
{
    std::string text;
    std::string refusal;
    bool hasText = false;
    for (const Part &part : candidate.parts) {
        if (const auto *piece = std::get_if<TextPart>(&part)) {
            text += piece->text;
            hasText = true;
        } else if (const auto *declined = std::get_if<RefusalPart>(&part)) {
            refusal += declined->text;
        }
    }
    json.beginObject().integer("index", candidate.index);
    json.beginObject("message").text("role", "assistant");
    if (hasText)
        json.text("content", text);
    else
        json.null("content");
    if (refusal.empty())
        json.null("refusal");
    else
        json.text("refusal", refusal);
    writeThoughts(candidate, json);
    writeCalls(candidate, wish, json);
    json.endObject();
    if (candidate.logprobsJson.empty())
        json.null("logprobs");
    else
        json.json("logprobs", candidate.logprobsJson);
    json.text("finish_reason", chatFinishReason(candidate.stop)).endObject();
}

} // namespace

AnswerMessage readChatAnswer(const Json &body)
{
    AnswerMessage answer;
    answer.dialect = ClientDialect::OpenAiChat;
    answer.id = stringField(body, "id");
    answer.model = stringField(body, "model");
    answer.createdS = integerField(body, "created").value_or(0);
    qint64 index = 0;
    for (const Json &choice : arrayField(body, "choices")) {
        answer.candidates.push_back(readChoice(choice, index++));
        if (const auto message = field(choice, "message"))
            append(answer.unsaid, saidOf(*message, chatMessageExtras));
    }
    append(answer.unsaid, saidOf(body, chatAnswerExtras));
    const AnswerFacts facts = readAnswerFacts(ClientDialect::OpenAiChat, jsonText(body));
    answer.usage = facts.usage;
    answer.reportedCost = facts.reportedCost;
    return answer;
}

StopReason chatStopReason(std::string_view word, bool hasCalls)
{
    if (word == "length")
        return StopReason::Length;
    if (word == "content_filter")
        return StopReason::ContentFilter;
    if (word == "error")
        return StopReason::Error;
    if (hasCalls || word == "tool_calls" || word == "function_call")
        return StopReason::ToolCalls;
    // "stop", and the words of those who have their own: Together's eos, Snowflake's "".
    return word.empty() ? StopReason::Unknown : StopReason::End;
}

std::string_view chatFinishReason(StopReason reason)
{
    switch (reason) {
    case StopReason::Length:
        return "length";
    case StopReason::ToolCalls:
        return "tool_calls";
    case StopReason::ContentFilter:
    case StopReason::Refusal:
        return "content_filter";
    case StopReason::Unknown:
    case StopReason::End:
    case StopReason::StopSequence:
    case StopReason::Paused:
    case StopReason::Error:
        break;
    }
    return "stop";
}

void writeChatUsage(const TokenUsage &usage, JsonWriter &json)
{
    if (!usage.isKnown())
        return;
    const qint64 input = std::max<qint64>(usage.input, 0);
    const qint64 output = std::max<qint64>(usage.output, 0);
    json.beginObject("usage").integer("prompt_tokens", input);
    json.integer("completion_tokens", output).integer("total_tokens", input + output);
    if (usage.cachedInput != TokenUsage::unknown || usage.cacheWriteInput != TokenUsage::unknown) {
        json.beginObject("prompt_tokens_details");
        if (usage.cachedInput != TokenUsage::unknown)
            json.integer("cached_tokens", usage.cachedInput);
        if (usage.cacheWriteInput != TokenUsage::unknown)
            json.integer("cache_write_tokens", usage.cacheWriteInput);
        json.endObject();
    }
    if (usage.reasoning != TokenUsage::unknown) {
        json.beginObject("completion_tokens_details");
        json.integer("reasoning_tokens", usage.reasoning).endObject();
    }
    json.endObject();
}

std::string writeChatAnswer(const AnswerMessage &answer, const AnswerWish &wish)
{
    std::string body;
    JsonWriter json(body);
    json.beginObject();
    json.text("id", answer.id.empty() ? "chatcmpl-" + std::string(wish.exchangeId) : answer.id);
    json.text("object", "chat.completion");
    json.integer("created", answer.createdS > 0 ? answer.createdS : wish.nowS);
    json.text("model", answer.model.empty() ? wish.model : std::string_view(answer.model));
    json.beginArray("choices");
    for (const AnswerCandidate &candidate : answer.candidates)
        writeChoice(candidate, wish, json);
    json.endArray();
    writeChatUsage(answer.usage, json);
    json.null("system_fingerprint"); // some clients demand that it is there
    json.endObject();
    return body;
}

} // namespace signalbox::routing
