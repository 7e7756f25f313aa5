// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/cohere/CohereMessageWriter.h"

#include "routing/dialect/ConversationTools.h"

#include <string>

namespace signalbox::routing {

namespace {

constexpr std::string_view unknownHere = "Cohere does not know it";

} // namespace

void CohereMessageWriter::write()
{
    for (const Message &message : m_conversation.messages) {
        noteMessage(message);
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
}

void CohereMessageWriter::noteMessage(const Message &message)
{
    if (!message.name.empty())
        m_losses.dropped(message.path + ".name", "Cohere has no names for speakers");
    dropRest(m_losses, message.path, message.rest, unknownHere);
    for (const Part &part : message.parts)
        notePart(notesOf(part));
}

void CohereMessageWriter::notePart(const PartNotes &notes)
{
    if (!notes.cacheControlJson.empty())
        m_losses.dropped(notes.path + ".cache_control", "Cohere caches by itself");
    dropRest(m_losses, notes.path, notes.rest, unknownHere);
}

void CohereMessageWriter::writeSystem(const Message &message)
{
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
    if (!text.empty())
        m_json.beginObject().text("role", "system").text("content", text).endObject();
}

void CohereMessageWriter::writeUser(const Message &message)
{
    std::vector<const MediaPart *> behind;
    std::vector<const Part *> own;
    for (const Part &part : message.parts) {
        if (const auto *result = std::get_if<ToolResultPart>(&part))
            writeResult(*result, behind);
        else if (const auto *text = std::get_if<TextPart>(&part); !text || !text->text.empty())
            own.push_back(&part);
    }
    if (own.empty() && behind.empty())
        return;
    m_json.beginObject().text("role", "user");
    const auto *only =
        own.size() == 1 && behind.empty() ? std::get_if<TextPart>(own.front()) : nullptr;
    if (only)
        m_json.text("content", only->text);
    else
        writeUserContent(own, behind);
    m_json.endObject();
}

void CohereMessageWriter::writeUserContent(const std::vector<const Part *> &own,
                                           const std::vector<const MediaPart *> &behind)
{
    m_json.beginArray("content");
    for (const MediaPart *media : behind)
        writeMedia(*media);
    for (const Part *part : own) {
        if (const auto *text = std::get_if<TextPart>(part))
            writeText(text->text);
        else if (const auto *media = std::get_if<MediaPart>(part))
            writeMedia(*media);
        else if (const auto *other = std::get_if<OtherPart>(part))
            m_losses.impossible(other->notes.path,
                                "Cohere cannot take a part of type '" + other->kind + "'.");
        else
            m_losses.dropped(notesOf(*part).path, "Cohere has no place for it in a user's turn");
    }
    m_json.endArray();
}

void CohereMessageWriter::writeResult(const ToolResultPart &result,
                                      std::vector<const MediaPart *> &behind)
{
    std::string text;
    if (result.content.empty())
        text = result.contentJson;
    for (const ContentPart &part : result.content) {
        notePart(notesOf(part));
        if (const auto *piece = std::get_if<TextPart>(&part)) {
            text += piece->text;
        } else if (const auto *media = std::get_if<MediaPart>(&part)) {
            if (!media->text.empty()) {
                text += media->text;
                continue;
            }
            behind.push_back(media);
            m_losses.dropped(media->notes.path,
                             "moved behind the tool result, which is text only here");
        } else {
            m_losses.dropped(notesOf(part).path, "Cohere has no place for it in a result");
        }
    }
    if (result.isError)
        m_losses.dropped(result.notes.path + ".is_error", "Cohere's results have no such mark");
    m_json.beginObject()
        .text("role", "tool")
        .text("tool_call_id", result.callId)
        .text("content", text)
        .endObject();
}

CohereMessageWriter::Answer CohereMessageWriter::gather(const Message &message)
{
    Answer answer;
    for (const Part &part : message.parts) {
        if (const auto *text = std::get_if<TextPart>(&part)) {
            answer.text += text->text;
        } else if (const auto *refusal = std::get_if<RefusalPart>(&part)) {
            answer.text += refusal->text;
        } else if (const auto *call = std::get_if<ToolCallPart>(&part)) {
            noteCall(*call);
            answer.calls.push_back(call);
        } else if (const auto *thought = std::get_if<ReasoningPart>(&part)) {
            answer.thoughts.push_back(thought);
        } else {
            m_losses.dropped(notesOf(part).path, "Cohere has no place for it in an answer");
        }
    }
    return answer;
}

std::string CohereMessageWriter::thoughtsOf(const Answer &answer)
{
    std::string text;
    for (const ReasoningPart *thought : answer.thoughts) {
        if (thought->family != ReasoningPart::Family::Plain)
            m_losses.dropped(thought->notes.path, "Cohere cannot take another model's thoughts");
        else if (answer.calls.empty() && m_thinking == Thinking::Never)
            m_losses.dropped(thought->notes.path, "this model takes no thoughts back");
        else
            text += thought->text;
        const bool isSigned = !thought->signature.empty() || !thought->encrypted.empty();
        if (thought->family == ReasoningPart::Family::Plain && isSigned)
            m_losses.dropped(thought->notes.path + ".signature", "Cohere has no signatures");
    }
    return text;
}

void CohereMessageWriter::writeAssistant(const Message &message)
{
    const Answer answer = gather(message);
    const std::string thoughts = thoughtsOf(answer);
    if (answer.text.empty() && thoughts.empty() && answer.calls.empty())
        return;
    m_json.beginObject().text("role", "assistant");
    if (!answer.calls.empty() || thoughts.empty()) {
        m_json.textIfAny("tool_plan", thoughts).textIfAny("content", answer.text);
    } else {
        m_json.beginArray("content").beginObject().text("type", "thinking");
        m_json.text("thinking", thoughts).endObject();
        if (!answer.text.empty())
            writeText(answer.text);
        m_json.endArray();
    }
    writeCalls(answer.calls);
    m_json.endObject();
}

void CohereMessageWriter::noteCall(const ToolCallPart &call)
{
    if (!call.signature.empty())
        m_losses.dropped(call.notes.path, "the signature of the call is for Gemini only");
    if (call.isFreeForm)
        m_losses.dropped(call.notes.path, "its text became the argument 'input'");
}

void CohereMessageWriter::writeCalls(const std::vector<const ToolCallPart *> &calls)
{
    if (calls.empty())
        return;
    m_json.beginArray("tool_calls");
    for (const ToolCallPart *call : calls) {
        std::string arguments = call->argumentsJson.empty() ? "{}" : call->argumentsJson;
        if (call->isFreeForm) {
            arguments.clear();
            JsonWriter(arguments).beginObject().text("input", call->argumentsJson).endObject();
        }
        m_json.beginObject().text("id", call->id).text("type", "function");
        m_json.beginObject("function").text("name", call->name).text("arguments", arguments);
        m_json.endObject().endObject();
    }
    m_json.endArray();
}

void CohereMessageWriter::writeText(std::string_view text)
{
    m_json.beginObject().text("type", "text").text("text", text).endObject();
}

void CohereMessageWriter::writeMedia(const MediaPart &media)
{
    const std::string &path = media.notes.path;
    if (!media.text.empty()) {
        writeText(media.text);
    } else if (media.kind != MediaPart::Kind::Image) {
        m_losses.impossible(path, "Cohere takes only text and images.");
    } else if (media.base64.empty() && media.url.empty()) {
        m_losses.impossible(path, "The image is known to another provider only: send its data.");
    } else {
        m_json.beginObject().text("type", "image_url").beginObject("image_url");
        m_json.text("url", media.base64.empty() ? media.url : dataUrl(media));
        m_json.textIfAny("detail", media.detail).endObject().endObject();
    }
}

} // namespace signalbox::routing
