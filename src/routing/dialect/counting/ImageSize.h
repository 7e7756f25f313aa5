// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <optional>
#include <string_view>

namespace signalbox::routing {

struct ImageSize
{
    qint64 width = 0; ///< pixels
    qint64 height = 0;

    bool operator==(const ImageSize &) const = default;
};

/// How large the image is whose bytes are \a base64, from the header of a PNG, JPEG, GIF or WebP;
/// nothing when it is none of these or cut. Only as much is decoded as the header needs.
std::optional<ImageSize> imageSizeOf(std::string_view base64);

} // namespace signalbox::routing
