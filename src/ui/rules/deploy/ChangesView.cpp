// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/deploy/ChangesView.h"

#include "ui/shell/Theme.h"

#include <QHeaderView>

namespace signalbox::ui {

using models::PolicyChange;

namespace {

enum ChangesColumn { WhatColumn, BeforeColumn, AfterColumn, ChangesColumnCount };

// Pixels at 100 %.
constexpr int leastWidth = 90;

QString kindText(PolicyChange::Kind kind)
{
    switch (kind) {
    case PolicyChange::Kind::Added:
        return ChangesView::tr("added");
    case PolicyChange::Kind::Removed:
        return ChangesView::tr("removed");
    case PolicyChange::Kind::Changed:
        break;
    }
    return ChangesView::tr("changed");
}

QString whatText(const PolicyChange &change)
{
    switch (change.part) {
    case PolicyChange::Part::Route:
        return ChangesView::tr("Route %1 %2").arg(change.route, kindText(change.kind));
    case PolicyChange::Part::Node:
        return ChangesView::tr("Node %1 %2").arg(change.node, kindText(change.kind));
    case PolicyChange::Part::Layout:
        return ChangesView::tr("Nodes drawn elsewhere: serves as before");
    case PolicyChange::Part::Other:
        break;
    }
    return ChangesView::tr("%1 changed").arg(change.field);
}

QTreeWidgetItem *itemOf(const PolicyChange &change)
{
    auto *item = new QTreeWidgetItem({whatText(change)});
    for (const models::FieldChange &field : change.fields) {
        const QString path = field.path.isEmpty() ? change.field : field.path.mid(1);
        auto *row = new QTreeWidgetItem(item, {path, field.before, field.after});
        row->setToolTip(BeforeColumn, field.before);
        row->setToolTip(AfterColumn, field.after);
    }
    return item;
}

} // namespace

ChangesView::ChangesView(const Theme &theme, QWidget *parent)
    : QTreeWidget(parent)
{
    setAccessibleName(tr("What changes"));
    setColumnCount(ChangesColumnCount);
    setSides(tr("Now"), tr("Then"));
    setEditTriggers(NoEditTriggers);
    // A side may hold a long value; it may not push the other one out of sight.
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(QHeaderView::Stretch);
    header()->setMinimumSectionSize(theme.px(leastWidth));
}

void ChangesView::setSides(const QString &before, const QString &after)
{
    setHeaderLabels({tr("What changes"), before, after});
}

void ChangesView::showChanges(const QList<PolicyChange> &changes)
{
    clear();
    QTreeWidgetItem *group = nullptr; // of the route before
    for (const PolicyChange &change : changes) {
        if (change.route.isEmpty()) {
            addTopLevelItem(itemOf(change));
            continue;
        }
        const bool isSameRoute = group && group->data(WhatColumn, Qt::UserRole) == change.route;
        if (!isSameRoute) {
            group = new QTreeWidgetItem({tr("Route %1").arg(change.route)});
            group->setData(WhatColumn, Qt::UserRole, change.route);
            addTopLevelItem(group);
        }
        group->addChild(itemOf(change));
    }
    expandAll();
}

} // namespace signalbox::ui
