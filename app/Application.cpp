// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Application.h"

#include "ClientKey.h"

#include <QStandardPaths>

namespace signalbox::app {

using models::Policy;

namespace {
/// A keychain that does not answer must not keep the proxy from starting.
constexpr int keyPatienceMs = 500;
}

Application::Application(const RunOptions &options, Policy policy, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_dataDirectory(options.dataDirectory.value_or(
          QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation)))
    , m_keyResolver(m_secrets)
    , m_store(m_dataDirectory)
{
    m_keyPatience.setSingleShot(true);
    m_keyPatience.setInterval(keyPatienceMs);
    connect(&m_keyPatience, &QTimer::timeout, this, &Application::startNow);
    connect(&m_keyResolver, &routing::KeyResolver::resolved, this,
            [this](const routing::KeyRingSnapshot &keys) {
                m_hasKeys = true;
                m_proxy.setKeys(keys);
                if (m_keyPatience.isActive())
                    startNow();
            });
    m_proxy.setRecordSink([this](const models::RecordBatch &batch) { m_store.append(batch); });
    applyPolicy(std::move(policy));
}

Application::~Application() = default;

void Application::applyPolicy(Policy policy)
{
    m_policy = std::make_shared<const Policy>(std::move(policy));
    m_proxy.setPolicy(m_policy);
    m_store.setCapture(m_policy->capture);
    m_keyResolver.setPolicy(m_policy);
}

void Application::startProxy()
{
    if (m_hasKeys)
        startNow();
    else
        m_keyPatience.start();
}

void Application::startNow()
{
    m_keyPatience.stop();
    routing::ProxySettings settings;
    settings.address = m_policy->listen.address;
    settings.port = m_policy->listen.port;
    if (m_options.listen) {
        settings.address = m_options.listen->address;
        settings.port = m_options.listen->port;
    }
    if (m_options.clientKey)
        settings.clientKey = *m_options.clientKey;
    else if (!m_options.withoutClientKey)
        settings.clientKey = clientKey(m_dataDirectory);
    m_proxy.start(settings);
}

} // namespace signalbox::app
