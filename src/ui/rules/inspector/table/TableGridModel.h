// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"
#include "ui/rules/inspector/NodeChoice.h"
#include "ui/rules/inspector/table/TableMarks.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QString>

#include <functional>
#include <utility>

namespace signalbox::ui {

class Theme;

/// A decision table as a grid: a column for each signal, then where the row leads to and, in tables
/// that collect, its priority. Cells are edited as text, see models::readCell(). What cannot be
/// read stays in its cell, marked, until it is written otherwise.
///
/// Lives on the GUI thread. Edits are handed out by edited() and shown once they come back by
/// setTable().
class TableGridModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        /// QString: what is odd here, empty if nothing is.
        MarkRole = Qt::UserRole,
    };

    /// \a theme outlives the model.
    TableGridModel(const Theme &theme, QObject *parent);

    void setTable(const models::TableNode &table);
    [[nodiscard]] const models::TableNode &table() const { return m_table; }
    /// Refuses cells for which \a rule has a sentence.
    void setCellRule(std::function<QString(const models::TableCell &)> rule);
    /// What outputs may lead to.
    void setNodes(const NodeChoices &nodes);
    [[nodiscard]] const NodeChoices &nodes() const { return m_nodes; }
    void setMarks(const TableMarks &marks);
    [[nodiscard]] const TableMarks &marks() const { return m_marks; }

    [[nodiscard]] int signalColumns() const { return static_cast<int>(m_table.columns.size()); }
    [[nodiscard]] int outputColumn() const { return signalColumns(); }
    /// Forgets what could not be read in the cell at \a index.
    void forgetDraft(const QModelIndex &index);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

signals:
    void edited(const signalbox::models::TableNode &table);
    /// What was written in a cell cannot be taken; it stays there. Empty: it can.
    void refused(const QString &why);

private:
    /// What could not be read.
    struct Draft
    {
        QString text;
        QString why;
    };

    [[nodiscard]] QString writtenCell(int row, int column) const;
    [[nodiscard]] QString outputText(int row) const;
    [[nodiscard]] const TableMark *markAt(int row, int column) const;
    [[nodiscard]] QVariant markData(const TableMark *mark, int role) const;
    bool setCell(const QModelIndex &index, const QString &text);
    void tellAll();

    const Theme &m_theme;
    models::TableNode m_table;
    NodeChoices m_nodes;
    TableMarks m_marks;
    std::function<QString(const models::TableCell &)> m_cellRule;
    QHash<std::pair<int, int>, Draft> m_drafts; ///< by row and column
};

} // namespace signalbox::ui
