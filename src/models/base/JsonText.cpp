// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/base/JsonText.h"

namespace signalbox::models {

std::string jsonEscaped(std::string_view text)
{
    constexpr std::string_view digits = "0123456789abcdef";
    constexpr unsigned char firstPrintable = 0x20;
    std::string escaped;
    escaped.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        switch (c) {
        case '"':
            escaped += "\\\"";
            break;
        case '\\':
            escaped += "\\\\";
            break;
        case '\n':
            escaped += "\\n";
            break;
        case '\r':
            escaped += "\\r";
            break;
        case '\t':
            escaped += "\\t";
            break;
        default:
            if (byte < firstPrintable) {
                escaped += "\\u00";
                escaped += digits[byte >> 4U];
                escaped += digits[byte & 15U];
            } else {
                escaped += c;
            }
        }
    }
    return escaped;
}

} // namespace signalbox::models
