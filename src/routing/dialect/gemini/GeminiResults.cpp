// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/gemini/GeminiResults.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/gemini/GeminiAnswerParts.h"
#include "routing/dialect/gemini/GeminiMedia.h"
#include "routing/dialect/gemini/GeminiRequestReader.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace signalbox::routing {

using models::ClientDialect;

namespace {

using Results = std::vector<const ToolResultPart *>;

class ResultWriter
{
public:
    ResultWriter(JsonWriter &writer, const Conversation &conversation, const GeminiModel &model,
                 Losses &losses)
        : m_writer(writer)
        , m_conversation(conversation)
        , m_losses(losses)
        , m_isOwn(conversation.dialect == ClientDialect::Gemini)
        , m_takesMedia(m_isOwn || model.isThirdGeneration())
    {}

    void write(const Message &turn, const Message *before)
    {
        Results waiting;
        for (const Part &part : turn.parts) {
            if (const auto *result = std::get_if<ToolResultPart>(&part))
                waiting.push_back(result);
        }
        const std::vector<Part> none;
        for (const Part &part : before ? before->parts : none) {
            if (const auto *call = std::get_if<ToolCallPart>(&part))
                writeResultOf(*call, waiting);
        }
        for (const ToolResultPart *result : waiting)
            writeResult(*result, nameOf(*result));
        // Older models take media beside the results, not in them.
        for (const MediaPart *media : m_media)
            writeGeminiMediaPart(m_writer, *media, m_conversation.dialect, m_losses);
    }

private:
    void writeResultOf(const ToolCallPart &call, Results &waiting)
    {
        const auto found = std::ranges::find_if(waiting, [&](const ToolResultPart *result) {
            return result->callId.empty() ? result->name == call.name : result->callId == call.id;
        });
        if (found != waiting.end()) {
            writeResult(**found, call.name);
            waiting.erase(found);
        } else if (!m_isOwn) {
            m_losses.impossible(call.notes.path,
                                "The result of the call to '" + call.name
                                    + "' is missing; Gemini wants one for every call.");
        }
    }

    std::string nameOf(const ToolResultPart &result)
    {
        std::string name =
            result.name.empty() ? toolNameOf(m_conversation, result.callId) : result.name;
        if (name.empty())
            m_losses.impossible(result.notes.path,
                                "No call belongs to this result; Gemini wants its name.");
        return name;
    }

    void writeResult(const ToolResultPart &result, const std::string &name)
    {
        m_writer.beginObject().beginObject("functionResponse");
        if (!isMadeUpGeminiId(result.callId))
            m_writer.textIfAny("id", result.callId);
        m_writer.text("name", name).json("response", response(result));
        writeMedia(result);
        if (m_isOwn)
            writeGeminiRest(m_writer, result.notes.rest, "functionResponse.");
        m_writer.endObject();
        if (m_isOwn)
            writeGeminiRest(m_writer, result.notes.rest, {});
        m_writer.endObject();
    }

    /// Documents of plain text are as good as text here.
    static std::string textOf(const ToolResultPart &result)
    {
        std::string text;
        for (const ContentPart &part : result.content) {
            if (const auto *piece = std::get_if<TextPart>(&part))
                text += piece->text;
            else if (const auto *media = std::get_if<MediaPart>(&part))
                text += media->text;
        }
        return text;
    }

    /// Gemini wants an object: one is taken as it is, anything else becomes its `result`.
    static std::string response(const ToolResultPart &result)
    {
        if (!result.contentJson.empty() && isJsonObject(result.contentJson))
            return result.contentJson;
        std::string text = textOf(result);
        if (!result.isError && isJsonObject(text))
            return text;
        std::string json;
        JsonWriter(json)
            .beginObject()
            .text(std::string_view(result.isError ? "error" : "result"), text)
            .endObject();
        return json;
    }

    void writeMedia(const ToolResultPart &result)
    {
        std::string parts;
        JsonWriter writer(parts);
        for (const ContentPart &part : result.content) {
            if (const auto *media = std::get_if<MediaPart>(&part)) {
                if (!media->text.empty())
                    continue; // stands in the response
                if (m_takesMedia)
                    writeGeminiMediaPart(writer, *media, m_conversation.dialect, m_losses);
                else
                    m_media.push_back(media);
            } else if (const auto *other = std::get_if<OtherPart>(&part)) {
                writeOther(writer, *other);
            }
        }
        if (!parts.empty())
            m_writer.json("parts", "[" + parts + "]");
    }

    void writeOther(JsonWriter &writer, const OtherPart &other)
    {
        if (other.dialect == ClientDialect::Gemini)
            writer.json(other.json);
        else
            m_losses.dropped(other.notes.path, "Gemini has no '" + other.kind + "' in results");
    }

    JsonWriter &m_writer;
    const Conversation &m_conversation;
    Losses &m_losses;
    bool m_isOwn;
    bool m_takesMedia;
    std::vector<const MediaPart *> m_media;
};

} // namespace

void writeGeminiResults(JsonWriter &writer, const Message &turn, const Message *before,
                        const Conversation &conversation, const GeminiModel &model, Losses &losses)
{
    ResultWriter(writer, conversation, model, losses).write(turn, before);
}

} // namespace signalbox::routing
