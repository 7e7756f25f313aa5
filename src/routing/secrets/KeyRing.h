// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/secrets/SecretStore.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <memory>

namespace signalbox::routing {

/// One key of a provider as the proxy sees it.
struct ResolvedKey
{
    QString reference; ///< `keychain:NAME` or `env:NAME`
    SecretState state = SecretState::Missing;
    QByteArray value; ///< empty unless it could be read
    QString origin; ///< whom it was looked up for, see originText(); no other may get it
};

/// Scheme, host and port of a base URL, the same text for all that lead to the same place.
QString originText(const QString &baseUrl);

/// Provider id to its keys, in policy order. Handed to the proxy thread as const, swapped whole.
using KeyRing = QHash<QString, QList<ResolvedKey>>;
using KeyRingSnapshot = std::shared_ptr<const KeyRing>;

} // namespace signalbox::routing
