// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/Gatekeeper.h"

#include "routing/dialect/ServedPath.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace signalbox::routing {

namespace {

/// Takes as long for a wrong key as for the right one, wherever they begin to differ.
bool equalsInConstantTime(std::string_view given, std::string_view expected)
{
    unsigned difference = given.size() == expected.size() ? 0U : 1U;
    for (std::size_t i = 0; i < given.size(); ++i) {
        const char other = expected.empty() ? '\0' : expected[i % expected.size()];
        difference |= static_cast<unsigned>(static_cast<unsigned char>(given[i]))
            ^ static_cast<unsigned>(static_cast<unsigned char>(other));
    }
    return difference == 0;
}

bool isLoopbackV4(std::string_view host)
{
    // 127.0.0.0/8, all four parts present: no shorthand, no octal.
    int parts = 0;
    while (!host.empty()) {
        unsigned number = 0; // unsigned: from_chars must not take a sign
        const auto [end, error] = std::from_chars(host.data(), host.data() + host.size(), number);
        const auto size = static_cast<std::size_t>(end - host.data());
        if (error != std::errc() || number > 255 || size > 3)
            return false;
        if (parts == 0 && number != 127)
            return false;
        ++parts;
        host.remove_prefix(size);
        if (!host.empty()) {
            if (host.front() != '.' || host.size() == 1)
                return false;
            host.remove_prefix(1);
        }
    }
    return parts == 4;
}

std::string lowered(std::string_view text)
{
    std::string low(text);
    std::ranges::transform(low, low.begin(), [](char c) {
        return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    });
    return low;
}

bool isPort(std::string_view text)
{
    return !text.empty() && text.size() <= 5
        && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

bool isLoopbackAuthority(std::string_view authority)
{
    std::string_view host = authority;
    if (host.starts_with('[')) {
        const std::size_t close = host.find(']');
        if (close == std::string_view::npos)
            return false;
        const std::string_view rest = host.substr(close + 1);
        if (!rest.empty() && (rest.front() != ':' || !isPort(rest.substr(1))))
            return false;
        return host.substr(1, close - 1) == "::1";
    }
    if (const std::size_t colon = host.rfind(':'); colon != std::string_view::npos) {
        if (!isPort(host.substr(colon + 1)))
            return false;
        host = host.substr(0, colon);
    }
    const std::string name = lowered(host);
    return name == "localhost" || name.ends_with(".localhost") || isLoopbackV4(name);
}

std::optional<DialectError> Gatekeeper::check(const HttpHead &head, NeedsKey needsKey,
                                              qint64 wallMs) const
{
    const bool isOtherHost = !head.authority().empty() && !isLoopbackAuthority(head.authority());
    if (isOtherHost || head.count("host") != 1 || !isLoopbackAuthority(head.header("host"))) {
        return DialectError{.status = 403,
                            .message = "Signalbox serves this machine only: the Host header must "
                                       "name a loopback address.",
                            .code = "forbidden_host",
                            .param = {}};
    }
    if (head.count("origin") != 0) {
        const std::string_view origin = head.header("origin");
        const std::size_t scheme = origin.find("://");
        if (head.count("origin") != 1 || scheme == std::string_view::npos
            || !isLoopbackAuthority(origin.substr(scheme + 3))) {
            return DialectError{.status = 403,
                                .message = "Web pages of other origins may not use Signalbox.",
                                .code = "forbidden_origin",
                                .param = {}};
        }
    }
    if (needsKey == NeedsKey::No)
        return std::nullopt;
    const int client = clientOf(head);
    if (client == nobody && m_needsKey == NeedsKey::Yes)
        return unknownKey();
    if (client < 0)
        return std::nullopt;
    const NamedKey &key = m_named[static_cast<std::size_t>(client)];
    if (wallMs < key.endsAtMs)
        return std::nullopt;
    return DialectError{.status = 401,
                        .message = "The client key '" + key.name + "' has expired: " + key.lastDay
                            + " was its last day.",
                        .code = "expired_api_key",
                        .param = {}};
}

DialectError Gatekeeper::unknownKey()
{
    return {.status = 401,
            .message = "The client key is missing or wrong. Signalbox shows it under \"Connect a "
                       "client\".",
            .code = "invalid_api_key",
            .param = {}};
}

int Gatekeeper::find(std::string_view shown) const
{
    // None is left out once one fits: the time must not tell which.
    int found = nobody;
    for (std::size_t i = 0; i < m_named.size(); ++i) {
        if (equalsInConstantTime(shown, m_named[i].value) && found == nobody)
            found = static_cast<int>(i);
    }
    if (equalsInConstantTime(shown, m_clientKey) && found == nobody)
        found = firstRunClient;
    return found;
}

int Gatekeeper::clientOf(const HttpHead &head) const
{
    int client = nobody;
    const auto look = [&](std::string_view shown) {
        const int found = shown.empty() ? nobody : find(shown);
        if (client == nobody)
            client = found;
    };
    constexpr std::string_view bearer = "bearer ";
    const std::string_view authorization = head.header("authorization");
    if (authorization.size() > bearer.size()
        && lowered(authorization.substr(0, bearer.size())) == bearer)
        look(authorization.substr(bearer.size()));
    for (const std::string_view name : {"x-api-key", "x-goog-api-key", "api-key"})
        look(head.header(name));
    if (const auto fromQuery = queryValue(head.query(), "key"))
        look(*fromQuery);
    return client;
}

} // namespace signalbox::routing
