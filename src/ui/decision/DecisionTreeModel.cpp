// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/decision/DecisionTreeModel.h"

#include "ui/decision/DecisionItems.h"

namespace signalbox::ui {

static_assert(DecisionTreeModel::ColumnCount == DecisionItem::columnCount);

DecisionTreeModel::DecisionTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<DecisionItem>())
{}

DecisionTreeModel::~DecisionTreeModel() = default;

void DecisionTreeModel::setDecision(const models::DecisionTree &tree)
{
    beginResetModel();
    m_root = decisionItems(tree);
    endResetModel();
}

const DecisionItem &DecisionTreeModel::item(const QModelIndex &index) const
{
    return index.isValid() ? *static_cast<const DecisionItem *>(index.constInternalPointer())
                           : *m_root;
}

QModelIndex DecisionTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, item(parent).children.at(static_cast<std::size_t>(row)).get());
}

QModelIndex DecisionTreeModel::parent(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const DecisionItem *above = item(index).parent;
    return !above || above == m_root.get() ? QModelIndex() : createIndex(above->row, 0, above);
}

int DecisionTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(item(parent).children.size());
}

int DecisionTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant DecisionTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const DecisionItem &shown = item(index);
    const QString &text = shown.texts.at(static_cast<std::size_t>(index.column()));
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text;
    case Qt::ToolTipRole:
        return shown.tip.isEmpty() ? text : shown.tip;
    case KindRole:
        return static_cast<int>(shown.kind);
    case MarkRole:
        return static_cast<int>(shown.mark);
    case MutedRole:
        return shown.isMuted;
    case OpenRole:
        return shown.isOpen;
    case IconRole:
        return shown.icon ? static_cast<int>(*shown.icon) : -1;
    case TargetRole:
        return shown.target;
    case CellsRole:
        return shown.cells;
    default:
        return {};
    }
}

QVariant DecisionTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StepColumn:
        return tr("Step");
    case SubjectColumn:
        return tr("What was looked at");
    case ValueColumn:
        return tr("Value");
    case ResultColumn:
        return tr("Result");
    default:
        return {};
    }
}

} // namespace signalbox::ui
