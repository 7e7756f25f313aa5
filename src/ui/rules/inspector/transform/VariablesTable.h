// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"

#include <QWidget>

#include <utility>
#include <vector>

class QLabel;
class QPushButton;
class QToolButton;

namespace signalbox::ui {

class RowsTable;
class Theme;

/// What a prompt's `{{name}}` stands for: the value of a signal, or a text. Says which names of the
/// prompt have nothing yet.
///
/// Lives on the GUI thread.
class VariablesTable final : public QWidget
{
    Q_OBJECT

public:
    /// What stands for a name.
    struct Variable
    {
        QString name{};
        bool isSignal = true;
        QString value{}; ///< a signal's name, or the text

        bool operator==(const Variable &) const = default;
    };
    using Variables = std::vector<Variable>;

    /// \a theme outlives the table.
    VariablesTable(const Theme &theme, QWidget *parent);

    void setVariables(const models::TransformNode &node);
    /// Puts \a variables into \a node.
    static void put(const Variables &variables, models::TransformNode &node);

signals:
    void edited(const signalbox::ui::VariablesTable::Variables &variables);
    void refused(const QString &why);

private:
    void fillRow(int row, const Variable &variable);
    void change(int row, int column);
    void changeKind(int row, int kind);
    void add(const QString &name);
    void remove();
    void showTable();

    Variables m_variables;
    QStringList m_missing; ///< names of the prompt without a value
    RowsTable *m_table;
    QToolButton *m_remove;
    QLabel *m_missingText;
    QPushButton *m_addMissing;
    bool m_isFilling = false;
};

} // namespace signalbox::ui
