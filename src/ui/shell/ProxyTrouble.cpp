// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/ProxyTrouble.h"

#include <QPushButton>

namespace signalbox::ui {

using routing::ListenFailure;
using routing::ProxySettings;
using routing::ProxyState;

ProxyTrouble::ProxyTrouble(routing::ProxyService &proxy, InlineMessage &message, QObject *parent)
    : QObject(parent)
    , m_proxy(proxy)
    , m_message(message)
{
    connect(&proxy, &routing::ProxyService::stateChanged, this, &ProxyTrouble::stateChanged);
    stateChanged();
}

QString ProxyTrouble::portInUseText(quint16 port, const PortOwner &owner)
{
    if (owner.program.isEmpty())
        return tr("Port %1 is in use by another program.").arg(port);
    return tr("Port %1 is in use by %2 (process %3).").arg(port).arg(owner.program).arg(owner.pid);
}

void ProxyTrouble::stateChanged()
{
    if (m_proxy.state() != ProxyState::Failed) {
        m_message.hide();
        return;
    }
    const ProxySettings settings = m_proxy.settings();
    if (m_proxy.failure().reason != ListenFailure::Reason::PortInUse) {
        showFailure(settings);
        return;
    }
    showPortInUse(settings, {});
    findPortOwner(settings.port, this, [this, settings](const PortOwner &owner) {
        if (m_proxy.state() == ProxyState::Failed && m_proxy.settings().port == settings.port)
            showPortInUse(settings, owner);
    });
}

void ProxyTrouble::showPortInUse(const ProxySettings &settings, const PortOwner &owner)
{
    m_message.showMessage(InlineMessage::Kind::Danger, portInUseText(settings.port, owner));
    if (owner.nextFree != 0) {
        auto *useNext = m_message.addAction(tr("Use port %1").arg(owner.nextFree));
        useNext->setObjectName(QStringLiteral("useNextPort"));
        connect(useNext, &QPushButton::clicked, this, [this, settings, owner] {
            ProxySettings next = settings;
            next.port = owner.nextFree;
            m_proxy.start(next);
        });
    }
    addRetry(settings);
}

void ProxyTrouble::showFailure(const ProxySettings &settings)
{
    QString text;
    switch (m_proxy.failure().reason) {
    case ListenFailure::Reason::NotAllowed:
        text = tr("This user may not listen on %1 port %2. Ports below 1024 are reserved; choose a "
                  "higher one.")
                   .arg(settings.address)
                   .arg(settings.port);
        break;
    case ListenFailure::Reason::BadAddress:
        text = tr("%1 is not an address of this machine.").arg(settings.address);
        break;
    case ListenFailure::Reason::None:
    case ListenFailure::Reason::PortInUse:
    case ListenFailure::Reason::Other:
        text = tr("The proxy could not listen on %1 port %2: %3")
                   .arg(settings.address)
                   .arg(settings.port)
                   .arg(m_proxy.failure().message);
        break;
    }
    m_message.showMessage(InlineMessage::Kind::Danger, text);
    addRetry(settings);
}

void ProxyTrouble::addRetry(const ProxySettings &settings)
{
    auto *retry = m_message.addAction(tr("Try again"));
    connect(retry, &QPushButton::clicked, this, [this, settings] { m_proxy.start(settings); });
}

} // namespace signalbox::ui
