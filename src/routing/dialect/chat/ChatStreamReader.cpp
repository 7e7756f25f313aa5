// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/chat/ChatStreamReader.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/UsageReader.h"
#include "routing/dialect/chat/ChatAnswer.h"
#include "routing/dialect/chat/ChatReasoning.h"

#include <algorithm>

namespace signalbox::routing {

using models::ClientDialect;

void ChatStreamReader::event(std::string_view /*name*/, std::string_view data, AnswerSink &sink)
{
    if (m_isOver)
        return;
    if (data == "[DONE]") {
        m_sawDone = true;
        tellStops(sink);
        return;
    }
    Json root;
    if (m_parser.parse(data.data(), data.size()).get(root) != simdjson::SUCCESS
        || !root.is_object())
        return; // keep-alives and the like
    if (readError(root, sink))
        return;
    begin(root, sink);
    if (arrayField(root, "choices").empty())
        tellStops(sink); // the usage behind all choices
    for (const Json &choice : arrayField(root, "choices"))
        readChoice(choice, sink);
    for (const std::string_view name : saidOf(root, chatAnswerExtras))
        sink.unsaid(name);
    if (field(root, "usage") || field(root, "x_groq")) {
        const AnswerFacts facts = readAnswerFacts(ClientDialect::OpenAiChat, data);
        if (facts.usage.isKnown())
            sink.usage(facts.usage);
        if (facts.reportedCost)
            sink.reportedCost(*facts.reportedCost);
    }
}

bool ChatStreamReader::readError(const Json &root, AnswerSink &sink)
{
    const std::optional<Json> error = field(root, "error");
    if (!error)
        return false;
    DialectError told{.status = 502, .message = "The provider reported an error.", .code = {}};
    const std::string_view text = asString(*error).value_or(stringField(*error, "message"));
    if (!text.empty())
        told.message = text;
    told.code = stringField(*error, "code");
    m_isOver = true;
    sink.failed(told);
    return true;
}

void ChatStreamReader::begin(const Json &chunk, AnswerSink &sink)
{
    // Azure's first chunk has neither id nor model nor choices.
    if (m_hasBegun || (stringField(chunk, "id").empty() && arrayField(chunk, "choices").empty()))
        return;
    m_hasBegun = true;
    sink.began({.id = stringField(chunk, "id"),
                .model = stringField(chunk, "model"),
                .createdS = integerField(chunk, "created").value_or(0)});
}

void ChatStreamReader::readChoice(const Json &json, AnswerSink &sink)
{
    const qint64 index = integerField(json, "index").value_or(0);
    Choice &choice = m_choices[index];
    if (choice.hasStopped)
        return;
    std::optional<Json> delta = field(json, "delta");
    if (!delta)
        delta = field(json, "message"); // Perplexity's last chunk, and those that send one only
    if (delta && delta->is_object()) {
        readThoughts(index, choice, *delta, sink);
        readContent(index, choice, *delta, sink);
        for (const std::string_view name : saidOf(*delta, chatMessageExtras))
            sink.unsaid(name);
        for (const Json &call : arrayField(*delta, "tool_calls"))
            readCall(index, choice, call, sink);
        if (const auto legacy = field(*delta, "function_call"); legacy && legacy->is_object())
            readCall(index, choice, *delta, sink);
    }
    if (const std::string logprobs = jsonField(json, "logprobs"); !logprobs.empty())
        sink.logprobs(index, logprobs);
    // Together ends each of several calls with a reason: what counts is the last.
    if (const std::string_view word = stringField(json, "finish_reason"); !word.empty())
        choice.finishWord = word;
}

void ChatStreamReader::readThoughts(qint64 index, Choice &choice, const Json &delta,
                                    AnswerSink &sink)
{
    const std::string_view text = chatReasoningText(delta);
    if (!text.empty()) {
        choice.isThinking = true;
        sink.reasoning(index, text);
    }
    for (ReasoningPart &detail : readReasoningDetails(delta)) {
        if (text.empty() && !detail.text.empty()) {
            choice.isThinking = true;
            sink.reasoning(index, detail.text);
        }
        if (!hasOpaqueHalf(detail))
            continue;
        if (choice.isThinking)
            detail.text.clear(); // told already
        sink.reasoningEnded(index, detail);
        choice.isThinking = false;
    }
}

void ChatStreamReader::endThoughts(qint64 index, Choice &choice, AnswerSink &sink)
{
    if (std::exchange(choice.isThinking, false))
        sink.reasoningEnded(index, {});
}

void ChatStreamReader::readContent(qint64 index, Choice &choice, const Json &delta,
                                   AnswerSink &sink)
{
    const auto text = [&](std::string_view piece) {
        if (piece.empty())
            return;
        endThoughts(index, choice, sink);
        sink.text(index, piece);
    };
    if (const auto content = field(delta, "content")) {
        if (const auto plain = asString(*content))
            text(*plain);
        for (const Json &part : asArray(*content)) { // Mistral
            if (stringField(part, "type") == "text")
                text(stringField(part, "text"));
            for (const Json &thought : arrayField(part, "thinking")) {
                choice.isThinking = true;
                sink.reasoning(index, stringField(thought, "text"));
            }
        }
    }
    if (const std::string_view refusal = stringField(delta, "refusal"); !refusal.empty()) {
        endThoughts(index, choice, sink);
        sink.refusal(index, refusal);
    }
}

void ChatStreamReader::readCall(qint64 index, Choice &choice, const Json &json, AnswerSink &sink)
{
    std::optional<Json> function = field(json, "function");
    if (!function)
        function = field(json, "function_call");
    const bool isFreeForm = !function && field(json, "custom").has_value();
    if (isFreeForm)
        function = field(json, "custom");
    if (!function)
        return;
    const std::string_view id = stringField(json, "id");
    const std::string_view name = stringField(*function, "name");
    std::vector<Call> &calls = choice.calls;
    const std::optional<qint64> number = integerField(json, "index");
    auto found = calls.end();
    if (number)
        found = std::ranges::find(calls, *number, &Call::index);
    else if (id.empty() && name.empty() && !calls.empty())
        found = calls.end() - 1; // more of the last
    if (found == calls.end()) {
        endThoughts(index, choice, sink);
        closeCalls(index, choice, 0, sink);
        calls.push_back({.index = number.value_or(static_cast<qint64>(calls.size()))});
        found = calls.end() - 1;
        sink.callBegan(index,
                       {.call = found - calls.begin(),
                        .id = id,
                        .name = name,
                        .signature = {},
                        .isFreeForm = isFreeForm});
    }
    const auto arguments = field(*function, isFreeForm ? "input" : "arguments");
    if (!arguments || !found->isOpen)
        return;
    if (const auto fragment = asString(*arguments)) {
        if (!fragment->empty())
            sink.callArguments(index, found - calls.begin(), *fragment);
    } else if (arguments->is_object()) { // some send them parsed
        sink.callArguments(index, found - calls.begin(), jsonText(*arguments));
    }
}

void ChatStreamReader::closeCalls(qint64 index, Choice &choice, std::size_t from, AnswerSink &sink)
{
    for (std::size_t call = from; call < choice.calls.size(); ++call) {
        if (std::exchange(choice.calls[call].isOpen, false))
            sink.callEnded(index, static_cast<qint64>(call));
    }
}

void ChatStreamReader::stop(qint64 index, Choice &choice, std::string_view word, AnswerSink &sink)
{
    endThoughts(index, choice, sink);
    closeCalls(index, choice, 0, sink);
    choice.hasStopped = true;
    sink.stopped(index,
                 {.reason = chatStopReason(word, !choice.calls.empty()),
                  .stopSequence = {},
                  .nativeStop = word});
}

void ChatStreamReader::tellStops(AnswerSink &sink)
{
    for (auto &[index, choice] : m_choices) {
        if (choice.finishWord && !choice.hasStopped)
            stop(index, choice, *choice.finishWord, sink);
    }
}

void ChatStreamReader::end(AnswerSink &sink)
{
    if (std::exchange(m_isOver, true))
        return;
    tellStops(sink);
    const bool isWhole = !m_choices.empty()
        && std::ranges::all_of(m_choices,
                               [](const auto &entry) { return entry.second.hasStopped; });
    if (isWhole) {
        sink.ended();
        return;
    }
    if (m_sawDone && m_hasBegun) { // Snowflake and others end without a finish reason
        for (auto &[index, choice] : m_choices) {
            if (!choice.hasStopped)
                stop(index, choice, {}, sink);
        }
        sink.ended();
        return;
    }
    sink.failed({.status = 502,
                 .message = "The answer ended before it was whole.",
                 .code = "stream_interrupted"});
}

} // namespace signalbox::routing
