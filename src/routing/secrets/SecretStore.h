// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QString>

#include <functional>

namespace signalbox::routing {

/// Where a secret is, in the words the window uses.
enum class SecretState : quint8 {
    Missing, ///< nothing is stored under this name
    Stored, ///< in the system keychain; SecretReading::backend names it
    Locked, ///< the keychain is there and locked
    Unavailable, ///< there is no keychain, or it did not answer in time
    SessionOnly, ///< held in memory until Signalbox ends
    Environment, ///< read from an environment variable, stored nowhere
};

/// The answer to a read or write.
struct SecretReading
{
    SecretState state = SecretState::Missing;
    QString value; ///< the secret; empty unless it was read
    QString backend; ///< "Secret Service", "KWallet", ...; empty when unknown
    QString message; ///< why it failed, fit for people, without the secret
};

/// Keeps provider keys by name. Every call returns at once; the answer comes later on the thread
/// of \a context, or never when \a context is gone by then. Lives on the GUI thread.
class SecretStore : public QObject
{
    Q_OBJECT

public:
    using Answer = std::function<void(const SecretReading &)>;
    using QObject::QObject;

    /// Reads the secret called \a name.
    virtual void read(const QString &name, QObject *context, Answer answer) = 0;
    /// Stores \a value. Where there is no keychain it is held for this session only and the answer
    /// says so (SessionOnly).
    virtual void write(const QString &name, const QString &value, QObject *context,
                       Answer answer) = 0;
    /// Forgets \a name; answers Missing when it is gone.
    virtual void remove(const QString &name, QObject *context, Answer answer) = 0;
    /// Whether a keychain works here: Stored, Locked or Unavailable. Leaves nothing behind.
    virtual void probe(QObject *context, Answer answer) = 0;

signals:
    /// A secret was written or removed through this store.
    void changed(const QString &name);

protected:
    /// Calls \a answer from the event loop of \a context's thread, unless \a context is gone.
    static void deliver(QObject *context, Answer answer, SecretReading reading);
};

} // namespace signalbox::routing
