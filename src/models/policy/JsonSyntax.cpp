// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/JsonSyntax.h"

#include <algorithm>
#include <array>

namespace signalbox::models {

namespace {

bool isJsonSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isControl(char c)
{
    return static_cast<unsigned char>(c) < 0x20;
}

/// One row of the table of well-formed UTF-8 (RFC 3629): lead bytes, the range of the second byte,
/// and how many bytes belong together. Every further byte is a plain continuation.
struct Utf8Form
{
    unsigned firstLead;
    unsigned lastLead;
    unsigned firstSecond;
    unsigned lastSecond;
    qsizetype length;
};
constexpr std::array utf8Forms{
    Utf8Form{0xC2, 0xDF, 0x80, 0xBF, 2}, Utf8Form{0xE0, 0xE0, 0xA0, 0xBF, 3},
    Utf8Form{0xE1, 0xEC, 0x80, 0xBF, 3}, Utf8Form{0xED, 0xED, 0x80, 0x9F, 3},
    Utf8Form{0xEE, 0xEF, 0x80, 0xBF, 3}, Utf8Form{0xF0, 0xF0, 0x90, 0xBF, 4},
    Utf8Form{0xF1, 0xF3, 0x80, 0xBF, 4}, Utf8Form{0xF4, 0xF4, 0x80, 0x8F, 4},
};

/// Length of the well-formed sequence at \a i, 0 if there is none.
qsizetype sequenceLength(const QByteArray &bytes, qsizetype i)
{
    const auto at = [&bytes](qsizetype index) {
        return index < bytes.size() ? static_cast<unsigned char>(bytes[index]) : 0U;
    };
    const unsigned lead = at(i);
    if (lead < 0x80)
        return 1;
    const auto *form = std::ranges::find_if(utf8Forms, [lead](const Utf8Form &candidate) {
        return lead >= candidate.firstLead && lead <= candidate.lastLead;
    });
    if (form == utf8Forms.end() || at(i + 1) < form->firstSecond || at(i + 1) > form->lastSecond)
        return 0;
    for (qsizetype next = 2; next < form->length; ++next) {
        if ((at(i + next) & 0xC0U) != 0x80U)
            return 0;
    }
    return form->length;
}

std::optional<quint32> firstInvalidUtf8(const QByteArray &bytes)
{
    for (qsizetype i = 0; i < bytes.size();) {
        const qsizetype length = sequenceLength(bytes, i);
        if (length == 0)
            return static_cast<quint32>(i);
        i += length;
    }
    return std::nullopt;
}

bool isUtf16(const QByteArray &bytes)
{
    if (bytes.size() < 2)
        return false;
    return bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF") || bytes[0] == '\0'
        || bytes[1] == '\0';
}

} // namespace

qsizetype byteOrderMarkSize(const QByteArray &bytes)
{
    return bytes.startsWith("\xEF\xBB\xBF") ? 3 : 0;
}

std::optional<JsonFault> findByteFault(const QByteArray &bytes, qsizetype maximumBytes)
{
    if (bytes.size() > maximumBytes) {
        return JsonFault{
            .offset = 0,
            .message =
                QStringLiteral("The file is larger than %1 MiB.").arg(maximumBytes / 1024 / 1024),
            .hint = {}};
    }
    const auto content =
        std::find_if_not(bytes.begin() + byteOrderMarkSize(bytes), bytes.end(), isJsonSpace);
    if (content == bytes.end()) {
        return JsonFault{.offset = 0,
                         .message = QStringLiteral("The file is empty."),
                         .hint = QStringLiteral("The smallest policy is { \"signalbox\": 1 }.")};
    }
    if (isUtf16(bytes)) {
        return JsonFault{.offset = 0,
                         .message = QStringLiteral("The file is written in UTF-16."),
                         .hint = QStringLiteral("Save it as UTF-8.")};
    }
    if (const auto offset = firstInvalidUtf8(bytes)) {
        return JsonFault{.offset = *offset,
                         .message = QStringLiteral("This line is not valid UTF-8."),
                         .hint = QStringLiteral("Save the file as UTF-8.")};
    }
    return std::nullopt;
}

std::optional<JsonFault> findStringFault(const QByteArray &bytes)
{
    constexpr qsizetype outside = -1;
    qsizetype opened = outside;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (opened == outside) {
            if (c == '"')
                opened = i;
        } else if (c == '\\') {
            ++i;
        } else if (c == '"') {
            opened = outside;
        } else if (c == '\n' || c == '\r') {
            break;
        } else if (isControl(c)) {
            return JsonFault{.offset = static_cast<quint32>(i),
                             .message = QStringLiteral("A string holds a control character."),
                             .hint = QStringLiteral("Write it as \\t or \\u0000 escape.")};
        }
    }
    if (opened == outside)
        return std::nullopt;
    return JsonFault{.offset = static_cast<quint32>(opened),
                     .message = QStringLiteral("A string has no closing quotation mark."),
                     .hint = {}};
}

JsonFault unexpectedAt(const QByteArray &bytes, quint32 offset)
{
    qsizetype at = offset;
    while (at < bytes.size() && isJsonSpace(bytes[at]))
        ++at;
    qsizetype before = std::min(at, bytes.size()) - 1;
    while (before >= 0 && isJsonSpace(bytes[before]))
        --before;
    if (at >= bytes.size()) {
        return {.offset = static_cast<quint32>(std::max<qsizetype>(before, 0)),
                .message = QStringLiteral("The file ends too early: a bracket is not closed."),
                .hint = {}};
    }
    const char c = bytes[at];
    JsonFault fault{.offset = static_cast<quint32>(at), .message = {}, .hint = {}};
    const bool shown = c > 0x20 && c < 0x7F;
    fault.message = shown ? QStringLiteral("This is not JSON: unexpected %1.").arg(QLatin1Char(c))
                          : QStringLiteral("This is not JSON: unexpected character.");
    if ((c == '}' || c == ']') && before >= 0 && bytes[before] == ',') {
        fault.offset = static_cast<quint32>(before);
        fault.message = QStringLiteral("This is not JSON: a comma follows the last entry.");
        fault.hint = QStringLiteral("Remove it.");
    } else if (c == '/' || c == '#') {
        fault.hint = QStringLiteral("JSON has no comments.");
    } else if (c == '\'') {
        fault.hint = QStringLiteral("Strings stand in double quotation marks.");
    } else if (c == '"' || c == '{' || c == '[') {
        fault.hint = QStringLiteral("Is a comma missing before it?");
    }
    return fault;
}

} // namespace signalbox::models
