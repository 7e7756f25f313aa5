// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/PolicyProblem.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>
#include <vector>

namespace signalbox::models {

struct JsonMember;

/// One JSON value that knows where it stands in the text.
struct JsonValue
{
    enum class Kind : quint8 { Null, Boolean, Number, String, Array, Object };

    Kind kind = Kind::Null;
    bool boolean = false;
    quint32 offset = 0; ///< of its first byte in the text
    QString text; ///< String: its content. Number: as written, always a finite double
    std::vector<JsonValue> items; ///< Array
    std::vector<JsonMember> members; ///< Object: in the order of the text, keys unique

    /// The value of \a key, or null. Searches from the front.
    [[nodiscard]] const JsonValue *member(QStringView key) const;
    [[nodiscard]] double number() const { return text.toDouble(); }
};

struct JsonMember
{
    QString key;
    quint32 keyOffset = 0;
    JsonValue value;
};

/// "a string", "an object", ...: a kind in the words of a message.
[[nodiscard]] QString kindInWords(JsonValue::Kind kind);

/// A JSON text as a tree whose root is an object. Takes any bytes at all.
///
/// Refused with a problem: more than `maximumBytes`, nesting beyond `maximumDepth`, more than
/// `maximumValues` values, text that is not UTF-8 or not JSON, a root that is no object, keys given
/// twice. A byte order mark is only warned about.
class JsonTree
{
public:
    static constexpr qsizetype maximumBytes = qsizetype{16} * 1024 * 1024;
    static constexpr int maximumDepth = 96;
    static constexpr int maximumValues = 1'000'000;

    [[nodiscard]] static JsonTree parse(const QByteArray &bytes);

    /// Null when the text could not be read.
    [[nodiscard]] const JsonValue *root() const { return m_root ? &*m_root : nullptr; }
    [[nodiscard]] const QList<PolicyProblem> &problems() const { return m_problems; }
    /// The line, from 1, of the byte at \a offset.
    [[nodiscard]] int line(quint32 offset) const;

private:
    std::optional<JsonValue> m_root;
    std::vector<quint32> m_lineStarts; // of the second line and those after it
    QList<PolicyProblem> m_problems;
};

} // namespace signalbox::models
