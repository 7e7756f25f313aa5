// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/deploy/ChangesView.h"

#include "ui/rules/deploy/ChangeWords.h"
#include "ui/shell/Theme.h"

#include <QHeaderView>

namespace signalbox::ui {

using models::PolicyChange;

namespace {

enum ChangesColumn { WhatColumn, BeforeColumn, AfterColumn, ChangesColumnCount };

// Pixels at 100 %.
constexpr int leastWidth = 90;

QTreeWidgetItem *itemOf(const PolicyChange &change)
{
    auto *item = new QTreeWidgetItem({changeText(change)});
    for (const models::FieldChange &field : change.fields) {
        const QString before = changedValueText(field.before);
        const QString after = changedValueText(field.after);
        const QString name = fieldText(field);
        auto *row = new QTreeWidgetItem(
            item, {name.isEmpty() ? ChangesView::tr("Value") : name, before, after});
        row->setToolTip(WhatColumn, change.field + field.path); // as the policy writes it
        row->setToolTip(BeforeColumn, before);
        row->setToolTip(AfterColumn, after);
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
