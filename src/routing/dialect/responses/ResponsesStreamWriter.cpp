// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesStreamWriter.h"

#include "routing/dialect/responses/ResponseEnvelope.h"
#include "routing/dialect/responses/ResponsesOpaque.h"
#include "routing/dialect/responses/ResponsesOutput.h"
#include "routing/dialect/responses/ResponsesSettings.h"
#include "routing/json/JsonWriter.h"

#include <algorithm>
#include <map>

namespace signalbox::routing {

using models::ClientDialect;

namespace {

constexpr std::string_view inProgress = "in_progress";
constexpr std::string_view completed = "completed";

/// What text is being written.
enum class Open : quint8 { Nothing, Text, Refusal, Thought };

/// The message or the thought that is open: text goes there.
struct OpenText
{
    Open part = Open::Nothing;
    qint64 outputIndex = 0;
    qint64 contentIndex = 0;
    std::string id;
    std::string text; ///< of the open part
    std::string logprobs; ///< of the open part, with commas between
    std::string content; ///< the parts before it
};

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
        : m_envelope(wish)
    {
        for (const Tool &tool : wish.conversation.tools) {
            if (isFreeFormTool(wish.conversation, tool.name))
                m_freeFormTools.push_back(tool.name);
        }
    }

    void began(const Begin &begin) override
    {
        if (m_hasBegun)
            return;
        m_envelope.setOrigin(begin.id, begin.model, begin.createdS);
        ensureBegun();
    }

    void text(qint64 candidate, std::string_view text) override
    {
        if (candidate == 0 && !text.empty())
            addText(Open::Text, text);
    }

    void refusal(qint64 candidate, std::string_view text) override
    {
        if (candidate != 0 || text.empty())
            return;
        m_hasRefusal = true;
        addText(Open::Refusal, text);
    }

    void reasoning(qint64 candidate, std::string_view text) override
    {
        if (candidate != 0 || text.empty())
            return;
        if (m_open.part != Open::Thought)
            openThought();
        if (m_open.text.empty()) {
            JsonWriter out = beginThoughtEvent("response.reasoning_summary_part.added");
            out.json("part", responses::summaryPart({}));
            endEvent(out);
        }
        m_open.text += text;
        JsonWriter out = beginThoughtEvent("response.reasoning_summary_text.delta");
        out.text("delta", text);
        endEvent(out);
    }

    void reasoningEnded(qint64 candidate, const ReasoningPart &part) override
    {
        if (candidate != 0)
            return;
        const std::string encrypted = encryptedContent(part);
        if (m_open.part != Open::Thought) {
            if (encrypted.empty() && part.text.empty())
                return;
            reasoning(candidate, part.text);
            if (m_open.part != Open::Thought)
                openThought();
        }
        closeThought(encrypted);
    }

    void callBegan(qint64 candidate, const CallBegin &begin) override
    {
        if (candidate != 0 || m_calls.contains(begin.call))
            return;
        closeText(completed);
        if (!begin.signature.empty())
            writeWholeItem(responses::reasoningItem(m_envelope.nextId("rs_"), {},
                                                    encryptedCallSignature(begin.signature)));
        Call &call = m_calls[begin.call];
        call.isFreeForm = std::ranges::find(m_freeFormTools, begin.name) != m_freeFormTools.end();
        call.id = m_envelope.nextId(call.isFreeForm ? "ctc_" : "fc_");
        call.callId = begin.id.empty() ? m_envelope.nextId("call_") : std::string(begin.id);
        call.name = begin.name;
        call.outputIndex = addItem(call.item(inProgress));
    }

    void callArguments(qint64 candidate, qint64 number, std::string_view fragment) override
    {
        const auto found = m_calls.find(number);
        if (candidate != 0 || found == m_calls.end() || found->second.isDone || fragment.empty())
            return;
        Call &call = found->second;
        call.arguments += fragment;
        JsonWriter out = beginItemEvent(call.isFreeForm ? "response.custom_tool_call_input.delta"
                                                        : "response.function_call_arguments.delta",
                                        call.id, call.outputIndex);
        out.text("delta", fragment);
        endEvent(out);
    }

    void callEnded(qint64 candidate, qint64 number) override
    {
        const auto found = m_calls.find(number);
        if (candidate == 0 && found != m_calls.end())
            closeCall(found->second);
    }

    void part(qint64 candidate, const Part &part) override
    {
        if (candidate != 0)
            return;
        if (const auto *text = std::get_if<TextPart>(&part)) {
            this->text(candidate, text->text);
        } else if (const auto *media = std::get_if<MediaPart>(&part)) {
            if (media->kind == MediaPart::Kind::Image && !media->base64.empty())
                writeWholeItem(responses::imageItem(m_envelope.nextId("ig_"), *media));
        } else if (const auto *other = std::get_if<OtherPart>(&part)) {
            if (other->dialect == ClientDialect::OpenAiResponses)
                writeWholeItem(other->json);
        }
    }

    void logprobs(qint64 candidate, std::string_view json) override
    {
        Json root;
        if (candidate != 0 || m_open.part != Open::Text
            || m_parser.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS)
            return;
        for (const Json &token : arrayField(root, "content"))
            m_open.logprobs.append(m_open.logprobs.empty() ? "" : ",").append(jsonText(token));
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
        if (m_isOver)
            return;
        ensureBegun();
        const ResponsesEnd end = responsesEnd(m_stop, m_hasRefusal);
        // A message that was cut says so; what it was before counts as whole.
        closeText(end.status == "incomplete" ? end.status : completed);
        for (auto &[number, call] : m_calls)
            closeCall(call);
        const DialectError error{.status = 502, .message = "The provider failed to answer."};
        writeEnd(end, end.status == "failed" ? &error : nullptr);
    }

    void failed(const DialectError &error) override
    {
        if (m_isOver)
            return;
        ensureBegun();
        m_out += errorEvent(ClientDialect::OpenAiResponses, error, true);
        writeEnd({.status = "failed", .incompleteReason = {}}, &error);
    }

private:
    JsonWriter beginEvent(std::string_view type)
    {
        m_out.append("event: ").append(type).append("\ndata: ");
        JsonWriter out(m_out);
        out.beginObject().text("type", type).integer("sequence_number", m_sequence++);
        return out;
    }

    JsonWriter beginItemEvent(std::string_view type, std::string_view id, qint64 outputIndex)
    {
        JsonWriter out = beginEvent(type);
        out.text("item_id", id).integer("output_index", outputIndex);
        return out;
    }

    JsonWriter beginContentEvent(std::string_view type)
    {
        JsonWriter out = beginItemEvent(type, m_open.id, m_open.outputIndex);
        out.integer("content_index", m_open.contentIndex);
        return out;
    }

    JsonWriter beginThoughtEvent(std::string_view type)
    {
        JsonWriter out = beginItemEvent(type, m_open.id, m_open.outputIndex);
        out.integer("summary_index", 0);
        return out;
    }

    void endEvent(JsonWriter &out)
    {
        out.endObject();
        m_out += "\n\n";
    }

    void ensureBegun()
    {
        if (std::exchange(m_hasBegun, true))
            return;
        const std::string response = m_envelope.object({.status = inProgress});
        for (const std::string_view type : {"response.created", "response.in_progress"}) {
            JsonWriter out = beginEvent(type);
            out.json("response", response);
            endEvent(out);
        }
    }

    void writeEnd(const ResponsesEnd &end, const DialectError *error)
    {
        m_isOver = true;
        std::string output;
        for (const std::string &item : m_items) {
            if (!item.empty())
                output.append(output.empty() ? "" : ",").append(item);
        }
        JsonWriter out = beginEvent("response." + std::string(end.status));
        out.json("response",
                 m_envelope.object({.status = end.status,
                                    .incompleteReason = end.incompleteReason,
                                    .error = error,
                                    .output = output,
                                    .usage = &m_usage}));
        endEvent(out);
    }

    /// Tells of a new item and returns its place in the output.
    qint64 addItem(std::string_view item)
    {
        ensureBegun();
        const auto index = static_cast<qint64>(m_items.size());
        m_items.emplace_back();
        JsonWriter out = beginEvent("response.output_item.added");
        out.integer("output_index", index).json("item", item);
        endEvent(out);
        return index;
    }

    void endItem(qint64 index, std::string item)
    {
        JsonWriter out = beginEvent("response.output_item.done");
        out.integer("output_index", index).json("item", item);
        endEvent(out);
        m_items[static_cast<std::size_t>(index)] = std::move(item);
    }

    void writeWholeItem(const std::string &item)
    {
        closeText(completed);
        endItem(addItem(item), item);
    }

    void openItem(Open part, std::string_view prefix)
    {
        closeText(completed);
        m_open = OpenText();
        m_open.part = part;
        m_open.id = m_envelope.nextId(prefix);
    }

    void openThought()
    {
        openItem(Open::Thought, "rs_");
        m_open.outputIndex = addItem(responses::reasoningItem(m_open.id, {}, {}));
    }

    void addText(Open part, std::string_view text)
    {
        if (m_open.part != part)
            openContent(part);
        m_open.text += text;
        JsonWriter out = beginContentEvent(part == Open::Text ? "response.output_text.delta"
                                                              : "response.refusal.delta");
        out.text("delta", text);
        if (part == Open::Text)
            out.json("logprobs", "[]");
        endEvent(out);
    }

    void openContent(Open part)
    {
        if (m_open.part == Open::Text || m_open.part == Open::Refusal) {
            closeContent();
            m_open.part = part;
            ++m_open.contentIndex;
        } else {
            openItem(part, "msg_");
            m_open.outputIndex = addItem(responses::messageItem(m_open.id, inProgress, {}));
        }
        JsonWriter out = beginContentEvent("response.content_part.added");
        out.json("part", contentPart());
        endEvent(out);
    }

    [[nodiscard]] std::string contentPart() const
    {
        if (m_open.part == Open::Refusal)
            return responses::refusalPart(m_open.text);
        return responses::textPart(
            {.text = m_open.text, .annotationsJson = {}, .logprobsJson = logprobsList()});
    }
    [[nodiscard]] std::string logprobsList() const { return "[" + m_open.logprobs + "]"; }

    void closeContent()
    {
        const bool isText = m_open.part == Open::Text;
        JsonWriter done =
            beginContentEvent(isText ? "response.output_text.done" : "response.refusal.done");
        done.text(isText ? "text" : "refusal", m_open.text);
        if (isText)
            done.json("logprobs", logprobsList());
        endEvent(done);
        const std::string part = contentPart();
        JsonWriter out = beginContentEvent("response.content_part.done");
        out.json("part", part);
        endEvent(out);
        m_open.content.append(m_open.content.empty() ? "" : ",").append(part);
        m_open.text.clear();
        m_open.logprobs.clear();
    }

    void closeThought(std::string_view encrypted)
    {
        if (!m_open.text.empty()) {
            JsonWriter done = beginThoughtEvent("response.reasoning_summary_text.done");
            done.text("text", m_open.text);
            endEvent(done);
            JsonWriter out = beginThoughtEvent("response.reasoning_summary_part.done");
            out.json("part", responses::summaryPart(m_open.text));
            endEvent(out);
        }
        m_open.part = Open::Nothing;
        endItem(m_open.outputIndex, responses::reasoningItem(m_open.id, m_open.text, encrypted));
    }

    void closeText(std::string_view status)
    {
        if (m_open.part == Open::Nothing)
            return;
        if (m_open.part == Open::Thought) {
            closeThought({});
            return;
        }
        closeContent();
        m_open.part = Open::Nothing;
        endItem(m_open.outputIndex, responses::messageItem(m_open.id, status, m_open.content));
    }

    void closeCall(Call &call)
    {
        if (std::exchange(call.isDone, true))
            return;
        if (call.arguments.empty() && !call.isFreeForm)
            call.arguments = "{}";
        JsonWriter out = beginItemEvent(call.isFreeForm ? "response.custom_tool_call_input.done"
                                                        : "response.function_call_arguments.done",
                                        call.id, call.outputIndex);
        if (!call.isFreeForm)
            out.text("name", call.name);
        out.text(call.isFreeForm ? "input" : "arguments", call.arguments);
        endEvent(out);
        endItem(call.outputIndex, call.item(completed));
    }

    ResponseEnvelope m_envelope;
    simdjson::dom::parser m_parser;
    std::vector<std::string> m_freeFormTools;
    std::vector<std::string> m_items; ///< of the output; empty while open
    OpenText m_open;
    std::map<qint64, Call> m_calls;
    models::TokenUsage m_usage;
    StopReason m_stop = StopReason::Unknown;
    qint64 m_sequence = 0;
    bool m_hasBegun = false;
    bool m_hasRefusal = false;
    bool m_isOver = false;
};

} // namespace

std::unique_ptr<StreamWriter> responsesStreamWriter(const AnswerWish &wish)
{
    return std::make_unique<Writer>(wish);
}

} // namespace signalbox::routing
