// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Signal.h"

#include <QStringList>
#include <QWidget>

class QComboBox;
class QLineEdit;
class QStringListModel;

namespace signalbox::ui {

/// Chooses what a condition asks about: a list in groups, and beside it the name of the field where
/// the signal has one.
///
/// Lives on the GUI thread.
class SignalChooser final : public QWidget
{
    Q_OBJECT

public:
    explicit SignalChooser(QWidget *parent);

    void setName(const models::SignalName &name);
    [[nodiscard]] models::SignalName name() const;
    /// Fields to choose from, by the kind of signal that has them.
    void setArguments(models::SignalKind kind, const QStringList &arguments);

signals:
    /// By the user.
    void chosen(const signalbox::models::SignalName &name);

private:
    void fillKinds();
    void showKind(models::SignalKind kind);
    void tell();

    models::SignalName m_name;
    QComboBox *m_kinds;
    QLineEdit *m_argument;
    QStringListModel *m_headers;
    QStringListModel *m_metadata;
    QStringListModel *m_body;
};

} // namespace signalbox::ui
