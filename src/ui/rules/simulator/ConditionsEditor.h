// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/routetests/RouteTests.h"

#include <QStringList>
#include <QWidget>

class QCheckBox;
class QDateTimeEdit;
class QLabel;
class QTableView;
class QToolButton;

namespace signalbox::ui {

class TargetColors;
class Theme;
class WhatIfTableModel;

/// The moment that a simulation decides in: when it is, and what is assumed of targets.
class ConditionsEditor final : public QWidget
{
    Q_OBJECT

public:
    /// \a theme and \a colors outlive the editor.
    ConditionsEditor(const Theme &theme, TargetColors &colors, QWidget *parent);

    void setTargets(const QStringList &targets);
    /// Shows \a conditions. What of them no field stands for is kept, and a line says so.
    void setConditions(const models::RouteConditions &conditions);
    /// `at` is empty for the present.
    [[nodiscard]] models::RouteConditions conditions() const;

signals:
    /// By the user.
    void edited();

private:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void fitTable();
    void fitNames();
    void noteEdit();
    void showKept();

    const Theme &m_theme;
    models::RouteConditions m_kept; ///< budgets and chance; targets are the table's
    WhatIfTableModel *m_model;
    QToolButton *m_reset;
    QCheckBox *m_hasTime;
    QDateTimeEdit *m_time;
    QTableView *m_table;
    QLabel *m_also;
    QString m_zone; ///< offset from UTC of the time that was set, as ISO 8601 writes it
    bool m_isFilling = false;
};

} // namespace signalbox::ui
