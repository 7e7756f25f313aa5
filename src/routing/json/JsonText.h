// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringView>
#include <QtGlobal>

#include <string>
#include <string_view>

namespace signalbox::routing {

/// Appends \a utf8 escaped for the inside of a JSON string, without the quotes.
void appendEscaped(std::string &out, std::string_view utf8);
/// Appends \a utf8 as a JSON string with its quotes.
void appendString(std::string &out, std::string_view utf8);
/// \a utf8 as a JSON string with its quotes.
[[nodiscard]] std::string jsonString(std::string_view utf8);
/// Appends UTF-16 as a JSON string.
void appendString(std::string &out, QStringView text);
void appendInteger(std::string &out, qint64 value);
/// The shortest decimal text that reads back as \a value; \a value must be finite.
void appendReal(std::string &out, double value);
/// The same for a float, which needs fewer digits.
void appendReal(std::string &out, float value);
/// Rounded to nine decimals, without zeros at the end: for measurements, several times faster.
void appendRounded(std::string &out, double value);
/// Sixteen lower-case hex digits.
void appendHex(std::string &out, quint64 value);

} // namespace signalbox::routing
