// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace signalbox::models {

/// A place in a text and what is wrong there.
struct JsonFault
{
    quint32 offset = 0;
    QString message;
    QString hint;
};

/// What makes \a bytes unreadable before a parser need look: too large, empty, UTF-16 or not UTF-8.
std::optional<JsonFault> findByteFault(const QByteArray &bytes, qsizetype maximumBytes);

/// A string that breaks off at the end of its line or of the text, or holds a control character.
/// simdjson finds these too but cannot say where.
std::optional<JsonFault> findStringFault(const QByteArray &bytes);

/// What is unexpected at \a offset of \a bytes, with the hint that people most often need there.
JsonFault unexpectedAt(const QByteArray &bytes, quint32 offset);

/// How many bytes at the front are a UTF-8 byte order mark: 0 or 3.
qsizetype byteOrderMarkSize(const QByteArray &bytes);

} // namespace signalbox::models
