// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/pool/PoolMembers.h"

#include "ui/rules/RowDelegate.h"
#include "ui/shell/Theme.h"

#include <QDropEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScopedValueRollback>

#include <algorithm>

namespace signalbox::ui {

using models::PoolMember;

namespace {

constexpr double largestNumber = 1'000'000; // as the policy allows
constexpr int shownRows = 5;
// Pixels at 100 %.
constexpr int heightOfRow = 28;
constexpr int heightOfHeader = 34;

QTreeWidgetItem *makeRow(QTreeWidget *tree)
{
    auto *row = new QTreeWidgetItem(tree); // owned by the tree
    row->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable
                  | Qt::ItemIsEditable | Qt::ItemIsDragEnabled);
    row->setTextAlignment(PoolMembers::Weight, Qt::AlignRight | Qt::AlignVCenter);
    row->setTextAlignment(PoolMembers::Priority, Qt::AlignRight | Qt::AlignVCenter);
    return row;
}

void fillRow(QTreeWidgetItem &row, const PoolMember &member, Qt::CheckState state)
{
    row.setText(PoolMembers::Target, member.target);
    row.setToolTip(PoolMembers::Target, member.target);
    row.setCheckState(PoolMembers::Target, state);
    row.setData(PoolMembers::Weight, Qt::EditRole, member.weight);
    row.setData(PoolMembers::Priority, Qt::EditRole, member.priority);
}

} // namespace

PoolMembers::PoolMembers(const Theme &theme, QWidget *parent)
    : QTreeWidget(parent)
{
    setObjectName(QStringLiteral("poolMembers"));
    setColumnCount(ColumnCount);
    setHeaderLabels({tr("Target"), tr("Weight"), tr("Priority")});
    headerItem()->setToolTip(Weight, tr("How often it is drawn beside the others"));
    headerItem()->setToolTip(Priority, tr("Lower ones go first, whatever is chosen by"));
    headerItem()->setTextAlignment(Weight, Qt::AlignRight | Qt::AlignVCenter);
    headerItem()->setTextAlignment(Priority, Qt::AlignRight | Qt::AlignVCenter);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(Target, QHeaderView::Stretch);
    header()->setSectionResizeMode(Weight, QHeaderView::ResizeToContents);
    header()->setSectionResizeMode(Priority, QHeaderView::ResizeToContents);
    setItemDelegate(new RowDelegate(theme, this));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setEditTriggers(DoubleClicked | EditKeyPressed | AnyKeyPressed);
    setDragDropMode(InternalMove);
    setToolTip(tr("Ticked targets are in the pool. Drag them into another order, or move them with "
                  "Alt and an arrow key."));
    setMinimumHeight(theme.px(heightOfHeader + shownRows * heightOfRow));
    connect(this, &QTreeWidget::itemChanged, this, &PoolMembers::tell);
}

void PoolMembers::setMembers(const QList<PoolMember> &members, const QStringList &targets)
{
    const QScopedValueRollback filling(m_isFilling, true);
    QList<std::pair<PoolMember, Qt::CheckState>> wanted;
    for (const PoolMember &member : members)
        wanted.append({member, Qt::Checked});
    for (const QString &target : targets) {
        if (std::ranges::find(members, target, &PoolMember::target) == members.end())
            wanted.append({PoolMember{.target = target}, Qt::Unchecked});
    }
    while (topLevelItemCount() > wanted.size())
        delete topLevelItem(topLevelItemCount() - 1);
    for (int row = 0; row < wanted.size(); ++row) {
        QTreeWidgetItem *item = row < topLevelItemCount() ? topLevelItem(row) : makeRow(this);
        fillRow(*item, wanted.at(row).first, wanted.at(row).second);
    }
}

QList<PoolMember> PoolMembers::members() const
{
    QList<PoolMember> members;
    for (int row = 0; row < topLevelItemCount(); ++row) {
        const QTreeWidgetItem *item = topLevelItem(row);
        if (item->checkState(Target) != Qt::Checked)
            continue;
        const double priority = item->data(Priority, Qt::EditRole).toDouble();
        members.append(
            {.target = item->text(Target),
             .weight = std::clamp(item->data(Weight, Qt::EditRole).toDouble(), 0.0, largestNumber),
             .priority = static_cast<int>(std::clamp(priority, -largestNumber, largestNumber))});
    }
    return members;
}

bool PoolMembers::edit(const QModelIndex &index, EditTrigger trigger, QEvent *event)
{
    // What a target is called is not decided here, and only members have numbers.
    const QTreeWidgetItem *row = itemFromIndex(index);
    const bool isNumber = row && index.column() != Target && row->checkState(Target) == Qt::Checked;
    return QTreeWidget::edit(index, isNumber ? trigger : NoEditTriggers, event);
}

void PoolMembers::dropEvent(QDropEvent *event)
{
    {
        const QScopedValueRollback filling(m_isFilling, true);
        QTreeWidget::dropEvent(event);
    }
    tell();
}

void PoolMembers::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() == Qt::AltModifier
        && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
        moveCurrent(event->key() == Qt::Key_Up ? -1 : 1);
        return;
    }
    QTreeWidget::keyPressEvent(event);
}

void PoolMembers::moveCurrent(int by)
{
    const int from = indexOfTopLevelItem(currentItem());
    const int to = from + by;
    if (from < 0 || to < 0 || to >= topLevelItemCount())
        return;
    const int column = currentColumn();
    {
        const QScopedValueRollback filling(m_isFilling, true);
        QTreeWidgetItem *row = takeTopLevelItem(from);
        insertTopLevelItem(to, row);
        setCurrentItem(row, column);
    }
    tell();
}

void PoolMembers::tell()
{
    if (!m_isFilling)
        emit edited(members());
}

} // namespace signalbox::ui
