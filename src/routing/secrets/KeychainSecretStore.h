// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/secrets/SecretStore.h"

#include <QHash>

#include <chrono>

// NOLINTNEXTLINE(readability-identifier-naming): QtKeychain names it
namespace QKeychain {
class Job;
}

namespace signalbox::routing {

/// Keeps secrets in the keychain of the system: Secret Service, KWallet, and what QtKeychain knows
/// on other systems. Where that fails a written secret is held for this session only.
///
/// Lives on the GUI thread, whose event loop QtKeychain needs (with GLib on Linux). Nothing waits:
/// a keychain that does not answer in time is Unavailable. A late answer to a write still counts:
/// when a person takes a minute to unlock the keychain, the secret moves there and changed() says
/// so again.
class KeychainSecretStore final : public SecretStore
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds defaultTimeout{5'000};

    explicit KeychainSecretStore(QObject *parent = nullptr,
                                 std::chrono::milliseconds timeout = defaultTimeout);

    void read(const QString &name, QObject *context, Answer answer) override;
    void write(const QString &name, const QString &value, QObject *context, Answer answer) override;
    void remove(const QString &name, QObject *context, Answer answer) override;
    void probe(QObject *context, Answer answer) override;

private:
    using Finished = std::function<void(const SecretReading &)>;

    /// Starts \a job and calls \a finished once: with what the job says, or when time is up.
    /// \a late hears of a success after that.
    void run(QKeychain::Job *job, Finished finished, std::function<void()> late = {});
    /// Finds out whether what looks missing is only locked away, and answers.
    void answerMissing(QObject *context, Answer answer);
    void probeThen(Finished finished);
    void holdForSession(const QString &name, const QString &value, SecretReading &reading);

    std::chrono::milliseconds m_timeout;
    QHash<QString, QString> m_session; ///< what the keychain did not take
};

/// What the keychain of this desktop is called: "Secret Service", "KWallet", ...
[[nodiscard]] QString keychainBackendName();

} // namespace signalbox::routing
