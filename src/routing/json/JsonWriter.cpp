// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/json/JsonWriter.h"

#include "routing/json/JsonText.h"

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

JsonWriter &JsonWriter::key(std::string_view name)
{
    comma();
    appendString(m_out, name);
    m_out += ':';
    m_needsComma = false;
    return *this;
}

JsonWriter &JsonWriter::text(std::string_view utf8)
{
    comma();
    appendString(m_out, utf8);
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
