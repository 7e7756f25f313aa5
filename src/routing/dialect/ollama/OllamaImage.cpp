// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/ollama/OllamaImage.h"

#include "routing/dialect/ConversationTools.h"

#include <QByteArray>

#include <algorithm>
#include <array>

namespace signalbox::routing {

namespace {

constexpr std::size_t quantum = 4; // characters of base64 for three bytes

struct Signature
{
    std::size_t offset;
    std::string_view bytes;
    std::string_view mimeType;
};

constexpr std::array<Signature, 8> signatures{{{0, "\x89PNG\r\n\x1a\n", "image/png"},
                                               {0, "\xff\xd8\xff", "image/jpeg"},
                                               {0, "GIF8", "image/gif"},
                                               {8, "WEBP", "image/webp"},
                                               {0, "BM", "image/bmp"},
                                               {4, "ftypavif", "image/avif"},
                                               {4, "ftyphei", "image/heic"},
                                               {4, "ftypmif1", "image/heif"}}};

bool isBase64(std::string_view text)
{
    const std::size_t end = std::min(text.find('='), text.size());
    const std::string_view padding = text.substr(end);
    return text.size() % quantum == 0 && (padding.empty() || padding == "=" || padding == "==")
        && std::ranges::all_of(text.substr(0, end), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                   || c == '+' || c == '/';
           });
}

/// The type that the first bytes of \a base64 tell.
std::string_view sniffed(std::string_view base64)
{
    constexpr std::size_t looked = 16 * quantum;
    const std::string_view beginning = base64.substr(0, looked);
    const QByteArray decoded = QByteArray::fromBase64(
        QByteArray::fromRawData(beginning.data(), static_cast<qsizetype>(beginning.size())));
    const std::string_view bytes(decoded.constData(), static_cast<std::size_t>(decoded.size()));
    for (const Signature &signature : signatures) {
        if (bytes.size() > signature.offset
            && bytes.substr(signature.offset).starts_with(signature.bytes))
            return signature.mimeType;
    }
    return {};
}

} // namespace

std::optional<OllamaImage> readOllamaImage(std::string_view text)
{
    OllamaImage image;
    if (text.starts_with("data:"))
        image.base64 = mediaFromUrl(text, MediaPart::Kind::Image).base64;
    else
        image.base64 = text;
    std::erase_if(image.base64, [](char c) { return c == '\r' || c == '\n'; });
    if (!isBase64(image.base64))
        return std::nullopt;
    image.mimeType = sniffed(image.base64);
    if (image.mimeType.empty())
        return std::nullopt;
    return image;
}

} // namespace signalbox::routing
