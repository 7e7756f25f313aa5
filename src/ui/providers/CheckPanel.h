// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "routing/provider/ProviderCheck.h"

#include <QWidget>

#include <functional>

class QLabel;
class QListWidget;
class QPushButton;

namespace signalbox::ui {

class KeyStates;
class StateDot;
class Theme;

/// Tests the connection to a provider and lists its models.
class CheckPanel final : public QWidget
{
    Q_OBJECT

public:
    using MakeCheck = std::function<routing::ProviderCheck *(QObject *parent)>;

    CheckPanel(const Theme &theme, KeyStates &states, MakeCheck makeCheck, QWidget *parent);

    void setProvider(const models::Provider &provider);

signals:
    /// The user wants these models offered to clients.
    void modelsChosen(const QStringList &models);

private:
    void toggle();
    void finish(const routing::ProviderCheckResult &result);
    void stop();
    void showModels(const QStringList &models);

    KeyStates &m_states;
    MakeCheck m_makeCheck;
    models::Provider m_provider;
    routing::ProviderCheck *m_check = nullptr;
    bool m_isRunning = false;
    QPushButton *m_test;
    StateDot *m_dot;
    QLabel *m_result;
    QLabel *m_listTitle;
    QListWidget *m_models;
    QPushButton *m_use;
};

} // namespace signalbox::ui
