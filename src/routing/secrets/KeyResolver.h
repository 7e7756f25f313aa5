// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "routing/secrets/KeyRing.h"
#include "routing/secrets/SecretStore.h"

#include <QHash>
#include <QObject>

#include <memory>

namespace signalbox::routing {

/// Reads every key that a policy refers to and hands them out as one snapshot: again when the
/// policy changes and when a key in the store does. A key that could not be read stays in the
/// snapshot with the reason, so that an error can tell it.
///
/// Lives on the GUI thread; \a store must outlive it.
class KeyResolver final : public QObject
{
    Q_OBJECT

public:
    explicit KeyResolver(SecretStore &store, QObject *parent = nullptr);
    ~KeyResolver() override;

    /// resolved() follows, from the event loop. A resolution still running is dropped.
    void setPolicy(std::shared_ptr<const models::Policy> policy);

signals:
    void resolved(const signalbox::routing::KeyRingSnapshot &keys);

private:
    void resolve();
    void readReference(const models::KeyReference &reference);
    void keep(const QString &reference, const SecretReading &reading);
    void finishOne();
    [[nodiscard]] bool refersTo(const QString &name) const;

    SecretStore &m_store;
    std::shared_ptr<const models::Policy> m_policy;
    std::unique_ptr<QObject> m_round; ///< context of the answers that still count
    QHash<QString, ResolvedKey> m_keys; ///< by reference, of this round
    int m_pending = 0;
};

} // namespace signalbox::routing
