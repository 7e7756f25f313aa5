// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/KeepAlive.h"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <charconv>
#include <string_view>

namespace signalbox::routing {

namespace {

/// The way there, and a sweep of idle connections that looks once a second.
constexpr qint64 marginS = 2;
constexpr qint64 nsPerS = 1'000'000'000;

bool isSame(std::string_view left, std::string_view right)
{
    return boost::beast::iequals({left.data(), left.size()}, {right.data(), right.size()});
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/// The value of the parameter \a name in \a field, -1 without one that is a number.
qint64 parameter(std::string_view field, std::string_view name)
{
    while (!field.empty()) {
        const std::size_t comma = std::min(field.find(','), field.size());
        const std::string_view one = field.substr(0, comma);
        field.remove_prefix(std::min(comma + 1, field.size()));
        const std::size_t equals = one.find('=');
        if (equals == std::string_view::npos || !isSame(trimmed(one.substr(0, equals)), name))
            continue;
        const std::string_view value = trimmed(one.substr(equals + 1));
        qint64 number = -1;
        const auto [end, error] =
            std::from_chars(value.data(), value.data() + value.size(), number);
        return error == std::errc() && end == value.data() + value.size() ? number : -1;
    }
    return -1;
}

} // namespace

qint64 idleLimitNs(std::span<const HeaderView> headers)
{
    for (const HeaderView &header : headers) {
        if (!isSame(header.name, "keep-alive"))
            continue;
        if (parameter(header.value, "max") == 0)
            return 0;
        const qint64 seconds = parameter(header.value, "timeout");
        if (seconds < 0)
            return usualIdleNs;
        return std::clamp<qint64>(seconds - marginS, 0, usualIdleNs / nsPerS) * nsPerS;
    }
    return usualIdleNs;
}

} // namespace signalbox::routing
