// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/bedrock/BedrockPartWriter.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/anthropic/ClaudeTurns.h"

#include <QByteArray>

#include <algorithm>
#include <string>
#include <string_view>
#include <variant>

namespace signalbox::routing {

namespace {

/// Bedrock's names of documents: letters, digits, hyphens, single spaces.
std::string documentName(std::string_view name)
{
    std::string plain(name);
    std::ranges::replace_if(
        plain,
        [](char c) {
            return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
        },
        '-');
    return plain.empty() ? "document" : plain;
}

class BlockWriter final
{
public:
    explicit BlockWriter(JsonWriter &writer)
        : m_writer(writer)
    {}

    void operator()(const TextPart &part) { writeText(part.text); }
    void operator()(const RefusalPart &part) { writeText(part.text); }
    void operator()(const OtherPart &) {}

    void operator()(const MediaPart &part)
    {
        const bool isImage = part.kind == MediaPart::Kind::Image;
        m_writer.beginObject().beginObject(std::string_view(isImage ? "image" : "document"));
        m_writer.text("format", format(part));
        if (!isImage)
            m_writer.text("name", documentName(part.fileName));
        m_writer.beginObject("source");
        if (!part.url.empty())
            m_writer.beginObject("s3Location").text("uri", part.url).endObject();
        else if (!part.base64.empty())
            m_writer.text("bytes", part.base64);
        else
            m_writer.text("bytes", QByteArray::fromStdString(part.text).toBase64().toStdString());
        m_writer.endObject().endObject().endObject();
    }

    void operator()(const ToolCallPart &part)
    {
        m_writer.beginObject().beginObject("toolUse").text("toolUseId", part.id);
        m_writer.text("name", part.name).json("input", callInput(part));
        m_writer.endObject().endObject();
    }

    void operator()(const ToolResultPart &part)
    {
        m_writer.beginObject().beginObject("toolResult").text("toolUseId", part.callId);
        m_writer.beginArray("content");
        if (part.content.empty() && isJsonObject(part.contentJson))
            m_writer.beginObject().json("json", part.contentJson).endObject();
        else if (part.content.empty())
            writeText(part.contentJson.empty() ? "(no output)" : part.contentJson);
        for (const ContentPart &piece : part.content)
            std::visit(*this, piece);
        m_writer.endArray();
        if (part.isError)
            m_writer.text("status", "error");
        m_writer.endObject().endObject();
    }

    void operator()(const ReasoningPart &part)
    {
        m_writer.beginObject().beginObject("reasoningContent");
        if (!part.encrypted.empty()) {
            m_writer.text("redactedContent", part.encrypted);
        } else {
            m_writer.beginObject("reasoningText").text("text", part.text);
            m_writer.text("signature", part.signature).endObject();
        }
        m_writer.endObject().endObject();
    }

private:
    void writeText(std::string_view text) { m_writer.beginObject().text("text", text).endObject(); }

    static std::string_view format(const MediaPart &part)
    {
        const std::string_view type(part.mimeType);
        if (part.kind == MediaPart::Kind::Image)
            return type.starts_with("image/") ? type.substr(6) : "png";
        if (type == "application/pdf" || (type.empty() && part.text.empty()))
            return "pdf";
        if (type == "text/markdown")
            return "md";
        return type == "text/html" || type == "text/csv" ? type.substr(5) : "txt";
    }

    JsonWriter &m_writer;
};

} // namespace

void writeBedrockPart(JsonWriter &writer, const Part &part)
{
    std::visit(BlockWriter(writer), part);
    writeCachePoint(writer, notesOf(part).cacheControlJson);
}

void writeCachePoint(JsonWriter &writer, const std::string &cacheControlJson)
{
    if (!cacheControlJson.empty())
        writer.beginObject()
            .beginObject("cachePoint")
            .text("type", "default")
            .endObject()
            .endObject();
}

} // namespace signalbox::routing
