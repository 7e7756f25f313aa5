// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ClientKey.h"
#include "CommandLine.h"
#include "models/base/Mailbox.h"
#include "models/policy/Policy.h"
#include "models/policy/PolicyKeeper.h"
#include "models/store/RecordStore.h"
#include "routing/proxy/ProxyService.h"
#include "routing/secrets/KeyResolver.h"
#include "routing/secrets/KeychainSecretStore.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <thread>

namespace signalbox::app {

/// The composition root: builds every part, passes them to each other and owns them. Holds no
/// product logic. Lives on the main thread.
///
/// Members are destroyed in reverse order: first the proxy with its thread, then the store, which
/// writes what the proxy handed it last.
class Application final : public QObject
{
    Q_OBJECT

public:
    /// \a policy is what the policy file says, or the built-in one.
    Application(const RunOptions &options, models::Policy policy, QObject *parent = nullptr);
    ~Application() override;
    Q_DISABLE_COPY_MOVE(Application)

    /// Starts the proxy with the address and key of the options, as soon as the keys are read or
    /// the keychain has had its chance, and, where there are budgets, prices are.
    void startProxy();
    /// Writes an edited policy, off this thread, as a version with \a message, and takes it into
    /// use. \a saved hears what went wrong, or nothing.
    void savePolicy(const models::Policy &policy, const QString &message,
                    const std::function<void(const QString &problem)> &saved);

    [[nodiscard]] routing::ProxyService &proxy() { return m_proxy; }
    [[nodiscard]] models::RecordStore &store() { return m_store; }
    [[nodiscard]] models::PolicyKeeper &policies() { return m_policies; }
    [[nodiscard]] routing::SecretStore &secrets() { return m_secrets; }
    [[nodiscard]] std::shared_ptr<const models::Policy> policy() const { return m_policy; }
    [[nodiscard]] const QString &dataDirectory() const { return m_dataDirectory; }
    /// Where the proxy listens and what clients must send, by policy and options.
    [[nodiscard]] routing::ProxySettings proxySettings() const;
    /// False when the client key holds for this run only, and nobody but the window can tell it.
    [[nodiscard]] bool isClientKeyKept() const { return m_clientKey.isKept; }

signals:
    void policyChanged();

private:
    void applyPolicy(models::Policy policy);
    /// Starts once all that must be known first is.
    void startWhenReady();
    void loadPrices();

    RunOptions m_options;
    QString m_dataDirectory;
    ClientKey m_clientKey; ///< of the options, or of the data directory
    std::shared_ptr<const models::Policy> m_policy;
    routing::KeychainSecretStore m_secrets;
    routing::KeyResolver m_keyResolver;
    models::RecordStore m_store;
    routing::ProxyService m_proxy;
    QTimer m_keyPatience;
    bool m_isStartWanted = false;
    bool m_hasKeys = false; ///< or their time is over
    bool m_hasPrices = false;
    models::Mailbox m_mailbox;
    models::PolicyKeeper m_policies;
    std::jthread m_priceLoader; ///< reads the price table beside the start
};

} // namespace signalbox::app
