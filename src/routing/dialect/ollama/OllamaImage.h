// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// An image as Ollama's clients send it: base64 without a word on its type.
struct OllamaImage
{
    std::string mimeType;
    std::string base64;
};

/// Reads \a text, which may be broken into lines or be a `data:` URL, and tells the type by the
/// first bytes. Nothing when it is no base64 or none of the formats models look at.
std::optional<OllamaImage> readOllamaImage(std::string_view text);

} // namespace signalbox::routing
