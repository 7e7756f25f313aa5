// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/decision/DecisionItem.h"

#include <QAbstractItemModel>

#include <memory>

namespace signalbox::models {
struct DecisionTree;
}

namespace signalbox::ui {

/// A decision as a tree of rows, in the user's words: what the request had, every node of the path
/// with its conditions or candidates below it, and the attempts.
///
/// Lives on the GUI thread.
class DecisionTreeModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { StepColumn, SubjectColumn, ValueColumn, ResultColumn, ColumnCount };
    enum Role {
        KindRole = Qt::UserRole + 1, ///< DecisionItem::Kind as int
        MarkRole, ///< DecisionItem::Mark as int
        MutedRole, ///< it was not taken
        OpenRole, ///< its rows are to be seen at first
        IconRole, ///< IconName as int, -1 for none
        TargetRole, ///< whose colour stands in front
        CellsRole, ///< QStringList of a candidate: one for each DecisionItem::CandidateCell
    };

    explicit DecisionTreeModel(QObject *parent = nullptr);
    ~DecisionTreeModel() override;

    void setDecision(const models::DecisionTree &tree);

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] const DecisionItem &item(const QModelIndex &index) const;

    std::unique_ptr<DecisionItem> m_root;
};

} // namespace signalbox::ui
