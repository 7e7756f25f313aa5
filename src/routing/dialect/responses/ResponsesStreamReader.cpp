// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesStreamReader.h"

#include "routing/dialect/UsageReader.h"
#include "routing/dialect/responses/ResponsesItem.h"
#include "routing/dialect/responses/ResponsesStatus.h"
#include "routing/dialect/responses/ResponsesStreamItems.h"

namespace signalbox::routing {

namespace {

using Item = ResponsesStreamItem;

class Reader final : public StreamReader
{
public:
    void event(std::string_view name, std::string_view data, AnswerSink &sink) override
    {
        Json root;
        if (m_isOver || data.empty() || data == "[DONE]"
            || m_parser.parse(data.data(), data.size()).get(root) != simdjson::SUCCESS
            || !root.is_object())
            return;
        std::string_view type = stringField(root, "type");
        if (type.empty())
            type = name;
        if (type == "error" || type == "response.failed"
            || (type.empty() && field(root, "error"))) {
            fail(responsesError(root), sink);
            return;
        }
        if (!type.starts_with("response."))
            return; // a sign of life
        type.remove_prefix(std::string_view("response.").size());
        begin(root, sink);
        if (type == "completed" || type == "incomplete" || type == "cancelled" || type == "done")
            readEnd(root, sink);
        else
            readItemEvent(type, root, sink);
    }

    void end(AnswerSink &sink) override
    {
        if (!m_isOver)
            fail({.status = 502,
                  .message = "The provider ended its answer before it was whole.",
                  .code = "server_error"},
                 sink);
    }

private:
    void fail(const DialectError &error, AnswerSink &sink)
    {
        m_isOver = true;
        sink.failed(error);
    }

    void begin(const Json &root, AnswerSink &sink)
    {
        if (std::exchange(m_hasBegun, true))
            return;
        const auto response = field(root, "response");
        if (!response) {
            sink.began({});
            return;
        }
        sink.began({.id = stringField(*response, "id"),
                    .model = stringField(*response, "model"),
                    .createdS = integerField(*response, "created_at").value_or(0)});
    }

    void readItemEvent(std::string_view type, const Json &root, AnswerSink &sink)
    {
        if (type == "output_item.added") {
            if (const auto json = field(root, "item"))
                addItem(*json, m_items.of(root, *json), sink);
        } else if (type == "output_item.done") {
            if (const auto json = field(root, "item"))
                endItem(*json, m_items.of(root, *json), sink);
        } else if (type == "output_text.delta" || type == "refusal.delta") {
            readText(type, root, stringField(root, "delta"), sink);
        } else if (type == "output_text.done" || type == "refusal.done") {
            readWholeText(type, root, sink);
        } else if (type == "function_call_arguments.delta"
                   || type == "custom_tool_call_input.delta") {
            readArguments(root, stringField(root, "delta"), sink);
        } else if (type == "function_call_arguments.done"
                   || type == "custom_tool_call_input.done") {
            readWholeArguments(root, sink);
        } else if (type.starts_with("reasoning")) {
            readReasoning(type, root, sink);
        } else if (type == "output_text.annotation.added") {
            sink.unsaid("annotations");
        }
    }

    void addItem(const Json &json, Item &item, AnswerSink &sink)
    {
        item.type = stringField(json, "type");
        if (isCallType(item.type) && !stringField(json, "name").empty())
            beginCall(json, item, sink);
    }

    void beginCall(const Json &json, Item &item, AnswerSink &sink)
    {
        if (item.call >= 0 || item.isDone)
            return;
        const ToolCallPart call = callOfItem(json);
        item.call = m_calls++;
        sink.callBegan(0,
                       {.call = item.call,
                        .id = call.id,
                        .name = call.name,
                        .signature = {},
                        .isFreeForm = call.isFreeForm});
    }

    void endItem(const Json &json, Item &item, AnswerSink &sink)
    {
        if (item.isDone)
            return;
        item.type = stringField(json, "type");
        if (isCallType(item.type))
            endCall(json, item, sink);
        else if (item.type == "reasoning")
            endReasoning(json, item, sink);
        else if (item.type == "message")
            endMessage(json, item, sink);
        else
            sink.part(0, otherOfItem(json));
        item.isDone = true;
    }

    void endCall(const Json &json, Item &item, AnswerSink &sink)
    {
        beginCall(json, item, sink);
        const ToolCallPart call = callOfItem(json);
        if (item.told.empty() && !call.argumentsJson.empty())
            sink.callArguments(0, item.call, call.argumentsJson);
        sink.callEnded(0, item.call);
    }

    static void endReasoning(const Json &json, const Item &item, AnswerSink &sink)
    {
        ReasoningPart part = reasoningOfItem(json);
        if (!item.told.empty() || !item.toldThoughts.empty())
            part.text.clear();
        sink.reasoningEnded(0, part);
    }

    void endMessage(const Json &json, Item &item, AnswerSink &sink)
    {
        // By number, not by index: a few providers count the parts of a message from elsewhere.
        std::size_t part = 0;
        for (const Json &content : arrayField(json, "content")) {
            if (part++ >= item.told.size())
                tell(content, sink);
        }
    }

    void tell(const Json &content, AnswerSink &sink)
    {
        if (stringField(content, "type") == "refusal") {
            sink.refusal(0, stringField(content, "refusal"));
            m_hasRefusal = true;
        } else if (const std::string_view text = stringField(content, "text"); !text.empty()) {
            sink.text(0, text);
            tellLogprobs(content, sink);
        }
    }

    static void tellLogprobs(const Json &json, AnswerSink &sink)
    {
        const auto list = field(json, "logprobs");
        const std::string wrapped = list ? wrappedLogprobs(*list) : std::string();
        if (!wrapped.empty())
            sink.logprobs(0, wrapped);
    }

    void readText(std::string_view type, const Json &root, std::string_view text, AnswerSink &sink)
    {
        Item &item = m_items.of(root);
        if (item.isDone || text.empty())
            return;
        Item::note(item.told, integerField(root, "content_index").value_or(0));
        if (type.starts_with("refusal")) {
            sink.refusal(0, text);
            m_hasRefusal = true;
            return;
        }
        sink.text(0, text);
        tellLogprobs(root, sink);
    }

    void readWholeText(std::string_view type, const Json &root, AnswerSink &sink)
    {
        if (Item::isIn(m_items.of(root).told, integerField(root, "content_index").value_or(0)))
            return;
        readText(type, root, stringField(root, type.starts_with("refusal") ? "refusal" : "text"),
                 sink);
    }

    void readArguments(const Json &root, std::string_view fragment, AnswerSink &sink)
    {
        Item &item = m_items.of(root);
        // A call without a name is told when its item is done.
        if (item.isDone || item.call < 0 || fragment.empty())
            return;
        Item::note(item.told, 0);
        sink.callArguments(0, item.call, fragment);
    }

    void readWholeArguments(const Json &root, AnswerSink &sink)
    {
        if (!m_items.of(root).told.empty())
            return;
        const std::string_view arguments = stringField(root, "arguments");
        readArguments(root, arguments.empty() ? stringField(root, "input") : arguments, sink);
    }

    void readReasoning(std::string_view type, const Json &root, AnswerSink &sink)
    {
        const bool isSummary = type.starts_with("reasoning_summary");
        if (!type.ends_with(".delta") && !type.ends_with("text.done"))
            return;
        Item &item = m_items.of(root);
        std::vector<qint64> &told = isSummary ? item.told : item.toldThoughts;
        const qint64 index =
            integerField(root, isSummary ? "summary_index" : "content_index").value_or(0);
        const bool isDelta = type.ends_with(".delta");
        const std::string_view text = stringField(root, isDelta ? "delta" : "text");
        if (item.isDone || text.empty() || (!isDelta && Item::isIn(told, index)))
            return;
        if (!told.empty() && !Item::isIn(told, index))
            sink.reasoning(0, "\n\n"); // paragraphs, as in a whole answer
        Item::note(told, index);
        sink.reasoning(0, text);
    }

    void readEnd(const Json &root, AnswerSink &sink)
    {
        const Json response = field(root, "response").value_or(root);
        if (stringField(response, "status") == "failed") {
            fail(responsesError(root), sink);
            return;
        }
        endOpenItems(response, sink);
        readUsage(response, sink);
        const ResponsesStop stop =
            responsesStop(response, {.hasCalls = m_calls > 0, .hasRefusal = m_hasRefusal});
        sink.stopped(0, {.reason = stop.reason, .stopSequence = {}, .nativeStop = stop.native});
        m_isOver = true;
        sink.ended();
    }

    /// Items that were never closed, or never told at all, from the whole response.
    void endOpenItems(const Json &response, AnswerSink &sink)
    {
        const std::vector<Json> output = arrayField(response, "output");
        const bool hasNone = m_items.isEmpty();
        for (std::size_t index = 0; hasNone && index < output.size(); ++index)
            m_items.add(static_cast<qint64>(index));
        for (Item &item : m_items.all()) {
            if (item.isDone)
                continue;
            const auto index = static_cast<std::size_t>(item.index);
            if (item.index >= 0 && index < output.size())
                endItem(output[index], item, sink);
            else
                closeItem(item, sink);
        }
    }

    static void closeItem(Item &item, AnswerSink &sink)
    {
        item.isDone = true;
        if (item.call >= 0)
            sink.callEnded(0, item.call);
        else if (item.type == "reasoning")
            sink.reasoningEnded(0, ReasoningPart());
    }

    static void readUsage(const Json &response, AnswerSink &sink)
    {
        const std::string usage = jsonField(response, "usage");
        if (usage.empty())
            return;
        const AnswerFacts facts =
            readAnswerFacts(models::ClientDialect::OpenAiResponses, "{\"usage\":" + usage + "}");
        sink.usage(facts.usage);
        if (facts.reportedCost)
            sink.reportedCost(*facts.reportedCost);
    }

    simdjson::dom::parser m_parser;
    ResponsesStreamItems m_items;
    qint64 m_calls = 0;
    bool m_hasBegun = false;
    bool m_hasRefusal = false;
    bool m_isOver = false;
};

} // namespace

std::unique_ptr<StreamReader> responsesStreamReader()
{
    return std::make_unique<Reader>();
}

} // namespace signalbox::routing
