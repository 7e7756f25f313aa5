// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/http/HttpStatus.h"

#include <boost/beast/http/status.hpp>

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

} // namespace signalbox::routing
