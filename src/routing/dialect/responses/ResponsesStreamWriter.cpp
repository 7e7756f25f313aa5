// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesStreamWriter.h"

#include "routing/dialect/responses/ResponsesEvents.h"
#include "routing/dialect/responses/ResponsesOpaque.h"
#include "routing/dialect/responses/ResponsesOpenText.h"
#include "routing/dialect/responses/ResponsesOutput.h"
#include "routing/dialect/responses/ResponsesSettings.h"

#include <algorithm>
#include <map>

namespace signalbox::routing {

using models::ClientDialect;

namespace {

struct Call
{
    qint64 outputIndex = 0;
    std::string id;
    std::string callId;
    std::string name;
    std::string arguments;
    bool isFreeForm = false;
    bool isDone = false;

    [[nodiscard]] std::string item(std::string_view status) const
    {
        return responses::callItem({.id = id,
                                    .callId = callId,
                                    .name = name,
                                    .arguments = arguments,
                                    .isFreeForm = isFreeForm},
                                   status);
    }
};

class Writer final : public StreamWriter
{
public:
    explicit Writer(const AnswerWish &wish)
        : m_events(m_out, wish)
        , m_text(m_events)
    {
        for (const Tool &tool : wish.conversation.tools) {
            if (isFreeFormTool(wish.conversation, tool.name))
                m_freeFormTools.push_back(tool.name);
        }
    }

    void began(const Begin &begin) override
    {
        m_events.setOrigin(begin);
        m_events.open();
    }

    void text(qint64 candidate, std::string_view text) override
    {
        if (isTold(candidate) && !text.empty())
            m_text.addText(text);
    }

    void refusal(qint64 candidate, std::string_view text) override
    {
        if (!isTold(candidate) || text.empty())
            return;
        m_hasRefusal = true;
        m_text.addRefusal(text);
    }

    void reasoning(qint64 candidate, std::string_view text) override
    {
        if (isTold(candidate) && !text.empty())
            m_text.addThought(text);
    }

    void reasoningEnded(qint64 candidate, const ReasoningPart &part) override
    {
        const std::string encrypted = encryptedContent(part);
        if (!isTold(candidate) || (!m_text.isThought() && encrypted.empty() && part.text.empty()))
            return;
        if (!m_text.isThought())
            m_text.openThought();
        reasoning(candidate, part.text);
        m_text.closeThought(encrypted);
    }

    void callBegan(qint64 candidate, const CallBegin &begin) override
    {
        if (!isTold(candidate) || m_calls.contains(begin.call))
            return;
        m_text.close();
        if (!begin.signature.empty())
            writeWholeItem(responses::reasoningItem(m_events.nextId("rs_"), {},
                                                    encryptedCallSignature(begin.signature)));
        Call &call = m_calls[begin.call];
        call.isFreeForm = begin.isFreeForm
            || std::ranges::find(m_freeFormTools, begin.name) != m_freeFormTools.end();
        call.id = m_events.nextId(call.isFreeForm ? "ctc_" : "fc_");
        call.callId = begin.id.empty() ? m_events.nextId("call_") : std::string(begin.id);
        call.name = begin.name;
        call.outputIndex = m_events.addItem(call.item("in_progress"));
    }

    void callArguments(qint64 candidate, qint64 number, std::string_view fragment) override
    {
        const auto found = m_calls.find(number);
        if (!isTold(candidate) || found == m_calls.end() || found->second.isDone
            || fragment.empty())
            return;
        Call &call = found->second;
        call.arguments += fragment;
        tellArguments(call, fragment);
    }

    void callEnded(qint64 candidate, qint64 number) override
    {
        const auto found = m_calls.find(number);
        if (isTold(candidate) && found != m_calls.end())
            closeCall(found->second);
    }

    void part(qint64 candidate, const Part &part) override
    {
        if (!isTold(candidate))
            return;
        if (const auto *piece = std::get_if<TextPart>(&part)) {
            text(candidate, piece->text);
        } else if (const auto *media = std::get_if<MediaPart>(&part)) {
            if (media->kind == MediaPart::Kind::Image && !media->base64.empty())
                writeWholeItem(responses::imageItem(m_events.nextId("ig_"), *media));
        } else if (const auto *other = std::get_if<OtherPart>(&part)) {
            if (other->dialect == ClientDialect::OpenAiResponses)
                writeWholeItem(other->json);
        }
    }

    void logprobs(qint64 candidate, std::string_view json) override
    {
        Json root;
        if (!isTold(candidate) || !m_text.isText()
            || m_parser.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS)
            return;
        for (const Json &token : arrayField(root, "content"))
            m_text.addLogprobs(jsonText(token));
    }

    void usage(const models::TokenUsage &usage) override { m_usage = usage; }
    void reportedCost(const models::Money & /*cost*/) override {} // no field for it
    void stopped(qint64 candidate, const Stop &stop) override
    {
        if (candidate == 0)
            m_stop = stop.reason;
    }

    void ended() override
    {
        if (std::exchange(m_isOver, true))
            return;
        m_events.open();
        const ResponsesEnd end = responsesEnd(m_stop, m_hasRefusal);
        // A message that was cut says so; what was before it counts as whole.
        m_text.close(end.status == "incomplete" ? end.status : "completed");
        for (auto &[number, call] : m_calls)
            closeCall(call);
        const DialectError error{.status = 502, .message = "The provider failed to answer."};
        m_events.close(end, end.status == "failed" ? &error : nullptr, m_usage);
    }

    void failed(const DialectError &error) override
    {
        if (std::exchange(m_isOver, true))
            return;
        m_events.open();
        m_out += errorEvent(ClientDialect::OpenAiResponses, error, true);
        m_events.close({.status = "failed", .incompleteReason = {}}, &error, m_usage);
    }

private:
    /// A response has one answer, and nothing behind its end.
    [[nodiscard]] bool isTold(qint64 candidate) const { return candidate == 0 && !m_isOver; }

    void writeWholeItem(const std::string &item)
    {
        m_text.close();
        m_events.endItem(m_events.addItem(item), item);
    }

    void tellArguments(const Call &call, std::string_view fragment)
    {
        JsonWriter event =
            m_events.begin(call.isFreeForm ? "response.custom_tool_call_input.delta"
                                           : "response.function_call_arguments.delta",
                           call.id, call.outputIndex);
        event.text("delta", fragment);
        m_events.end(event);
    }

    void closeCall(Call &call)
    {
        if (std::exchange(call.isDone, true))
            return;
        if (call.arguments.empty() && !call.isFreeForm) {
            call.arguments = "{}";
            tellArguments(call, call.arguments); // clients that join the pieces want JSON too
        }
        JsonWriter event = m_events.begin(call.isFreeForm ? "response.custom_tool_call_input.done"
                                                          : "response.function_call_arguments.done",
                                          call.id, call.outputIndex);
        if (!call.isFreeForm)
            event.text("name", call.name);
        event.text(std::string_view(call.isFreeForm ? "input" : "arguments"), call.arguments);
        m_events.end(event);
        m_events.endItem(call.outputIndex, call.item("completed"));
    }

    ResponsesEvents m_events;
    ResponsesOpenText m_text;
    simdjson::dom::parser m_parser;
    std::vector<std::string> m_freeFormTools;
    std::map<qint64, Call> m_calls;
    models::TokenUsage m_usage;
    StopReason m_stop = StopReason::Unknown;
    bool m_hasRefusal = false;
    bool m_isOver = false;
};

} // namespace

std::unique_ptr<StreamWriter> responsesStreamWriter(const AnswerWish &wish)
{
    return std::make_unique<Writer>(wish);
}

} // namespace signalbox::routing
