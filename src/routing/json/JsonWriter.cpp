// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/json/JsonWriter.h"

#include "routing/json/JsonText.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace signalbox::routing {

void JsonWriter::comma()
{
    if (m_needsComma)
        m_out += ',';
    m_needsComma = true;
}

JsonWriter &JsonWriter::open(char bracket)
{
    comma();
    m_out += bracket;
    m_needsComma = false;
    return *this;
}

JsonWriter &JsonWriter::close(char bracket)
{
    m_out += bracket;
    m_needsComma = true;
    return *this;
}

JsonWriter &JsonWriter::key(JsonKey key)
{
    // In one piece: a record of a decision has more than a hundred of them.
    std::array<char, 48> piece;
    constexpr std::size_t around = 4; // , " " :
    const std::string_view name = key.name();
    if (!key.isPlain() || name.size() + around > piece.size()) {
        comma();
        appendString(m_out, name);
        m_out += ':';
    } else {
        char *to = piece.data();
        if (m_needsComma)
            *to++ = ',';
        *to++ = '"';
        to = std::copy(name.begin(), name.end(), to);
        *to++ = '"';
        *to++ = ':';
        m_out.append(piece.data(), to);
    }
    m_needsComma = false;
    return *this;
}

JsonWriter &JsonWriter::text(std::string_view utf8)
{
    comma();
    appendString(m_out, utf8);
    return *this;
}

JsonWriter &JsonWriter::text(QStringView text)
{
    comma();
    appendString(m_out, text);
    return *this;
}

JsonWriter &JsonWriter::integer(qint64 value)
{
    comma();
    appendInteger(m_out, value);
    return *this;
}

JsonWriter &JsonWriter::real(double value)
{
    if (!std::isfinite(value))
        return null();
    comma();
    appendReal(m_out, value);
    return *this;
}

JsonWriter &JsonWriter::measure(double value)
{
    if (!std::isfinite(value))
        return null();
    comma();
    appendRounded(m_out, value);
    return *this;
}

JsonWriter &JsonWriter::boolean(bool value)
{
    return json(value ? "true" : "false");
}

JsonWriter &JsonWriter::json(std::string_view json)
{
    comma();
    m_out += json;
    return *this;
}

} // namespace signalbox::routing
