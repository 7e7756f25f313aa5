// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/JsonText.h"

#include <utility>

namespace signalbox::models {

namespace {

using Kind = JsonValue::Kind;

constexpr qsizetype lineWidth = 100;
constexpr qsizetype indentation = 2;

QByteArray stringText(const QString &text)
{
    QByteArray result = "\"";
    for (const char c : text.toUtf8()) {
        if (c == '"' || c == '\\')
            result += '\\';
        if (c == '\n')
            result += "\\n";
        else if (c == '\t')
            result += "\\t";
        else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            result += "\\u" + QByteArray::number(c, 16).rightJustified(4, '0');
        else
            result += c;
    }
    return result + '"';
}

QByteArray scalarText(const JsonValue &value)
{
    switch (value.kind) {
    case Kind::Boolean:
        return value.boolean ? "true" : "false";
    case Kind::Number:
        return value.text.toLatin1();
    case Kind::String:
        return stringText(value.text);
    default:
        return "null";
    }
}

/// The parts of an array or object: the key with its colon, empty in an array, and the value.
template<typename Visit>
void forEachPart(const JsonValue &value, Visit visit)
{
    for (const JsonValue &item : value.items)
        visit(QByteArray(), item);
    for (const JsonMember &member : value.members)
        visit(stringText(member.key) + ": ", member.value);
}

QByteArray oneLine(const JsonValue &value)
{
    const bool isArray = value.kind == Kind::Array;
    if (!isArray && value.kind != Kind::Object)
        return scalarText(value);
    QByteArray inner;
    forEachPart(value, [&inner](const QByteArray &key, const JsonValue &part) {
        inner += (inner.isEmpty() ? "" : ", ") + key + oneLine(part);
    });
    if (inner.isEmpty())
        return isArray ? "[]" : "{}";
    return isArray ? QByteArray('[' + inner + ']') : QByteArray("{ " + inner + " }");
}

void append(QByteArray &out, const JsonValue &value, qsizetype indent, qsizetype column)
{
    const QByteArray line = oneLine(value);
    const bool isContainer = value.kind == Kind::Array || value.kind == Kind::Object;
    const bool isDocument = indent == 0 && !out.contains('\n');
    if (!isContainer || (column + line.size() < lineWidth && !(isDocument && column == 0))) {
        out += line;
        return;
    }
    out += value.kind == Kind::Array ? '[' : '{';
    const qsizetype inner = indent + indentation;
    bool isFirst = true;
    forEachPart(value, [&](const QByteArray &key, const JsonValue &part) {
        out += (isFirst ? "\n" : ",\n") + QByteArray(inner, ' ') + key;
        append(out, part, inner, inner + key.size());
        isFirst = false;
    });
    if (!isFirst)
        out += '\n' + QByteArray(indent, ' ');
    out += value.kind == Kind::Array ? ']' : '}';
}

void appendCompact(QByteArray &out, const JsonValue &value)
{
    const bool isArray = value.kind == Kind::Array;
    if (!isArray && value.kind != Kind::Object) {
        out += scalarText(value);
        return;
    }
    out += isArray ? '[' : '{';
    bool isFirst = true;
    const auto separate = [&out, &isFirst] {
        if (!std::exchange(isFirst, false))
            out += ',';
    };
    for (const JsonValue &item : value.items) {
        separate();
        appendCompact(out, item);
    }
    for (const JsonMember &member : value.members) {
        separate();
        out += stringText(member.key) + ':';
        appendCompact(out, member.value);
    }
    out += isArray ? ']' : '}';
}

} // namespace

QByteArray toCompactJsonText(const JsonValue &value)
{
    QByteArray text;
    appendCompact(text, value);
    return text;
}

QByteArray toJsonText(const JsonValue &value)
{
    QByteArray text;
    append(text, value, 0, 0);
    return text + '\n';
}

} // namespace signalbox::models
