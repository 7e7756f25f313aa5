// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/DialectError.h"
#include "routing/http/HttpRequest.h"

#include <optional>
#include <string>

namespace signalbox::routing {

/// Decides whether a request may be served at all, from its head alone.
///
/// Signalbox spends the user's money, so no web page and no rebinding host name may reach it:
/// `Host` must be a loopback name, a foreign `Origin` is refused, and the client key is required
/// where one is set.
class Gatekeeper final
{
public:
    enum class NeedsKey : bool { No, Yes };

    /// With an empty key nobody gets in where a key is needed.
    explicit Gatekeeper(std::string clientKey = {}, NeedsKey needsKey = NeedsKey::Yes)
        : m_clientKey(std::move(clientKey))
        , m_needsKey(needsKey)
    {}

    [[nodiscard]] const std::string &clientKey() const { return m_clientKey; }
    /// The reason to refuse, or nothing.
    [[nodiscard]] std::optional<DialectError> check(const HttpHead &head, NeedsKey needsKey) const;

private:
    [[nodiscard]] bool hasKey(const HttpHead &head) const;

    std::string m_clientKey;
    NeedsKey m_needsKey;
};

/// Whether \a authority ("localhost:4141", "[::1]:4141") names this machine's loopback.
bool isLoopbackAuthority(std::string_view authority);

} // namespace signalbox::routing
