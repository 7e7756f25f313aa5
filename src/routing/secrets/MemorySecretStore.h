// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/secrets/SecretStore.h"

#include <QHash>

namespace signalbox::routing {

/// Holds secrets in memory until it is destroyed: where there is no keychain, and for tests.
class MemorySecretStore final : public SecretStore
{
    Q_OBJECT

public:
    using SecretStore::SecretStore;

    void read(const QString &name, QObject *context, Answer answer) override;
    void write(const QString &name, const QString &value, QObject *context, Answer answer) override;
    void remove(const QString &name, QObject *context, Answer answer) override;
    /// Always Unavailable: memory is no keychain.
    void probe(QObject *context, Answer answer) override;

private:
    QHash<QString, QString> m_secrets;
};

} // namespace signalbox::routing
