// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"
#include "ui/rules/RulesDocument.h"
#include "ui/rules/inspector/NodeSurroundings.h"
#include "ui/shell/Icon.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QTableView;
class QToolButton;

namespace signalbox::models {
struct TableFindings;
}

namespace signalbox::ui {

class SignalChooser;
class TableCellDelegate;
class TableGridModel;
class Theme;

/// The rows of a decision table in a grid, with what can be done to them, and below it what is odd
/// about them: gaps, rows that get into each other's way. The check of the draft says what can be
/// compared, and the analysis runs on a thread of the pool.
///
/// Lives on the GUI thread.
class TableGrid final : public QWidget
{
    Q_OBJECT

public:
    enum class Columns : quint8 {
        Fixed, ///< one, which is chosen elsewhere
        Free,
    };

    /// \a theme outlives the grid. \a entry is what a row is called in an output: "row", "case".
    TableGrid(const Theme &theme, Columns columns, const QString &entry, QWidget *parent);

    void setTable(const models::TableNode &table, const NodeSurroundings &surroundings);
    /// Those of the node as it is now.
    void setProblems(const QList<NodeProblem> &problems);
    [[nodiscard]] TableGridModel &model() const { return *m_model; }
    [[nodiscard]] QTableView &view() const { return *m_view; }
    [[nodiscard]] QString gap() const;

signals:
    void edited(const signalbox::models::TableNode &table);
    void graphEditRequested(const QString &undoText,
                            const signalbox::ui::RulesDocument::Edit &edit);
    void refused(const QString &why);

private:
    enum class Tell : quint8 { Quietly, AsWarning };

    void buildView();
    [[nodiscard]] QHBoxLayout *makeRowTools();
    [[nodiscard]] QHBoxLayout *makeColumnTools();
    QToolButton *addTool(QHBoxLayout *row, IconName icon, const QString &name, const QString &text);
    void addRow();
    void removeRow();
    void moveRow(int by);
    void addColumn();
    void removeColumn();
    void changeColumn(const models::SignalName &name);
    void showTools();
    void showFindings(const models::TableFindings &found);
    void showGap(const QString &text, Tell how);
    void fitView();
    void goTo(int row, int column);

    const Theme &m_theme;
    Columns m_columns;
    QString m_entry;
    QString m_node; ///< whose table it is
    QList<NodeProblem> m_problems;
    TableGridModel *m_model;
    TableCellDelegate *m_delegate;
    QTableView *m_view;
    QToolButton *m_remove = nullptr;
    QToolButton *m_up = nullptr;
    QToolButton *m_down = nullptr;
    SignalChooser *m_column = nullptr;
    QToolButton *m_removeColumn = nullptr;
    QLabel *m_gapIcon;
    QLabel *m_gap;
    int m_nextRow = -1; ///< becomes the current one with the next table
    int m_nextColumn = -1;
};

} // namespace signalbox::ui
