// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/DeployDialog.h"

#include "ui/rules/RuleWords.h"
#include "ui/rules/RulesDocument.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Background.h"
#include "ui/widgets/Text.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace signalbox::ui {

using models::PolicyChange;
using models::PolicyProblem;

namespace {

enum Column { WhatColumn, BeforeColumn, AfterColumn, ColumnCount };

QString kindText(PolicyChange::Kind kind)
{
    switch (kind) {
    case PolicyChange::Kind::Added:
        return DeployDialog::tr("added");
    case PolicyChange::Kind::Removed:
        return DeployDialog::tr("removed");
    case PolicyChange::Kind::Changed:
        break;
    }
    return DeployDialog::tr("changed");
}

QString whatText(const PolicyChange &change)
{
    switch (change.part) {
    case PolicyChange::Part::Route:
        return DeployDialog::tr("Route %1 %2").arg(change.route, kindText(change.kind));
    case PolicyChange::Part::Node:
        return DeployDialog::tr("Node %1 %2").arg(change.node, kindText(change.kind));
    case PolicyChange::Part::Layout:
        return DeployDialog::tr("Nodes drawn elsewhere: serves as before");
    case PolicyChange::Part::Other:
        break;
    }
    return DeployDialog::tr("%1 changed").arg(change.field);
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

DeployDialog::DeployDialog(const RulesDocument &document, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_document(document)
    , m_theme(theme)
    , m_summary(makeLabel(tr("Comparing…"), TextRole::Title, this))
    , m_changes(new QTreeWidget(this))
    , m_problems(makeLabel({}, TextRole::Body, this))
{
    setObjectName(QStringLiteral("deployDialog"));
    setWindowTitle(tr("Review and deploy"));
    m_changes->setObjectName(QStringLiteral("deployChanges"));
    m_changes->setAccessibleName(tr("What changes"));
    m_changes->setColumnCount(ColumnCount);
    m_changes->setHeaderLabels({tr("What changes"), tr("Now"), tr("Then")});
    m_changes->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_changes->header()->setStretchLastSection(true);
    m_problems->setWordWrap(true);

    auto *buttons = new QDialogButtonBox(this);
    m_deploy = buttons->addButton(tr("Deploy"), QDialogButtonBox::AcceptRole);
    m_deploy->setObjectName(QStringLiteral("deploy"));
    setTone(m_deploy, Tone::Primary);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(m_summary);
    column->addWidget(
        makeLabel(tr("Requests that are being served keep the rules that they began with."),
                  TextRole::Muted, this));
    column->addWidget(m_changes, 1);
    column->addWidget(m_problems);
    column->addWidget(buttons);
    resize(theme.px(760), theme.px(520));
    m_changes->setColumnWidth(WhatColumn, theme.px(300));
    m_changes->setColumnWidth(BeforeColumn, theme.px(200));

    connect(&document, &RulesDocument::problemsChanged, this, &DeployDialog::showProblems);
    showProblems();
    compare();
}

void DeployDialog::compare()
{
    runInBackground(
        this,
        [before = m_document.served(), after = m_document.policy()] {
            return models::policyDiff(before, after);
        },
        [this](const QList<PolicyChange> &changes) { showChanges(changes); });
}

void DeployDialog::showChanges(const QList<PolicyChange> &changes)
{
    m_summary->setText(tr("%n changes", nullptr, static_cast<int>(changes.size())));
    QTreeWidgetItem *group = nullptr; // of the route before
    for (const PolicyChange &change : changes) {
        if (change.route.isEmpty()) {
            m_changes->addTopLevelItem(itemOf(change));
            continue;
        }
        const bool isSameRoute = group && group->data(WhatColumn, Qt::UserRole) == change.route;
        if (!isSameRoute) {
            group = new QTreeWidgetItem({tr("Route %1").arg(change.route)});
            group->setData(WhatColumn, Qt::UserRole, change.route);
            m_changes->addTopLevelItem(group);
        }
        group->addChild(itemOf(change));
    }
    m_changes->expandAll();
}

void DeployDialog::showProblems()
{
    const QList<PolicyProblem> &problems = m_document.problems();
    const bool isChecked = m_document.isChecked();
    const bool hasErrors = models::hasErrors(problems);
    m_deploy->setEnabled(isChecked && !hasErrors);
    if (!isChecked) {
        m_problems->setText(tr("Checking…"));
        return;
    }
    if (hasErrors)
        m_problems->setText(
            tr("A policy with errors cannot serve. %1").arg(problemsText(problems)));
    else if (!problems.isEmpty())
        m_problems->setText(problemsText(problems));
    else
        m_problems->setText(tr("The checks have found no problem."));
}

} // namespace signalbox::ui
