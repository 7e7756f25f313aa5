// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "routing/secrets/SecretStore.h"
#include "ui/widgets/StateDot.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <optional>

namespace signalbox::ui {

/// Where each key of a policy is, in words. Asks the keychain without waiting for it and keeps no
/// secret: only whether there is one.
class KeyStates final : public QObject
{
    Q_OBJECT

public:
    struct State
    {
        QString text;
        StateDot::Color color = StateDot::Color::Muted;

        bool operator==(const State &) const = default;
    };

    KeyStates(routing::SecretStore &secrets, QObject *parent);

    /// Asks for the state of every key again.
    void refresh(const models::Policy &policy);
    [[nodiscard]] State state(const models::KeyReference &key) const;
    /// Of the provider as a whole: its first key that works, else its first.
    [[nodiscard]] State state(const models::Provider &provider) const;
    /// The key itself, for a connection test; \a answer gets an empty one when there is none.
    void readKey(const models::Provider &provider, QObject *context,
                 const std::function<void(const QByteArray &key)> &answer);

signals:
    void changed();

private:
    routing::SecretStore &m_secrets;
    models::Policy m_policy;
    QHash<QString, routing::SecretReading> m_readings; // by name, the values taken out
};

} // namespace signalbox::ui
