// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/chat/ChatPartReader.h"

#include "routing/dialect/ConversationTools.h"

#include <algorithm>
#include <array>

namespace signalbox::routing {

namespace {

/// A part, where it stood, and where its problem goes.
struct Place
{
    const Json &json;
    const std::string &path;
    RequestReading &reading;
    PartNotes notes;

    std::optional<Part> refuse(std::string_view field, const std::string &message) const
    {
        refuseChatField(reading, path + "." + std::string(field), message);
        return std::nullopt;
    }
};

std::optional<Part> readText(Place place)
{
    place.notes.rest = restOf(place.json, {"type", "text", "cache_control"});
    const std::optional<Json> text = field(place.json, "text");
    if (!text || !asString(*text))
        return place.refuse("text", "A text part needs its text.");
    return TextPart{.text = std::string(*asString(*text)), .notes = std::move(place.notes)};
}

std::optional<Part> readImage(Place place)
{
    std::string_view url;
    std::string_view detail;
    if (const auto image = field(place.json, "image_url")) {
        // A bare string is what some clients send.
        url = asString(*image) ? *asString(*image) : stringField(*image, "url");
        detail = stringField(*image, "detail");
    }
    if (url.empty())
        return place.refuse("image_url", "An image part needs image_url.url.");
    MediaPart media = mediaFromUrl(url, MediaPart::Kind::Image);
    if (media.base64.empty() && url.starts_with("data:"))
        return place.refuse("image_url.url", "The data: URL of an image must be base64.");
    media.detail = detail;
    media.notes = std::move(place.notes);
    return media;
}

std::optional<Part> readAudio(Place place)
{
    const std::optional<Json> audio = field(place.json, "input_audio");
    if (!audio || stringField(*audio, "data").empty())
        return place.refuse("input_audio", "An audio part needs input_audio.data.");
    const std::string_view format = stringField(*audio, "format");
    MediaPart media{.kind = MediaPart::Kind::Audio};
    media.mimeType = "audio/" + std::string(format.empty() ? "wav" : format);
    media.base64 = stringField(*audio, "data");
    media.notes = std::move(place.notes);
    return media;
}

MediaPart documentOf(std::string_view data)
{
    MediaPart media = mediaFromUrl(data, MediaPart::Kind::Document);
    if (media.base64.empty()) { // bare base64
        media.base64 = data;
        media.url.clear();
    }
    if (media.mimeType.empty())
        media.mimeType = "application/pdf";
    return media;
}

std::optional<Part> readFile(Place place)
{
    MediaPart media{.kind = MediaPart::Kind::Document};
    if (const auto file = field(place.json, "file")) {
        if (const std::string_view data = stringField(*file, "file_data"); !data.empty())
            media = documentOf(data);
        else
            media.fileId = stringField(*file, "file_id");
        media.fileName = stringField(*file, "filename");
    }
    if (media.base64.empty() && media.fileId.empty())
        return place.refuse("file", "A file part needs file.file_data or file.file_id.");
    media.notes = std::move(place.notes);
    return media;
}

std::optional<Part> readRefusal(Place place)
{
    return RefusalPart{.text = std::string(stringField(place.json, "refusal")),
                       .notes = std::move(place.notes)};
}

/// Mistral: {"type":"thinking","thinking":[{"type":"text","text":"..."}]}
std::optional<Part> readThinking(Place place)
{
    ReasoningPart part{.notes = std::move(place.notes)};
    part.text = stringField(place.json, "thinking");
    for (const Json &piece : arrayField(place.json, "thinking"))
        part.text += stringField(piece, "text");
    return part;
}

struct Kind
{
    std::string_view type;
    std::optional<Part> (*read)(Place place);
};
constexpr std::array<Kind, 6> kinds{{{"text", readText},
                                     {"image_url", readImage},
                                     {"input_audio", readAudio},
                                     {"file", readFile},
                                     {"refusal", readRefusal},
                                     {"thinking", readThinking}}};

} // namespace

std::optional<Part> readChatPart(const Json &json, const std::string &path, RequestReading &reading)
{
    const std::string_view type = stringField(json, "type");
    PartNotes notes{.path = path, .cacheControlJson = {}, .rest = {}};
    if (json.is_object())
        notes.cacheControlJson = jsonField(json, "cache_control");
    const Place place{.json = json, .path = path, .reading = reading, .notes = notes};
    if (type.empty())
        return place.refuse("type", "A content part needs its type.");
    const auto *const kind = std::ranges::find(kinds, type, &Kind::type);
    if (kind != kinds.end())
        return kind->read(place);
    return OtherPart{.dialect = models::ClientDialect::OpenAiChat,
                     .kind = std::string(type),
                     .json = jsonText(json),
                     .notes = std::move(notes)};
}

void refuseChatField(RequestReading &reading, const std::string &path, const std::string &message)
{
    if (!reading.problem) {
        reading.problem =
            DialectError{.status = 400, .message = message, .code = "invalid_value", .param = path};
    }
}

} // namespace signalbox::routing
