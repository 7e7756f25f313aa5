// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/counting/ImageSize.h"

#include <QByteArray>

#include <algorithm>

namespace signalbox::routing {

namespace {

/// A JPEG may carry a preview and a colour profile before its size.
constexpr std::size_t mostBase64 = std::size_t{512} * 1024;

/// The bytes of an image, read past their end as zeros.
class Bytes
{
public:
    explicit Bytes(std::string_view bytes)
        : m_bytes(bytes)
    {}

    [[nodiscard]] qint64 at(std::size_t position) const
    {
        return position < m_bytes.size() ? static_cast<unsigned char>(m_bytes[position]) : 0;
    }
    [[nodiscard]] qint64 big(std::size_t position, std::size_t size) const
    {
        qint64 value = 0;
        for (std::size_t i = 0; i < size; ++i)
            value = value << 8 | at(position + i);
        return value;
    }
    [[nodiscard]] qint64 little(std::size_t position, std::size_t size) const
    {
        qint64 value = 0;
        for (std::size_t i = size; i > 0; --i)
            value = value << 8 | at(position + i - 1);
        return value;
    }
    [[nodiscard]] bool has(std::size_t position, std::string_view text) const
    {
        return m_bytes.substr(std::min(position, m_bytes.size())).starts_with(text);
    }
    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }

private:
    std::string_view m_bytes;
};

/// The first frame header among the segments (ITU T.81, B.1.1.3): C0 to CF, without the tables that
/// have numbers among them.
ImageSize jpegSize(const Bytes &bytes)
{
    std::size_t at = 2;
    while (at + 9 <= bytes.size() && bytes.at(at) == 0xFF) {
        const qint64 marker = bytes.at(at + 1);
        if (marker == 0xFF) { // filling
            ++at;
            continue;
        }
        const bool isFrame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (isFrame)
            return {.width = bytes.big(at + 7, 2), .height = bytes.big(at + 5, 2)};
        at += 2 + static_cast<std::size_t>(std::max<qint64>(2, bytes.big(at + 2, 2)));
    }
    return {};
}

/// The three kinds of WebP: lossy, lossless, and with a header of its own.
ImageSize webpSize(const Bytes &bytes)
{
    if (bytes.has(12, "VP8X"))
        return {.width = bytes.little(24, 3) + 1, .height = bytes.little(27, 3) + 1};
    if (bytes.has(12, "VP8L")) {
        const qint64 bits = bytes.little(21, 4);
        return {.width = (bits & 0x3FFF) + 1, .height = ((bits >> 14) & 0x3FFF) + 1};
    }
    if (bytes.has(12, "VP8 "))
        return {.width = bytes.little(26, 2) & 0x3FFF, .height = bytes.little(28, 2) & 0x3FFF};
    return {};
}

ImageSize sizeOf(const Bytes &bytes)
{
    constexpr std::size_t leastHeader = 10;
    if (bytes.size() < leastHeader)
        return {};
    if (bytes.has(0, "\x89PNG"))
        return {.width = bytes.big(16, 4), .height = bytes.big(20, 4)};
    if (bytes.has(0, "GIF8"))
        return {.width = bytes.little(6, 2), .height = bytes.little(8, 2)};
    if (bytes.has(0, "\xFF\xD8"))
        return jpegSize(bytes);
    return bytes.has(0, "RIFF") && bytes.has(8, "WEBP") ? webpSize(bytes) : ImageSize{};
}

} // namespace

std::optional<ImageSize> imageSizeOf(std::string_view base64)
{
    base64 = base64.substr(0, mostBase64);
    const QByteArray bytes = QByteArray::fromBase64(
        QByteArray::fromRawData(base64.data(), static_cast<qsizetype>(base64.size())));
    const ImageSize size =
        sizeOf(Bytes({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
    return size.width > 0 && size.height > 0 ? std::optional(size) : std::nullopt;
}

} // namespace signalbox::routing
