// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <string>
#include <string_view>

namespace signalbox::routing {

/// The reason phrase of a status line. Codes that HTTP does not define (Anthropic's 529) get a
/// phrase all the same.
std::string_view reasonPhrase(int status);

/// Appends \a number to \a text, in \a base 10 or 16.
void appendNumber(std::string &text, quint64 number, int base);
/// Appends the first line of an answer.
void appendStatusLine(std::string &head, int status);

} // namespace signalbox::routing
