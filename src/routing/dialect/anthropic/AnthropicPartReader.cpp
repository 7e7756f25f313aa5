// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/anthropic/AnthropicPartReader.h"

#include "routing/dialect/ConversationTools.h"

#include <initializer_list>
#include <optional>

namespace signalbox::routing {

namespace {

PartNotes notes(const Json &block, std::string_view path,
                std::initializer_list<std::string_view> known)
{
    PartNotes notes{.path = std::string(path),
                    .cacheControlJson = jsonField(block, "cache_control"),
                    .rest = restOf(block, known)};
    std::erase_if(notes.rest, [](const auto &entry) {
        return entry.first == "type" || entry.first == "cache_control";
    });
    return notes;
}

OtherPart other(const Json &block, std::string_view path)
{
    return {.dialect = models::ClientDialect::Anthropic,
            .kind = std::string(stringField(block, "type")),
            .json = jsonText(block),
            .notes = {.path = std::string(path)}};
}

Part readText(const Json &block, std::string_view path, FieldChecker &check)
{
    return TextPart{.text = check.demandedText(block, "text", path),
                    .notes = notes(block, path, {"text"})};
}

Part readThinking(const Json &block, std::string_view path, FieldChecker &check)
{
    ReasoningPart part{.text = check.text(block, "thinking", path),
                       .signature = check.text(block, "signature", path),
                       .notes = notes(block, path, {"thinking", "signature"})};
    // Without a signature it is nobody's: told to Anthropic, it would be refused.
    part.family =
        part.signature.empty() ? ReasoningPart::Family::Plain : ReasoningPart::Family::Anthropic;
    return part;
}

Part readRedacted(const Json &block, std::string_view path, FieldChecker &check)
{
    return ReasoningPart{.family = ReasoningPart::Family::Anthropic,
                         .encrypted = check.demandedText(block, "data", path),
                         .notes = notes(block, path, {"data"})};
}

Part readCall(const Json &block, std::string_view path, FieldChecker &check)
{
    ToolCallPart part{.id = check.demandedText(block, "id", path),
                      .name = check.demandedText(block, "name", path),
                      .argumentsJson = "{}",
                      .notes = notes(block, path, {"id", "name", "input"})};
    if (const std::optional<Json> input = check.object(block, "input", path))
        part.argumentsJson = jsonText(*input);
    return part;
}

/// A document made of blocks: its text, beside the blocks for who can take them. Nothing when
/// there is more than text in it.
std::optional<std::string> blocksText(const Json &source)
{
    const std::optional<Json> content = field(source, "content");
    if (!content)
        return std::nullopt;
    if (const std::optional<std::string_view> text = asString(*content))
        return std::string(*text);
    if (!content->is_array())
        return std::nullopt;
    std::string joined;
    for (const Json &block : asArray(*content)) {
        if (stringField(block, "type") != "text")
            return std::nullopt;
        if (!joined.empty())
            joined += '\n';
        joined += stringField(block, "text");
    }
    return joined;
}

Part readMedia(const Json &block, std::string_view path, MediaPart::Kind kind, FieldChecker &check)
{
    const std::string sourcePath = FieldChecker::join(path, "source");
    const std::optional<Json> source = check.object(block, "source", path);
    if (!source) {
        check.wrong(sourcePath, "is missing");
        return other(block, path);
    }
    MediaPart part{.kind = kind,
                   .mimeType = check.text(*source, "media_type", sourcePath),
                   .fileName = check.text(block, "title", path),
                   .notes = notes(block, path, {"source", "title"})};
    const std::string type = check.demandedText(*source, "type", sourcePath);
    if (type == "base64") {
        part.base64 = check.demandedText(*source, "data", sourcePath);
    } else if (type == "url") {
        part.url = check.demandedText(*source, "url", sourcePath);
    } else if (type == "file") {
        part.fileId = check.demandedText(*source, "file_id", sourcePath);
    } else if (type == "text" && kind == MediaPart::Kind::Document) {
        part.text = check.demandedText(*source, "data", sourcePath);
    } else if (type == "content" && kind == MediaPart::Kind::Document) {
        std::optional<std::string> text = blocksText(*source);
        if (!text)
            return other(block, path);
        part.text = std::move(*text);
        part.mimeType = "text/plain";
        part.notes.rest.emplace_back("source", jsonText(*source));
    } else {
        return other(block, path);
    }
    return part;
}

std::optional<ContentPart> contentOf(Part &&part)
{
    if (auto *text = std::get_if<TextPart>(&part))
        return std::move(*text);
    if (auto *media = std::get_if<MediaPart>(&part))
        return std::move(*media);
    if (auto *unknown = std::get_if<OtherPart>(&part))
        return std::move(*unknown);
    return std::nullopt;
}

Part readResult(const Json &block, std::string_view path, FieldChecker &check)
{
    ToolResultPart part{.callId = check.demandedText(block, "tool_use_id", path),
                        .isError = check.boolean(block, "is_error", path).value_or(false),
                        .notes = notes(block, path, {"tool_use_id", "content", "is_error"})};
    for (Part &piece : readAnthropicContent(block, "content", path, check)) {
        const std::string piecePath = notesOf(piece).path;
        if (std::optional<ContentPart> content = contentOf(std::move(piece)))
            part.content.push_back(std::move(*content));
        else
            check.wrong(piecePath, "cannot stand in the result of a tool");
    }
    return part;
}

} // namespace

Part readAnthropicPart(const Json &block, std::string_view path, FieldChecker &check)
{
    if (!check.isObject(block, path))
        return TextPart{};
    const std::string type = check.demandedText(block, "type", path);
    if (type == "text")
        return readText(block, path, check);
    if (type == "thinking")
        return readThinking(block, path, check);
    if (type == "redacted_thinking")
        return readRedacted(block, path, check);
    if (type == "tool_use")
        return readCall(block, path, check);
    if (type == "tool_result")
        return readResult(block, path, check);
    if (type == "image")
        return readMedia(block, path, MediaPart::Kind::Image, check);
    if (type == "document")
        return readMedia(block, path, MediaPart::Kind::Document, check);
    return other(block, path);
}

std::vector<Part> readAnthropicContent(const Json &object, std::string_view key,
                                       std::string_view path, FieldChecker &check)
{
    std::vector<Part> parts;
    const std::optional<Json> content = field(object, key);
    if (!content)
        return parts;
    const std::string contentPath = FieldChecker::join(path, key);
    if (const std::optional<std::string_view> text = asString(*content)) {
        parts.emplace_back(TextPart{.text = std::string(*text), .notes = {.path = contentPath}});
        return parts;
    }
    if (!content->is_array())
        check.wrong(contentPath, "must be a string or a list of blocks");
    for (const Json &block : asArray(*content))
        parts.push_back(readAnthropicPart(block, pathOf(contentPath, parts.size()), check));
    return parts;
}

} // namespace signalbox::routing
