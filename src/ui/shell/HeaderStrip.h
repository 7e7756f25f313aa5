// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/proxy/ProxyService.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace signalbox::ui {

class CopyButton;
class StateDot;
class Theme;

/// Is it running, and where: state, bound address, Start/Stop, and the way to connect a client.
/// Always visible.
class HeaderStrip final : public QFrame
{
    Q_OBJECT

public:
    HeaderStrip(const Theme &theme, routing::ProxyService &proxy, QWidget *parent);

    static QString stateText(routing::ProxyState state);

signals:
    void startRequested();
    void stopRequested();
    void snippetRequested();

private:
    void showState();
    void fitToZoom();
    void resizeEvent(QResizeEvent *event) override;
    void fitToWidth();

    const Theme &m_theme;
    routing::ProxyService &m_proxy;
    StateDot *m_dot;
    QLabel *m_brand;
    QLabel *m_name = nullptr;
    QLabel *m_state;
    QLabel *m_address;
    CopyButton *m_copy;
    QPushButton *m_toggle;
};

} // namespace signalbox::ui
