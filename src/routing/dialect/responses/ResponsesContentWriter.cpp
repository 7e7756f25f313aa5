// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesContentWriter.h"

#include "routing/dialect/ConversationTools.h"

#include <algorithm>
#include <array>
#include <utility>

namespace signalbox::routing {

using models::ClientDialect;

namespace {

using Kind = MediaPart::Kind;
using Magic = std::pair<std::string_view, std::string_view>;

/// How the bytes of images begin in Base64: not every client says the type.
constexpr std::array<Magic, 4> imageMagics{{{"iVBOR", "image/png"},
                                            {"/9j/", "image/jpeg"},
                                            {"R0lG", "image/gif"},
                                            {"UklG", "image/webp"}}};

std::string inlineUrl(const MediaPart &media)
{
    if (!media.mimeType.empty())
        return dataUrl(media);
    MediaPart typed = media;
    typed.mimeType = "application/pdf";
    if (media.kind == Kind::Image) {
        typed.mimeType = "application/octet-stream";
        for (const auto &[begin, type] : imageMagics) {
            if (media.base64.starts_with(begin))
                typed.mimeType = type;
        }
    }
    return dataUrl(typed);
}

/// A file that is sent inline must have a name.
std::string fileName(const MediaPart &media)
{
    if (!media.fileName.empty())
        return media.fileName;
    if (media.mimeType.empty() || media.mimeType == "application/pdf")
        return "document.pdf";
    if (media.mimeType == "text/plain")
        return "document.txt";
    const std::size_t slash = media.mimeType.find('/');
    return slash == std::string::npos ? "document" : "document." + media.mimeType.substr(slash + 1);
}

std::string audioFormat(std::string_view mimeType)
{
    const std::string_view format =
        mimeType.substr(std::min(mimeType.find('/') + 1, mimeType.size()));
    if (format == "mpeg" || format == "mpga")
        return "mp3";
    return format == "x-wav" || format == "wave" || format.empty() ? "wav" : std::string(format);
}

class ContentWriter final
{
public:
    ContentWriter(JsonWriter &out, ContentSide side, const Conversation &conversation,
                  Losses &losses)
        : m_out(out)
        , m_conversation(conversation)
        , m_losses(losses)
        , m_side(side)
    {}

    bool operator()(const TextPart &part)
    {
        if (part.text.empty() && m_conversation.dialect != ClientDialect::OpenAiResponses)
            return false;
        m_out.beginObject()
            .text("type", m_side == ContentSide::Model ? "output_text" : "input_text")
            .text("text", part.text);
        return end(part.notes);
    }

    bool operator()(const RefusalPart &part)
    {
        if (part.text.empty())
            return false;
        const bool isModel = m_side == ContentSide::Model;
        m_out.beginObject()
            .text("type", isModel ? "refusal" : "input_text")
            .text(std::string_view(isModel ? "refusal" : "text"), part.text);
        return end(part.notes);
    }

    bool operator()(const MediaPart &media)
    {
        if (m_side == ContentSide::Model) {
            m_losses.dropped(media.notes.path, "OpenAI takes only text in the model's own turns");
            return false;
        }
        if (!media.fileId.empty() && !isOpenAi()) {
            m_losses.impossible(
                media.notes.path,
                "The file '" + media.fileId
                    + "' is kept by another provider and cannot be sent to OpenAI.");
            return false;
        }
        if (!media.text.empty())
            return writePlainDocument(media);
        if (media.kind == Kind::Image)
            return writeImage(media);
        return media.kind == Kind::Document ? writeFile(media) : writeSound(media);
    }

    bool operator()(const OtherPart &part)
    {
        if (part.dialect == ClientDialect::OpenAiResponses) {
            m_out.json(part.json);
            return true;
        }
        m_losses.dropped(part.notes.path, "OpenAI Responses has no part '" + part.kind + "'");
        return false;
    }

    /// Calls, results and thoughts are items of their own, never content.
    template<typename Item>
    bool operator()(const Item & /*item*/)
    {
        return false;
    }

private:
    [[nodiscard]] bool isOpenAi() const
    {
        return m_conversation.dialect == ClientDialect::OpenAiResponses
            || m_conversation.dialect == ClientDialect::OpenAiChat;
    }

    bool end(const PartNotes &notes)
    {
        if (m_conversation.dialect == ClientDialect::OpenAiResponses) {
            for (const auto &[name, json] : notes.rest)
                m_out.json(name, json);
        } else {
            dropRest(m_losses, notes.path, notes.rest, "OpenAI Responses has no such field");
        }
        if (!notes.cacheControlJson.empty())
            m_losses.dropped(notes.path + ".cache_control", "OpenAI caches by itself");
        m_out.endObject();
        return true;
    }

    bool writePlainDocument(const MediaPart &media)
    {
        if (!media.fileName.empty())
            m_losses.dropped(media.notes.path + ".title", "a plain text is sent without a title");
        m_out.beginObject().text("type", "input_text").text("text", media.text);
        return end(media.notes);
    }

    bool writeImage(const MediaPart &media)
    {
        m_out.beginObject().text("type", "input_image");
        if (!media.fileId.empty())
            m_out.text("file_id", media.fileId);
        else
            m_out.text("image_url", media.url.empty() ? inlineUrl(media) : media.url);
        m_out.textIfAny("detail", media.detail);
        return end(media.notes);
    }

    bool writeFile(const MediaPart &media)
    {
        m_out.beginObject().text("type", "input_file");
        if (!media.fileId.empty())
            m_out.text("file_id", media.fileId);
        else if (!media.url.empty())
            m_out.text("file_url", media.url);
        else
            m_out.text("filename", fileName(media)).text("file_data", inlineUrl(media));
        return end(media.notes);
    }

    bool writeSound(const MediaPart &media)
    {
        if (media.kind == Kind::Video || media.base64.empty()) {
            m_losses.impossible(media.notes.path,
                                media.kind == Kind::Video
                                    ? "OpenAI Responses takes no video."
                                    : "OpenAI Responses takes audio only when it is sent inline.");
            return false;
        }
        m_out.beginObject().text("type", "input_audio").beginObject("input_audio");
        m_out.text("data", media.base64).text("format", audioFormat(media.mimeType)).endObject();
        return end(media.notes);
    }

    JsonWriter &m_out;
    const Conversation &m_conversation;
    Losses &m_losses;
    ContentSide m_side;
};

} // namespace

bool writeResponsesContent(JsonWriter &out, const Part &part, ContentSide side,
                           const Conversation &conversation, Losses &losses)
{
    ContentWriter writer(out, side, conversation, losses);
    return std::visit(writer, part);
}

} // namespace signalbox::routing
