// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesInputWriter.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/responses/ResponsesCallIds.h"
#include "routing/dialect/responses/ResponsesContentWriter.h"

#include <algorithm>

namespace signalbox::routing {

using models::ClientDialect;

namespace {

using Role = Message::Role;

std::string_view roleName(Role role)
{
    switch (role) {
    case Role::System:
        return "system";
    case Role::Developer:
        return "developer";
    case Role::Assistant:
        return "assistant";
    case Role::User:
        break;
    }
    return "user";
}

/// Whether \a part is an item of its own: not content of a message.
bool isItem(const Part &part)
{
    if (const auto *other = std::get_if<OtherPart>(&part))
        return other->notes.path.find(".content[") == std::string::npos;
    return std::holds_alternative<ToolCallPart>(part)
        || std::holds_alternative<ToolResultPart>(part)
        || std::holds_alternative<ReasoningPart>(part);
}

class InputWriter final
{
public:
    InputWriter(JsonWriter &out, const Conversation &conversation, Losses &losses)
        : m_out(out)
        , m_conversation(conversation)
        , m_losses(losses)
        , m_isOwn(conversation.dialect == ClientDialect::OpenAiResponses)
    {}

    void write()
    {
        const std::size_t first = writeInstructions();
        m_out.beginArray("input");
        for (std::size_t index = first; index < m_conversation.messages.size(); ++index)
            writeMessage(m_conversation.messages[index]);
        m_out.endArray();
    }

private:
    [[nodiscard]] bool isInstruction(const Message &message) const
    {
        if (m_isOwn)
            return message.path == "instructions";
        const bool isSystem = message.role == Role::System || message.role == Role::Developer;
        return isSystem && std::ranges::all_of(message.parts, [](const Part &part) {
                   return std::holds_alternative<TextPart>(part);
               });
    }

    /// Returns the index of the first message that is none of them.
    std::size_t writeInstructions()
    {
        const auto &messages = m_conversation.messages;
        std::string text;
        std::size_t index = 0;
        for (; index < messages.size() && isInstruction(messages[index]); ++index)
            collectInstruction(messages[index], text);
        if (index == messages.size()) // there must be some input
            return 0;
        m_out.textIfAny("instructions", text);
        for (std::size_t said = 0; said < index; ++said)
            tellLosses(messages[said]);
        return index;
    }

    static void collectInstruction(const Message &message, std::string &text)
    {
        for (const Part &part : message.parts) {
            const auto *piece = std::get_if<TextPart>(&part);
            if (!piece || piece->text.empty())
                continue;
            text.append(text.empty() ? "" : "\n\n").append(piece->text);
        }
    }

    void tellLosses(const Message &message)
    {
        for (const Part &part : message.parts)
            tellLosses(notesOf(part));
        if (!message.name.empty())
            m_losses.dropped(message.path + ".name", "OpenAI Responses has no name of the speaker");
        if (!m_isOwn)
            dropRest(m_losses, message.path, message.rest, "OpenAI Responses has no such field");
    }

    void tellLosses(const PartNotes &notes)
    {
        if (!notes.cacheControlJson.empty())
            m_losses.dropped(notes.path + ".cache_control", "OpenAI caches by itself");
        if (!m_isOwn)
            dropRest(m_losses, notes.path, notes.rest, "OpenAI Responses has no such field");
    }

    void writeMessage(const Message &message)
    {
        if (!message.name.empty())
            m_losses.dropped(message.path + ".name", "OpenAI Responses has no name of the speaker");
        if (!m_isOwn)
            dropRest(m_losses, message.path, message.rest, "OpenAI Responses has no such field");
        const auto &parts = message.parts;
        auto next = parts.begin();
        while (next != parts.end()) {
            if (isItem(*next)) {
                writeItem(*next++);
                continue;
            }
            const auto end = std::find_if(next, parts.end(), isItem);
            writeContent(message, {next, end});
            next = end;
        }
    }

    void writeContent(const Message &message, const std::vector<Part> &parts)
    {
        const ContentSide side =
            message.role == Role::Assistant ? ContentSide::Model : ContentSide::Given;
        std::string content;
        JsonWriter inner(content);
        inner.beginArray();
        bool isEmpty = true;
        for (const Part &part : parts) {
            if (writeResponsesContent(inner, part, side, m_conversation, m_losses))
                isEmpty = false;
        }
        inner.endArray();
        if (isEmpty)
            return;
        m_out.beginObject().text("type", "message").text("role", roleName(message.role));
        m_out.json("content", content);
        if (m_isOwn)
            writeRest(message.rest);
        m_out.endObject();
    }

    void writeItem(const Part &part)
    {
        if (const auto *call = std::get_if<ToolCallPart>(&part))
            writeCall(*call);
        else if (const auto *result = std::get_if<ToolResultPart>(&part))
            writeResult(*result);
        else if (const auto *reasoning = std::get_if<ReasoningPart>(&part))
            writeReasoning(*reasoning);
        else if (const auto *other = std::get_if<OtherPart>(&part))
            writeOther(*other);
    }

    void writeCall(const ToolCallPart &call)
    {
        if (!call.signature.empty())
            m_losses.dropped(call.notes.path, "Gemini's signature means nothing to OpenAI");
        m_out.beginObject();
        m_out.text("type", call.isFreeForm ? "custom_tool_call" : "function_call");
        m_out.text("call_id", m_ids.idOf(call)).text("name", call.name);
        if (call.isFreeForm)
            m_out.text("input", call.argumentsJson);
        else
            m_out.text("arguments", call.argumentsJson.empty() ? "{}" : call.argumentsJson);
        end(call.notes);
    }

    void writeResult(const ToolResultPart &result)
    {
        const std::string id = m_ids.idOf(result);
        if (result.isError)
            m_losses.dropped(result.notes.path + ".is_error",
                             "OpenAI has no mark for calls that failed; their text tells it");
        m_out.beginObject();
        m_out.text("type",
                   m_ids.isFreeForm(id) ? "custom_tool_call_output" : "function_call_output");
        m_out.text("call_id", id).key("output");
        writeOutput(result);
        end(result.notes);
    }

    void writeOutput(const ToolResultPart &result)
    {
        if (result.content.empty()) {
            m_out.text(result.contentJson);
            return;
        }
        const bool isText = result.content.size() == 1
            && std::holds_alternative<TextPart>(result.content.front())
            && notesOf(result.content.front()).rest.empty();
        if (isText) {
            m_out.text(plainText(result.content));
            return;
        }
        m_out.beginArray();
        for (const ContentPart &part : result.content) {
            const Part whole = std::visit([](const auto &kind) -> Part { return kind; }, part);
            writeResponsesContent(m_out, whole, ContentSide::Given, m_conversation, m_losses);
        }
        m_out.endArray();
    }

    void writeReasoning(const ReasoningPart &part)
    {
        const bool isOpenAi = part.family == ReasoningPart::Family::OpenAi;
        // Without its encrypted half only the provider that still keeps the item knows it.
        if (!isOpenAi || (part.encrypted.empty() && !m_isOwn)) {
            m_losses.dropped(part.notes.path, "OpenAI takes back only what its own models thought");
            return;
        }
        m_out.beginObject().text("type", "reasoning").textIfAny("id", part.id);
        const bool hasOwnSummary = m_isOwn && !part.notes.rest.empty();
        if (!hasOwnSummary) {
            m_out.beginArray("summary");
            if (part.isSummary)
                writeThought("summary_text", part.text);
            m_out.endArray();
        }
        if (!part.isSummary && !part.text.empty()) {
            m_out.beginArray("content");
            writeThought("reasoning_text", part.text);
            m_out.endArray();
        }
        m_out.textIfAny("encrypted_content", part.encrypted);
        end(part.notes);
    }

    void writeThought(std::string_view type, std::string_view text)
    {
        m_out.beginObject().text("type", type).text("text", text).endObject();
    }

    void writeOther(const OtherPart &part)
    {
        if (part.dialect == ClientDialect::OpenAiResponses)
            m_out.json(part.json);
        else
            m_losses.dropped(part.notes.path, "OpenAI Responses has no item '" + part.kind + "'");
    }

    void end(const PartNotes &notes)
    {
        tellLosses(notes);
        if (m_isOwn)
            writeRest(notes.rest);
        m_out.endObject();
    }

    void writeRest(const RestFields &rest)
    {
        for (const auto &[name, json] : rest)
            m_out.json(name, json);
    }

    JsonWriter &m_out;
    const Conversation &m_conversation;
    Losses &m_losses;
    ResponsesCallIds m_ids;
    bool m_isOwn;
};

} // namespace

void writeResponsesInput(JsonWriter &out, const Conversation &conversation, Losses &losses)
{
    InputWriter(out, conversation, losses).write();
}

} // namespace signalbox::routing
