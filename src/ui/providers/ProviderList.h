// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"

#include <QWidget>

class QListWidget;
class QMenu;

namespace signalbox::ui {

class KeyStates;
class Theme;
struct ProviderPreset;

/// The providers of a policy, each with the state of its key, and the button that adds one.
class ProviderList final : public QWidget
{
    Q_OBJECT

public:
    ProviderList(const Theme &theme, const KeyStates &states, QWidget *parent);

    /// Lists the providers of \a policy and chooses \a wanted, or the first when there is no such
    /// one. Says nothing; returns the id of the chosen one, which is empty when there is none.
    QString setPolicy(const models::Policy &policy, const QString &wanted);
    /// A menu of everything that can be added; \a parent owns it.
    QMenu *makeAddMenu(QWidget *parent);
    /// Takes its usual width, or less where the window has only \a available pixels.
    void fitTo(int available);

signals:
    void providerChosen(const QString &id);
    void presetChosen(const signalbox::ui::ProviderPreset &preset);

private:
    void showStates();

    const Theme &m_theme;
    const KeyStates &m_states;
    models::Policy m_policy;
    QListWidget *m_list;
};

} // namespace signalbox::ui
