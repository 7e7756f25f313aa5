// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/gemini/GeminiTurnWriter.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/gemini/GeminiAnswerParts.h"
#include "routing/dialect/gemini/GeminiMedia.h"
#include "routing/dialect/gemini/GeminiModel.h"
#include "routing/dialect/gemini/GeminiResults.h"

#include <algorithm>
#include <utility>

namespace signalbox::routing {

using models::ClientDialect;
using Role = Message::Role;

namespace {

/// Google's own word for calls that another model made: Gemini 3 refuses calls without a signature.
constexpr std::string_view foreignSignature = "skip_thought_signature_validator";

class TurnWriter
{
public:
    TurnWriter(JsonWriter &writer, const Conversation &conversation, const RequestWish &wish,
               Losses &losses)
        : m_writer(writer)
        , m_conversation(conversation)
        , m_losses(losses)
        , m_model(wish.model)
        , m_isOwn(conversation.dialect == ClientDialect::Gemini)
    {}

    void write()
    {
        Turns turns = turnsOf(m_conversation);
        if (turns.others.empty() && !turns.system.empty()) {
            m_losses.dropped(turns.system.front().path,
                             "Gemini wants a user turn; the system prompt is sent as one");
            for (Message &message : turns.system) {
                message.role = Role::User;
                turns.others.push_back(std::move(message));
            }
            turns.system.clear();
        }
        writeSystem(turns.system);
        m_writer.beginArray("contents");
        for (std::size_t i = 0; i < turns.others.size(); ++i)
            writeTurn(turns.others[i], i == 0 ? nullptr : &turns.others[i - 1]);
        m_writer.endArray();
    }

private:
    void writeSystem(const std::vector<Message> &system)
    {
        std::string parts;
        JsonWriter writer(parts);
        for (const Message &message : system) {
            noteMessage(message);
            for (const Part &part : message.parts)
                writePart(writer, part, Role::System);
        }
        if (!parts.empty())
            m_writer.beginObject("systemInstruction").json("parts", "[" + parts + "]").endObject();
    }

    void writeTurn(const Message &turn, const Message *before)
    {
        noteMessage(turn);
        std::string parts;
        JsonWriter writer(parts);
        m_isFirstCall = true;
        if (turn.role == Role::User)
            writeGeminiResults(writer, turn, before, m_conversation, m_model, m_losses);
        for (std::size_t i = 0; i < turn.parts.size(); ++i) {
            const Part *next = i + 1 < turn.parts.size() ? &turn.parts[i + 1] : nullptr;
            m_textSignature = signatureOf(turn.parts[i], next);
            writePart(writer, turn.parts[i], turn.role);
            if (!m_textSignature.empty())
                ++i; // its signature went with it
        }
        if (parts.empty())
            return; // Gemini refuses a turn without parts
        m_writer.beginObject().text("role", turn.role == Role::Assistant ? "model" : "user");
        m_writer.json("parts", "[" + parts + "]");
        if (m_isOwn)
            writeGeminiRest(m_writer, turn.rest, {});
        m_writer.endObject();
    }

    /// The signature that stood on the text \a part, when \a next is that.
    static std::string_view signatureOf(const Part &part, const Part *next)
    {
        const auto *text = std::get_if<TextPart>(&part);
        const auto *thought = next ? std::get_if<ReasoningPart>(next) : nullptr;
        const bool belongs = text && thought && !text->text.empty() && thought->text.empty()
            && thought->family == ReasoningPart::Family::Gemini && !thought->notes.path.empty()
            && thought->notes.path == text->notes.path;
        return belongs ? std::string_view(thought->signature) : std::string_view();
    }

    void noteMessage(const Message &message)
    {
        if (!message.name.empty())
            m_losses.dropped(message.path + ".name", "Gemini has no names for speakers");
        if (!m_isOwn)
            dropRest(m_losses, message.path, message.rest, "Gemini does not know it");
    }

    void writePart(JsonWriter &writer, const Part &part, Role role)
    {
        const PartNotes &notes = notesOf(part);
        if (!notes.cacheControlJson.empty())
            m_losses.dropped(notes.path + ".cache_control", "Gemini caches by itself");
        if (!m_isOwn)
            dropRest(m_losses, notes.path, notes.rest, "Gemini does not know it");
        std::visit([&](const auto &kind) { write(writer, kind, role); }, part);
    }

    void write(JsonWriter &writer, const TextPart &part, Role)
    {
        if (part.text.empty())
            return;
        writer.beginObject().text("text", part.text);
        writer.textIfAny("thoughtSignature", m_textSignature);
        own(writer, part.notes);
        writer.endObject();
    }

    static void write(JsonWriter &writer, const RefusalPart &part, Role)
    {
        if (!part.text.empty())
            writeGeminiText(writer, part.text, IsThought::No);
    }

    void write(JsonWriter &writer, const MediaPart &part, Role role)
    {
        if (role == Role::System) {
            m_losses.impossible(part.notes.path, "Gemini takes only text in its system prompt.");
            return;
        }
        writeGeminiMediaPart(writer, part, m_conversation.dialect, m_losses);
    }

    void write(JsonWriter &writer, const ToolCallPart &part, Role)
    {
        ToolCallPart call = part;
        if (call.signature.empty() && m_isFirstCall && m_model.isThirdGeneration())
            call.signature = foreignSignature;
        m_isFirstCall = false;
        writer.beginObject();
        writeGeminiCall(writer, call);
        own(writer, part.notes);
        writer.endObject();
    }

    void write(JsonWriter &, const ToolResultPart &, Role) {} // stood first in the turn

    void write(JsonWriter &writer, const ReasoningPart &part, Role)
    {
        if (part.family != ReasoningPart::Family::Gemini) {
            m_losses.dropped(part.notes.path, "Gemini cannot take another model's thoughts");
            return;
        }
        if (!part.text.empty() || !part.signature.empty())
            writeGeminiText(writer, part.text, part.text.empty() ? IsThought::No : IsThought::Yes,
                            part.signature);
    }

    void write(JsonWriter &writer, const OtherPart &part, Role role)
    {
        if (part.dialect == ClientDialect::Gemini)
            writer.json(part.json);
        else if (role == Role::Assistant)
            m_losses.dropped(part.notes.path, "Gemini has no '" + part.kind + "'");
        else
            m_losses.impossible(part.notes.path,
                                "Gemini cannot take a part of type '" + part.kind + "'.");
    }

    void own(JsonWriter &writer, const PartNotes &notes) const
    {
        if (m_isOwn)
            writeGeminiRest(writer, notes.rest, {});
    }

    JsonWriter &m_writer;
    const Conversation &m_conversation;
    Losses &m_losses;
    GeminiModel m_model;
    bool m_isOwn;
    bool m_isFirstCall = true;
    std::string_view m_textSignature;
};

} // namespace

void writeGeminiTurns(JsonWriter &writer, const Conversation &conversation, const RequestWish &wish,
                      Losses &losses)
{
    TurnWriter(writer, conversation, wish, losses).write();
}

} // namespace signalbox::routing
