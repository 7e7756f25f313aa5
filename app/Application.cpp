// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Application.h"

#include "ClientKey.h"

#include <QStandardPaths>

namespace signalbox::app {

using models::Policy;
using routing::KeyRing;

Application::Application(const RunOptions &options, Policy policy, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_dataDirectory(options.dataDirectory.value_or(
          QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation)))
{
    applyPolicy(std::move(policy));
}

Application::~Application() = default;

void Application::applyPolicy(Policy policy)
{
    m_policy = std::make_shared<const Policy>(std::move(policy));
    m_proxy.setPolicy(m_policy);
    auto keys = std::make_shared<KeyRing>();
    for (const models::Provider &provider : m_policy->providers) {
        QList<routing::ResolvedKey> resolved;
        for (const models::KeyReference &reference : provider.keys) {
            resolved.append({ .reference = reference.toString(),
                              .state = routing::SecretState::Environment,
                              .value = qgetenv(reference.name.toLocal8Bit().constData()) });
        }
        keys->insert(provider.id, resolved);
    }
    m_proxy.setKeys(keys);
}

void Application::startProxy()
{
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
