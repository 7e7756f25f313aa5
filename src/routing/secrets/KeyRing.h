// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/secrets/SecretStore.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace signalbox::routing {

/// One key as the proxy sees it.
struct ResolvedKey
{
    QString reference; ///< `keychain:NAME` or `env:NAME`
    SecretState state = SecretState::Missing;
    QByteArray value; ///< empty unless it could be read
    QString origin; ///< whom it was looked up for, see originText(); no other may get it.
                    ///< Empty for what clients show: nobody may get that
};

/// Scheme, host and port of a base URL, the same text for all that lead to the same place.
QString originText(const QString &baseUrl);

/// All keys of a policy. Handed to the proxy thread as const, swapped whole.
struct KeyRing
{
    QHash<QString, QList<ResolvedKey>> providers; ///< by their ids, each in policy order
    QHash<QString, ResolvedKey> clients; ///< what clients show, by reference

    QList<ResolvedKey> &operator[](const QString &provider) { return providers[provider]; }
    [[nodiscard]] QList<ResolvedKey> value(const QString &provider) const
    {
        return providers.value(provider);
    }
    /// Every value there is, for whoever keeps them out of texts.
    [[nodiscard]] std::vector<std::string> values() const;
};
using KeyRingSnapshot = std::shared_ptr<const KeyRing>;

} // namespace signalbox::routing
