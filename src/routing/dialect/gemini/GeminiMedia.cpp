// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/gemini/GeminiMedia.h"

#include "routing/dialect/gemini/GeminiAnswerParts.h"

#include <QByteArray>

#include <algorithm>
#include <array>

namespace signalbox::routing {

namespace {

struct Known
{
    std::string_view mark;
    std::string_view mimeType;
};
/// How the Base64 of well-known formats begins.
constexpr std::array<Known, 5> beginnings{{{"iVBORw0KGgo", "image/png"},
                                           {"/9j/", "image/jpeg"},
                                           {"R0lGOD", "image/gif"},
                                           {"UklGR", "image/webp"},
                                           {"JVBERi", "application/pdf"}}};
constexpr std::array<Known, 9> endings{{{".png", "image/png"},
                                        {".jpg", "image/jpeg"},
                                        {".jpeg", "image/jpeg"},
                                        {".gif", "image/gif"},
                                        {".webp", "image/webp"},
                                        {".pdf", "application/pdf"},
                                        {".mp3", "audio/mpeg"},
                                        {".wav", "audio/wav"},
                                        {".mp4", "video/mp4"}}};

std::string encoded(std::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size())).toBase64().toStdString();
}

void noteHints(const MediaPart &media, bool isOwn, Losses &losses)
{
    if (!media.detail.empty() && media.detail != "auto")
        losses.dropped(media.notes.path + ".detail", "Gemini has no detail for one image");
    if (!media.fileName.empty() && !isOwn)
        losses.dropped(media.notes.path + ".filename", "Gemini's API takes no file names");
}

} // namespace

std::string mimeTypeOf(const MediaPart &media)
{
    if (!media.mimeType.empty())
        return media.mimeType;
    if (!media.text.empty())
        return "text/plain";
    const auto *const begun = std::ranges::find_if(
        beginnings, [&](const Known &known) { return media.base64.starts_with(known.mark); });
    if (begun != beginnings.end())
        return std::string(begun->mimeType);
    const std::string_view address =
        std::string_view(media.url).substr(0, media.url.find_first_of("?#"));
    const auto *const ended = std::ranges::find_if(
        endings, [&](const Known &known) { return address.ends_with(known.mark); });
    return ended == endings.end() ? std::string() : std::string(ended->mimeType);
}

void writeGeminiMediaPart(JsonWriter &writer, const MediaPart &media, models::ClientDialect dialect,
                          Losses &losses)
{
    const bool isOwn = dialect == models::ClientDialect::Gemini;
    const std::string mimeType = mimeTypeOf(media);
    noteHints(media, isOwn, losses);
    if (!media.fileId.empty() && !isOwn) {
        losses.impossible(media.notes.path,
                          "A file id of another provider means nothing to Gemini.");
        return;
    }
    if (mimeType.empty() && !media.base64.empty()) {
        losses.impossible(media.notes.path,
                          "Gemini needs the MIME type of inline data, and none was given.");
        return;
    }
    MediaPart sent = media;
    if (!media.text.empty())
        sent.base64 = encoded(media.text);
    writer.beginObject();
    writeGeminiMedia(writer, sent, mimeType);
    if (isOwn)
        writeGeminiRest(writer, media.notes.rest, {});
    writer.endObject();
}

} // namespace signalbox::routing
