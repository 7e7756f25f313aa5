// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "ui/shell/WindowContext.h"

#include <QWidget>

class QBoxLayout;
class QPushButton;
class QStackedLayout;

namespace signalbox::ui {

class CheckPanel;
class ElidingLabel;
class InlineMessage;
class KeyPanel;
class KeyStates;
class ProviderForm;
class ProviderList;
struct ProviderPreset;

/// The Providers section: whom Signalbox may call, with which key, and whether that works. Edits a
/// copy of the policy and hands it out whole.
class ProvidersPage final : public QWidget
{
    Q_OBJECT

public:
    ProvidersPage(const WindowContext &context, QWidget *parent);

    void setPolicy(const PolicySnapshot &policy);
    /// What became of the last policyChanged(): an empty \a problem says that it was saved.
    void showSaveResult(const QString &problem);
    void select(const QString &providerId);

signals:
    void policyChanged(const signalbox::models::Policy &policy);

private:
    void resizeEvent(QResizeEvent *event) override;
    void fitToWidth();
    QWidget *makeEditor();
    QWidget *makeHead();
    QWidget *makeCard(const QString &title, QWidget *content);
    void showCurrent();
    void showEdited();
    void add(const ProviderPreset &preset);
    void save();
    void remove();
    void change(const models::Provider &provider);
    [[nodiscard]] QString removalText(const models::Provider &provider) const;
    [[nodiscard]] const models::Provider *current() const;

    WindowContext m_context;
    PolicySnapshot m_policy;
    QString m_currentId;
    KeyStates *m_states;
    ProviderList *m_list;
    QStackedLayout *m_stack = nullptr;
    QBoxLayout *m_headRow = nullptr;
    ElidingLabel *m_title = nullptr;
    ElidingLabel *m_subtitle = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_discard = nullptr;
    InlineMessage *m_message = nullptr;
    ProviderForm *m_form = nullptr;
    QWidget *m_keyCard = nullptr;
    KeyPanel *m_keys = nullptr;
    QWidget *m_checkCard = nullptr;
    CheckPanel *m_check = nullptr;
    bool m_isEdited = false;
};

} // namespace signalbox::ui
