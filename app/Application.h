// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "CommandLine.h"
#include "models/policy/Policy.h"
#include "routing/proxy/ProxyService.h"

#include <QObject>

#include <memory>

namespace signalbox::app {

/// The composition root: builds every part, passes them to each other and owns them. Holds no
/// product logic. Lives on the main thread.
class Application final : public QObject
{
    Q_OBJECT

public:
    /// \a policy is what the policy file says, or the built-in one.
    Application(const RunOptions &options, models::Policy policy, QObject *parent = nullptr);
    ~Application() override;
    Q_DISABLE_COPY_MOVE(Application)

    /// Starts the proxy with the address and key of the options.
    void startProxy();
    [[nodiscard]] routing::ProxyService &proxy() { return m_proxy; }
    [[nodiscard]] const QString &dataDirectory() const { return m_dataDirectory; }

private:
    void applyPolicy(models::Policy policy);

    RunOptions m_options;
    QString m_dataDirectory;
    std::shared_ptr<const models::Policy> m_policy;
    routing::ProxyService m_proxy;
};

} // namespace signalbox::app
