// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/secrets/SecretStore.h"
#include "ui/shell/Services.h"

#include <QFrame>
#include <QTimer>

class QLabel;

namespace signalbox::models {
struct StoreState;
}

namespace signalbox::ui {

class Theme;

/// The last line of the window: the figures that matter at any time, where keys are kept, and a
/// warning when records cannot be written.
class StatusStrip final : public QFrame
{
    Q_OBJECT

public:
    StatusStrip(const Theme &theme, const Services &services, QWidget *parent);

    static QString keychainText(const routing::SecretReading &reading);

private:
    void showFigures();
    void showStore(const models::StoreState &state);
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void fitToWidth();

    const Theme &m_theme;
    Services m_services;
    QTimer m_timer;
    QLabel *m_rate;
    QLabel *m_latency;
    QLabel *m_errors;
    QLabel *m_cost;
    QLabel *m_store;
    QLabel *m_keychain;
    bool m_keychainAsked = false;
};

} // namespace signalbox::ui
