// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/ollama/OllamaMessageWriter.h"

#include "routing/dialect/ConversationTools.h"

#include <algorithm>
#include <string>
#include <vector>

namespace signalbox::routing {

using Role = Message::Role;

namespace {

/// What one message of Ollama's holds.
struct Gathered
{
    std::string text{};
    std::string thinking{};
    std::vector<const MediaPart *> images{};
    std::vector<const ToolCallPart *> calls{};
    [[nodiscard]] bool isEmpty() const
    {
        return text.empty() && thinking.empty() && images.empty() && calls.empty();
    }
};

std::string_view roleWord(Role role)
{
    if (role == Role::Assistant)
        return "assistant";
    return role == Role::User ? "user" : "system";
}

class MessageWriter final
{
public:
    MessageWriter(JsonWriter &writer, const Conversation &conversation, Losses &losses)
        : m_writer(writer)
        , m_conversation(conversation)
        , m_losses(losses)
        , m_isOwn(conversation.dialect == models::ClientDialect::Ollama)
    {}

    void write(const Message &message)
    {
        if (!message.name.empty())
            m_losses.dropped(message.path + ".name", "Ollama has no names for speakers");
        Gathered gathered;
        for (const Part &part : message.parts) {
            const PartNotes &notes = notesOf(part);
            if (!notes.cacheControlJson.empty())
                m_losses.dropped(notes.path + ".cache_control", "Ollama caches by itself");
            dropRest(m_losses, notes.path, notes.rest, notOllamas);
            std::visit([&](const auto &kind) { gather(kind, message, gathered); }, part);
        }
        if (!m_isOwn || gathered.isEmpty())
            dropRest(m_losses, message.path, message.rest, notOllamas);
        if (gathered.isEmpty())
            return;
        m_writer.beginObject().text("role", roleWord(message.role));
        m_writer.text("content", gathered.text).textIfAny("thinking", gathered.thinking);
        writeImages(gathered.images);
        writeCalls(gathered.calls);
        if (m_isOwn) {
            for (const auto &[name, json] : message.rest)
                m_writer.json(name, json);
        }
        m_writer.endObject();
    }

private:
    static void gather(const TextPart &part, const Message &, Gathered &into)
    {
        into.text += part.text;
    }
    static void gather(const RefusalPart &part, const Message &, Gathered &into)
    {
        into.text += part.text;
    }
    void gather(const ToolCallPart &part, const Message &, Gathered &into)
    {
        if (!part.signature.empty())
            m_losses.dropped(part.notes.path + ".signature", "Ollama has no signatures");
        into.calls.push_back(&part);
    }
    void gather(const ReasoningPart &part, const Message &, Gathered &into)
    {
        if (part.family != ReasoningPart::Family::Plain) {
            m_losses.dropped(part.notes.path, "Ollama cannot take another model's thoughts");
            return;
        }
        into.thinking += part.text;
        if (!part.signature.empty() || !part.encrypted.empty())
            m_losses.dropped(part.notes.path + ".signature", "Ollama has no signatures");
    }
    void gather(const OtherPart &part, const Message &message, Gathered &)
    {
        if (message.role == Role::Assistant)
            m_losses.dropped(part.notes.path, "Ollama has no '" + part.kind + "'");
        else
            m_losses.impossible(part.notes.path,
                                "Ollama cannot take a part of type '" + part.kind + "'.");
    }
    void gather(const MediaPart &part, const Message &, Gathered &into)
    {
        if (!part.text.empty())
            into.text += part.text;
        else if (isImage(part))
            into.images.push_back(&part);
    }
    /// A result is a message of its own.
    void gather(const ToolResultPart &part, const Message &, Gathered &)
    {
        const std::string name =
            part.name.empty() ? toolNameOf(m_conversation, part.callId) : part.name;
        std::vector<const MediaPart *> images;
        for (const ContentPart &content : part.content) {
            const PartNotes &notes = notesOf(content);
            if (!notes.cacheControlJson.empty())
                m_losses.dropped(notes.path + ".cache_control", "Ollama caches by itself");
            if (const auto *media = std::get_if<MediaPart>(&content)) {
                if (isImage(*media))
                    images.push_back(media);
            } else if (!std::holds_alternative<TextPart>(content)) {
                m_losses.impossible(part.notes.path,
                                    "Ollama takes only text and images as a tool's result.");
            }
        }
        if (part.isError)
            m_losses.dropped(part.notes.path + ".is_error", "Ollama does not tell failed calls");
        m_writer.beginObject().text("role", "tool");
        m_writer.text("content", part.content.empty() ? part.contentJson : plainText(part.content));
        writeImages(images);
        m_writer.textIfAny("tool_name", name).textIfAny("tool_call_id", part.callId).endObject();
    }

    bool isImage(const MediaPart &part)
    {
        if (part.kind != MediaPart::Kind::Image || part.base64.empty()) {
            m_losses.impossible(part.notes.path, "Ollama takes only images, as inline data.");
            return false;
        }
        if (!part.detail.empty() && part.detail != "auto")
            m_losses.dropped(part.notes.path + ".detail", "Ollama has no detail for images");
        return true;
    }

    void writeImages(const std::vector<const MediaPart *> &images)
    {
        if (images.empty())
            return;
        m_writer.beginArray("images");
        for (const MediaPart *image : images)
            m_writer.text(image->base64);
        m_writer.endArray();
    }

    void writeCalls(const std::vector<const ToolCallPart *> &calls)
    {
        if (calls.empty())
            return;
        m_writer.beginArray("tool_calls");
        for (const ToolCallPart *call : calls) {
            const std::string arguments = argumentsObject(call->argumentsJson);
            if (arguments != "{}" && !isJsonObject(call->argumentsJson))
                m_losses.impossible(call->notes.path,
                                    "Ollama wants a call's arguments as a JSON object.");
            m_writer.beginObject().textIfAny("id", call->id).beginObject("function");
            m_writer.text("name", call->name);
            m_writer.json("arguments", arguments);
            m_writer.endObject().endObject();
        }
        m_writer.endArray();
    }

    JsonWriter &m_writer;
    const Conversation &m_conversation;
    Losses &m_losses;
    bool m_isOwn;
};

} // namespace

void writeOllamaMessages(JsonWriter &writer, const Conversation &conversation, Losses &losses)
{
    MessageWriter messages(writer, conversation, losses);
    writer.beginArray("messages");
    for (const Message &message : conversation.messages)
        messages.write(message);
    writer.endArray();
}

} // namespace signalbox::routing
