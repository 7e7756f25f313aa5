// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesContentReader.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/responses/ResponsesItem.h"

namespace signalbox::routing {

namespace {

constexpr std::string_view dataScheme = "data:";

void fillFromUrl(MediaPart &media, std::string_view url, const std::string &path,
                 ResponsesFields &fields)
{
    MediaPart read = mediaFromUrl(url, media.kind);
    if (read.url.starts_with(dataScheme))
        fields.refuse(path, "Invalid '" + path + "': a data URL must be 'data:TYPE;base64,DATA'.");
    media.mimeType = std::move(read.mimeType);
    media.base64 = std::move(read.base64);
    media.url = std::move(read.url);
}

Part readImage(const Json &part, const std::string &path, ResponsesFields &fields)
{
    MediaPart image;
    image.kind = MediaPart::Kind::Image;
    const std::string url = fields.text(part, "image_url", path);
    image.fileId = fields.text(part, "file_id", path);
    image.detail = fields.text(part, "detail", path);
    if (!url.empty()) {
        image.fileId.clear();
        fillFromUrl(image, url, pathIn(path, "image_url"), fields);
    } else if (image.fileId.empty()) {
        fields.refuseMissing(pathIn(path, "image_url"));
    }
    image.notes.rest = restOf(part, {"type", "image_url", "file_id", "detail"});
    return image;
}

Part readFile(const Json &part, const std::string &path, ResponsesFields &fields)
{
    MediaPart file;
    file.kind = MediaPart::Kind::Document;
    const std::string data = fields.text(part, "file_data", path);
    file.url = fields.text(part, "file_url", path);
    file.fileId = fields.text(part, "file_id", path);
    file.fileName = fields.text(part, "filename", path);
    if (!data.empty()) {
        file.fileId.clear();
        file.url.clear();
        if (data.starts_with(dataScheme))
            fillFromUrl(file, data, pathIn(path, "file_data"), fields);
        else
            file.base64 = data;
        if (!file.mimeType.empty())
            file.kind = mediaKind(file.mimeType);
    } else if (!file.url.empty()) {
        file.fileId.clear();
    } else if (file.fileId.empty()) {
        fields.refuseMissing(pathIn(path, "file_data"));
    }
    file.notes.rest = restOf(part, {"type", "file_data", "file_url", "file_id", "filename"});
    return file;
}

Part readAudio(const Json &part, const std::string &path, ResponsesFields &fields)
{
    MediaPart audio;
    audio.kind = MediaPart::Kind::Audio;
    const auto inner = fields.object(part, "input_audio", path);
    const std::string innerPath = pathIn(path, "input_audio");
    if (!inner) {
        fields.refuseMissing(innerPath);
        return audio;
    }
    const std::string format = fields.requiredText(*inner, "format", innerPath);
    audio.mimeType = format == "mp3" ? "audio/mpeg" : "audio/" + format;
    audio.base64 = fields.requiredText(*inner, "data", innerPath);
    audio.notes.rest = restOf(part, {"type", "input_audio"});
    return audio;
}

Part readText(const Json &part, const std::string &path, ResponsesFields &fields)
{
    TextPart text{.text = fields.requiredText(part, "text", path)};
    // An annotation or logprob is the model's remark on its own text and asks for nothing; empty
    // lists of them are not even that.
    text.notes.rest = restOf(part, {"type", "text", "annotations", "logprobs"});
    if (!arrayField(part, "annotations").empty())
        text.notes.rest.emplace_back("annotations", jsonField(part, "annotations"));
    return text;
}

Part readPart(const Json &part, const std::string &path, ResponsesFields &fields)
{
    const std::string type = fields.requiredText(part, "type", path);
    if (type == "input_text" || type == "output_text" || type == "text")
        return readText(part, path, fields);
    if (type == "refusal")
        return RefusalPart{.text = fields.requiredText(part, "refusal", path)};
    if (type == "input_image")
        return readImage(part, path, fields);
    if (type == "input_file")
        return readFile(part, path, fields);
    if (type == "input_audio")
        return readAudio(part, path, fields);
    return otherOfItem(part);
}

} // namespace

std::vector<Part> readResponsesContent(const Json &content, const std::string &path,
                                       ResponsesFields &fields)
{
    std::vector<Part> parts;
    if (const auto text = asString(content)) {
        parts.emplace_back(TextPart{.text = std::string(*text)});
        notesOf(parts.back()).path = path;
        return parts;
    }
    if (!content.is_array()) {
        fields.refuseType(path, "a string or a list of parts");
        return parts;
    }
    for (const Json &item : asArray(content)) {
        const std::string partPath = pathOf(path, parts.size());
        if (!item.is_object()) {
            fields.refuseType(partPath, "an object");
            return parts;
        }
        parts.push_back(readPart(item, partPath, fields));
        notesOf(parts.back()).path = partPath;
    }
    return parts;
}

} // namespace signalbox::routing
