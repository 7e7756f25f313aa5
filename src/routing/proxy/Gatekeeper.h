// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/DialectError.h"
#include "routing/http/HttpRequest.h"

#include <QtGlobal>

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalbox::routing {

/// Decides whether a request may be served at all, from its head alone.
///
/// Signalbox spends the user's money, so no web page and no rebinding host name may reach it:
/// `Host` must be a loopback name, a foreign `Origin` is refused, and a client key is required
/// where one is set: the one made at first run, or one of those that the policy names. Lives on the
/// proxy thread.
class Gatekeeper final
{
public:
    enum class NeedsKey : bool { No, Yes };

    /// A key that the policy names.
    struct NamedKey
    {
        std::string value; ///< empty when it could not be read: then nobody has it
        std::string name;
        std::string lastDay; ///< "2026-03-01", for people
        qint64 endsAtMs = std::numeric_limits<qint64>::max(); ///< wall clock
    };
    /// Whose key a request shows, when it is not one of the named keys, counted from 0.
    static constexpr int nobody = -2;
    static constexpr int firstRunClient = -1;

    /// With an empty key nobody gets in with the one of the first run.
    explicit Gatekeeper(std::string clientKey = {}, NeedsKey needsKey = NeedsKey::Yes)
        : m_clientKey(std::move(clientKey))
        , m_needsKey(needsKey)
    {}

    [[nodiscard]] const std::string &clientKey() const { return m_clientKey; }
    [[nodiscard]] bool letsEveryoneIn() const { return m_needsKey == NeedsKey::No; }
    void setNamedKeys(std::vector<NamedKey> keys) { m_named = std::move(keys); }
    /// The reason to refuse, or nothing. \a wallMs is now.
    [[nodiscard]] std::optional<DialectError> check(const HttpHead &head, NeedsKey needsKey,
                                                    qint64 wallMs) const;
    /// What is said to whom no key lets in.
    [[nodiscard]] static DialectError unknownKey();
    /// Whose key \a head shows, however long it is good for. Every key is compared, in a time that
    /// does not tell which of them fits or how nearly.
    [[nodiscard]] int clientOf(const HttpHead &head) const;

private:
    /// The place among all keys, the named ones first.
    [[nodiscard]] int find(std::string_view shown) const;

    std::string m_clientKey;
    std::vector<NamedKey> m_named;
    NeedsKey m_needsKey;
};

/// Whether \a authority ("localhost:4141", "[::1]:4141") names this machine's loopback.
bool isLoopbackAuthority(std::string_view authority);

} // namespace signalbox::routing
