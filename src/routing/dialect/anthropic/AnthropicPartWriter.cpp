// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/anthropic/AnthropicPartWriter.h"

#include "routing/dialect/anthropic/ClaudeTurns.h"

#include <algorithm>
#include <variant>

namespace signalbox::routing {

namespace {

class BlockWriter final
{
public:
    explicit BlockWriter(JsonWriter &writer)
        : m_writer(writer)
    {}

    void operator()(const TextPart &part)
    {
        begin("text").text("text", part.text);
        end(part.notes);
    }
    void operator()(const RefusalPart &part)
    {
        begin("text").text("text", part.text);
        end(part.notes);
    }
    void operator()(const MediaPart &part)
    {
        begin(part.kind == MediaPart::Kind::Image ? "image" : "document");
        const bool hasSource = std::ranges::any_of(
            part.notes.rest, [](const auto &entry) { return entry.first == "source"; });
        if (!hasSource)
            writeSource(part);
        if (part.kind == MediaPart::Kind::Document)
            m_writer.textIfAny("title", part.fileName);
        end(part.notes);
    }
    void operator()(const ToolCallPart &part)
    {
        begin("tool_use").text("id", part.id).text("name", part.name);
        m_writer.json("input", callInput(part));
        end(part.notes);
    }
    void operator()(const ToolResultPart &part)
    {
        begin("tool_result").text("tool_use_id", part.callId);
        writeContent(part);
        if (part.isError)
            m_writer.boolean("is_error", true);
        end(part.notes);
    }
    void operator()(const ReasoningPart &part)
    {
        if (!part.encrypted.empty()) {
            begin("redacted_thinking").text("data", part.encrypted);
        } else {
            begin("thinking").text("thinking", part.text).text("signature", part.signature);
        }
        end(part.notes);
    }
    void operator()(const OtherPart &part) { m_writer.json(part.json); }

private:
    JsonWriter &begin(std::string_view type) { return m_writer.beginObject().text("type", type); }
    void end(const PartNotes &notes)
    {
        for (const auto &[key, json] : notes.rest)
            m_writer.json(key, json);
        m_writer.jsonIfAny("cache_control", notes.cacheControlJson).endObject();
    }

    void writeSource(const MediaPart &part)
    {
        m_writer.beginObject("source");
        if (!part.base64.empty()) {
            m_writer.text("type", "base64").text("media_type", part.mimeType);
            m_writer.text("data", part.base64);
        } else if (!part.url.empty()) {
            m_writer.text("type", "url").text("url", part.url);
        } else if (!part.fileId.empty()) {
            m_writer.text("type", "file").text("file_id", part.fileId);
        } else {
            m_writer.text("type", "text").text("media_type", "text/plain");
            m_writer.text("data", part.text);
        }
        m_writer.endObject();
    }

    void writeContent(const ToolResultPart &part)
    {
        if (!part.contentJson.empty() && part.content.empty()) {
            m_writer.text("content", part.contentJson);
            return;
        }
        if (part.content.empty())
            return;
        const auto *text = std::get_if<TextPart>(&part.content.front());
        const bool isPlain = part.content.size() == 1 && text && text->notes.rest.empty()
            && text->notes.cacheControlJson.empty();
        if (isPlain) {
            m_writer.text("content", text->text);
            return;
        }
        m_writer.beginArray("content");
        for (const ContentPart &piece : part.content)
            std::visit(*this, piece);
        m_writer.endArray();
    }

    JsonWriter &m_writer;
};

} // namespace

void writeAnthropicPart(JsonWriter &writer, const Part &part)
{
    std::visit(BlockWriter(writer), part);
}

} // namespace signalbox::routing
