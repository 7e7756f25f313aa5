// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/http/HttpStatus.h"

#include <array>
#include <boost/beast/http.hpp>
#include <charconv>

namespace signalbox::routing {

std::string_view reasonPhrase(int status)
{
    constexpr int overloaded = 529;
    if (status == overloaded)
        return "Overloaded";
    const auto known = boost::beast::http::int_to_status(static_cast<unsigned>(status));
    if (known == boost::beast::http::status::unknown)
        return "Unknown";
    const auto phrase = boost::beast::http::obsolete_reason(known);
    return {phrase.data(), phrase.size()};
}

void appendNumber(std::string &text, quint64 number, int base)
{
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, base);
    text.append(digits.data(), static_cast<std::size_t>(end.ptr - digits.data()));
}

void appendStatusLine(std::string &head, int status)
{
    head.append("HTTP/1.1 ");
    appendNumber(head, static_cast<quint64>(status), 10);
    head.append(" ").append(reasonPhrase(status)).append("\r\n");
}

} // namespace signalbox::routing
