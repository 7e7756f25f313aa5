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
};

/// Provider id to its keys, in policy order. Handed to the proxy thread as const, swapped whole.
using KeyRing = QHash<QString, QList<ResolvedKey>>;
using KeyRingSnapshot = std::shared_ptr<const KeyRing>;

} // namespace signalbox::routing
