// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tokens/Characters.h"

#include <QChar>

#include <array>

namespace signalbox::models {

namespace {

constexpr quint8 asciiClasses(unsigned code)
{
    if (code == '\r' || code == '\n')
        return character::space | character::newline;
    if (code == ' ' || (code >= '\t' && code <= '\r'))
        return character::space;
    if (code >= '0' && code <= '9')
        return character::number;
    if (code >= 'A' && code <= 'Z')
        return character::upper;
    return code >= 'a' && code <= 'z' ? character::lower : quint8{0};
}

constexpr auto asciiTable = [] {
    std::array<quint8, 128> table{};
    for (unsigned code = 0; code < table.size(); ++code)
        table.at(code) = asciiClasses(code);
    return table;
}();

bool isSpace(char32_t code)
{
    return code == 0x85 || code == 0xA0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200A)
        || code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000;
}

quint8 classesOf(char32_t code)
{
    switch (QChar::category(code)) {
    case QChar::Letter_Uppercase:
    case QChar::Letter_Titlecase:
        return character::upper;
    case QChar::Letter_Lowercase:
        return character::lower;
    case QChar::Letter_Modifier:
    case QChar::Letter_Other:
        return character::uncased;
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
    case QChar::Mark_Enclosing:
        return character::mark;
    case QChar::Number_DecimalDigit:
    case QChar::Number_Letter:
    case QChar::Number_Other:
        return character::number;
    default:
        return isSpace(code) ? character::space : quint8{0};
    }
}

/// Bytes of the sequence that \a lead begins; 0 when none begins with it.
constexpr quint8 sequenceSize(unsigned lead)
{
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

} // namespace

Character characterAt(std::string_view utf8, std::size_t at)
{
    if (at >= utf8.size())
        return {};
    const unsigned lead = static_cast<unsigned char>(utf8[at]);
    if (lead < asciiTable.size())
        return {.code = lead, .classes = asciiTable[lead], .size = 1};
    const quint8 size = sequenceSize(lead);
    if (size == 0 || size > utf8.size() - at)
        return {.code = QChar::ReplacementCharacter, .size = 1};
    char32_t code = lead & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        const unsigned next = static_cast<unsigned char>(utf8[at + i]);
        if ((next & 0xC0U) != 0x80U)
            return {.code = QChar::ReplacementCharacter, .size = 1};
        code = (code << 6U) | (next & 0x3FU);
    }
    return {.code = code, .classes = classesOf(code), .size = size};
}

} // namespace signalbox::models
