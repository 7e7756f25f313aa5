// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/chat/ChatMessageWriter.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/chat/ChatLosses.h"
#include "routing/dialect/chat/ChatReasoning.h"

#include <QCryptographicHash>

#include <algorithm>

namespace signalbox::routing {

namespace {

constexpr std::size_t mistralIdSize = 9;

/// Mistral's ids are nine letters or digits: others are hashed to such, the same every time.
std::string nineLetters(const std::string &id)
{
    const bool fits =
        id.size() == mistralIdSize && std::ranges::all_of(id, [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        });
    if (fits)
        return id;
    const QByteArray hash =
        QCryptographicHash::hash(QByteArray::fromStdString(id), QCryptographicHash::Sha256).toHex();
    return hash.left(mistralIdSize).toStdString();
}

bool hasCacheControl(const std::vector<Part> &parts)
{
    return std::ranges::any_of(
        parts, [](const Part &part) { return !notesOf(part).cacheControlJson.empty(); });
}

/// The format word of OpenAI's input_audio: the end of the MIME type.
std::string audioFormat(std::string_view mimeType)
{
    std::string_view format = mimeType.substr(mimeType.find('/') + 1);
    if (format.starts_with("x-"))
        format.remove_prefix(2);
    if (format == "mpeg")
        return "mp3";
    return std::string(format);
}

} // namespace

void ChatMessageWriter::write()
{
    m_json.beginArray();
    for (const Message &message : m_conversation.messages) {
        switch (message.role) {
        case Message::Role::System:
        case Message::Role::Developer:
            writeSystem(message);
            break;
        case Message::Role::User:
            writeUser(message);
            break;
        case Message::Role::Assistant:
            writeAssistant(message);
            break;
        }
    }
    m_json.endArray();
}

void ChatMessageWriter::writeRest(const Message &message)
{
    if (!isSameDialect()) {
        dropRest(m_losses, message.path, message.rest, noPlaceInChat);
        return;
    }
    for (const auto &[name, value] : message.rest)
        m_json.json(name, value);
}

void ChatMessageWriter::writeSystem(const Message &message)
{
    const bool isDeveloper = message.role == Message::Role::Developer && m_quirks.developerRole;
    m_json.beginObject().text("role", isDeveloper ? "developer" : "system");
    m_json.textIfAny("name", message.name);
    if (m_quirks.takesCacheControl && hasCacheControl(message.parts)) {
        m_json.beginArray("content");
        for (const Part &part : message.parts)
            writePart(part);
        m_json.endArray();
    } else {
        std::string text;
        for (const Part &part : message.parts) {
            const auto *piece = std::get_if<TextPart>(&part);
            if (!piece) {
                m_losses.dropped(notesOf(part).path, "a system message is text only");
                continue;
            }
            if (!text.empty())
                text += "\n\n";
            text += piece->text;
        }
        m_json.text("content", text);
    }
    writeRest(message);
    m_json.endObject();
}

void ChatMessageWriter::writeUser(const Message &message)
{
    std::vector<const MediaPart *> behind;
    std::vector<const Part *> own;
    for (const Part &part : message.parts) {
        if (const auto *result = std::get_if<ToolResultPart>(&part))
            writeResult(*result, behind);
        else
            own.push_back(&part);
    }
    if (own.empty() && behind.empty())
        return;
    m_json.beginObject().text("role", "user").textIfAny("name", message.name);
    const auto *only =
        own.size() == 1 && behind.empty() ? std::get_if<TextPart>(own.front()) : nullptr;
    if (only && (only->notes.cacheControlJson.empty() || !m_quirks.takesCacheControl)) {
        m_json.text("content", only->text);
    } else {
        m_json.beginArray("content");
        for (const MediaPart *media : behind)
            writeMedia(*media);
        for (const Part *part : own)
            writePart(*part);
        m_json.endArray();
    }
    writeRest(message);
    m_json.endObject();
}

std::string ChatMessageWriter::callId(const std::string &id) const
{
    return m_quirks.nineLetterIds ? nineLetters(id) : id;
}

void ChatMessageWriter::writeResult(const ToolResultPart &result,
                                    std::vector<const MediaPart *> &behind)
{
    std::string text;
    if (result.content.empty())
        text = result.contentJson;
    for (const ContentPart &part : result.content) {
        if (const auto *piece = std::get_if<TextPart>(&part)) {
            text += piece->text;
        } else if (const auto *media = std::get_if<MediaPart>(&part)) {
            behind.push_back(media);
            m_losses.dropped(media->notes.path,
                             "moved behind the tool result, which is text only here");
        } else {
            m_losses.dropped(notesOf(part).path, noPlaceInChat);
        }
    }
    if (result.isError && !isSameDialect())
        m_losses.dropped(result.notes.path + ".is_error", noPlaceInChat);
    m_json.beginObject()
        .text("role", "tool")
        .text("tool_call_id", callId(result.callId))
        .text("content", text)
        .endObject();
}

void ChatMessageWriter::writeAssistant(const Message &message)
{
    m_json.beginObject().text("role", "assistant").textIfAny("name", message.name);
    writeThoughts(message);
    writeAssistantContent(message);
    writeCalls(message);
    writeRest(message);
    m_json.endObject();
}

void ChatMessageWriter::writeThoughts(const Message &message)
{
    std::string text;
    std::vector<const ReasoningPart *> thoughts;
    for (const Part &part : message.parts) {
        const auto *thought = std::get_if<ReasoningPart>(&part);
        if (!thought)
            continue;
        thoughts.push_back(thought);
        text += thought->text;
        if (m_quirks.thoughts == ChatQuirks::Thoughts::None)
            m_losses.dropped(thought->notes.path, "this provider takes no thoughts back");
        else if (hasOpaqueHalf(*thought)
                 && m_quirks.thoughts != ChatQuirks::Thoughts::ReasoningDetails)
            m_losses.dropped(thought->notes.path, "only the text of the thought was kept");
    }
    if (thoughts.empty())
        return;
    switch (m_quirks.thoughts) {
    case ChatQuirks::Thoughts::ReasoningContent:
        m_json.text("reasoning_content", text);
        break;
    case ChatQuirks::Thoughts::Reasoning:
        m_json.text("reasoning", text);
        break;
    case ChatQuirks::Thoughts::ReasoningDetails:
        m_json.beginArray("reasoning_details");
        for (const ReasoningPart *thought : thoughts)
            writeReasoningDetail(*thought, m_json);
        m_json.endArray();
        break;
    case ChatQuirks::Thoughts::Content: // in writeAssistantContent()
    case ChatQuirks::Thoughts::None:
        break;
    }
}

void ChatMessageWriter::writeAssistantContent(const Message &message)
{
    std::string text;
    std::string refusal;
    std::string thoughts;
    bool hasText = false;
    for (const Part &part : message.parts) {
        if (const auto *piece = std::get_if<TextPart>(&part)) {
            text += piece->text;
            hasText = true;
        } else if (const auto *declined = std::get_if<RefusalPart>(&part)) {
            refusal += declined->text;
        } else if (const auto *thought = std::get_if<ReasoningPart>(&part)) {
            thoughts += thought->text;
        } else if (std::holds_alternative<MediaPart>(part)
                   || std::holds_alternative<OtherPart>(part)) {
            m_losses.dropped(notesOf(part).path, noPlaceInChat);
        }
    }
    if (m_quirks.thoughts == ChatQuirks::Thoughts::Content && !thoughts.empty()) {
        m_json.beginArray("content").beginObject().text("type", "thinking");
        m_json.beginArray("thinking").beginObject().text("type", "text").text("text", thoughts);
        m_json.endObject().endArray().endObject();
        if (hasText)
            m_json.beginObject().text("type", "text").text("text", text).endObject();
        m_json.endArray();
    } else if (hasText) {
        m_json.text("content", text);
    } else {
        m_json.null("content");
    }
    m_json.textIfAny("refusal", refusal);
}

void ChatMessageWriter::writeCalls(const Message &message)
{
    bool hasCalls = false;
    for (const Part &part : message.parts) {
        const auto *call = std::get_if<ToolCallPart>(&part);
        if (!call)
            continue;
        if (!hasCalls)
            m_json.beginArray("tool_calls");
        hasCalls = true;
        if (!call->signature.empty())
            m_losses.dropped(call->notes.path, "the signature of the call is for Gemini only");
        const std::string_view kind = call->isFreeForm ? "custom" : "function";
        m_json.beginObject().text("id", callId(call->id)).text("type", kind);
        m_json.beginObject(kind).text("name", call->name);
        if (call->isFreeForm)
            m_json.text("input", call->argumentsJson);
        else
            m_json.text("arguments", call->argumentsJson.empty() ? "{}" : call->argumentsJson);
        m_json.endObject().endObject();
    }
    if (hasCalls)
        m_json.endArray();
}

void ChatMessageWriter::writePart(const Part &part)
{
    if (const auto *text = std::get_if<TextPart>(&part)) {
        writeText(*text);
    } else if (const auto *media = std::get_if<MediaPart>(&part)) {
        writeMedia(*media);
    } else if (const auto *other = std::get_if<OtherPart>(&part);
               other && other->dialect == models::ClientDialect::OpenAiChat) {
        m_json.json(other->json);
    } else {
        m_losses.dropped(notesOf(part).path, noPlaceInChat);
    }
}

void ChatMessageWriter::writeText(const TextPart &part)
{
    m_json.beginObject().text("type", "text").text("text", part.text);
    if (m_quirks.takesCacheControl)
        m_json.jsonIfAny("cache_control", part.notes.cacheControlJson);
    if (isSameDialect()) {
        for (const auto &[name, value] : part.notes.rest)
            m_json.json(name, value);
    }
    m_json.endObject();
}

void ChatMessageWriter::writeMedia(const MediaPart &media)
{
    const std::string &path = media.notes.path;
    switch (media.kind) {
    case MediaPart::Kind::Image:
        if (media.base64.empty() && media.url.empty()) {
            m_losses.impossible(path,
                                "The image is known to another provider only: send its data.");
            return;
        }
        m_json.beginObject().text("type", "image_url").beginObject("image_url");
        m_json.text("url", media.base64.empty() ? media.url : dataUrl(media));
        m_json.textIfAny("detail", media.detail).endObject().endObject();
        return;
    case MediaPart::Kind::Audio:
        if (media.base64.empty()) {
            m_losses.impossible(path, "Audio must be sent with its data.");
            return;
        }
        m_json.beginObject().text("type", "input_audio").beginObject("input_audio");
        m_json.text("data", media.base64).text("format", audioFormat(media.mimeType));
        m_json.endObject().endObject();
        return;
    case MediaPart::Kind::Document:
        if (!media.text.empty()) {
            m_json.beginObject().text("type", "text").text("text", media.text).endObject();
            return;
        }
        if (media.base64.empty() && (media.fileId.empty() || !isSameDialect())) {
            m_losses.impossible(path, "A document must be sent with its data.");
            return;
        }
        m_json.beginObject().text("type", "file").beginObject("file");
        if (media.base64.empty())
            m_json.text("file_id", media.fileId);
        else
            m_json.text("filename", media.fileName.empty() ? "document.pdf" : media.fileName)
                .text("file_data", dataUrl(media));
        m_json.endObject().endObject();
        return;
    case MediaPart::Kind::Video:
        m_losses.impossible(path, "Chat completions take no video.");
        return;
    }
}

} // namespace signalbox::routing
