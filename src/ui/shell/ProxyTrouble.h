// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/proxy/ProxyService.h"
#include "ui/shell/PortOwner.h"
#include "ui/widgets/InlineMessage.h"

namespace signalbox::ui {

/// Says why the proxy could not start, who is in the way, and offers what helps.
class ProxyTrouble final : public QObject
{
    Q_OBJECT

public:
    ProxyTrouble(routing::ProxyService &proxy, InlineMessage &message, QObject *parent);

    /// The sentence for a port that \a owner has.
    static QString portInUseText(quint16 port, const PortOwner &owner);

private:
    void stateChanged();
    void showPortInUse(const routing::ProxySettings &settings, const PortOwner &owner);
    void showFailure(const routing::ProxySettings &settings);
    void addRetry(const routing::ProxySettings &settings);

    routing::ProxyService &m_proxy;
    InlineMessage &m_message;
};

} // namespace signalbox::ui
