// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/deploy/DraftTestsView.h"

#include "ui/widgets/Background.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/Text.h"

#include <QTreeWidget>
#include <QVBoxLayout>

#include <utility>

namespace signalbox::ui {

DraftTestsView::DraftTestsView(models::RouteTests tests, QWidget *parent)
    : QWidget(parent)
    , m_tests(std::move(tests))
    , m_title(makeLabel({}, TextRole::Strong, this))
    , m_hint(makeLabel({}, TextRole::Muted, this))
    , m_failures(new QTreeWidget(this))
{
    setObjectName(QStringLiteral("draftTests"));
    m_title->setObjectName(QStringLiteral("draftTestsSummary"));
    m_hint->setWordWrap(true);
    m_failures->setObjectName(QStringLiteral("draftTestFailures"));
    m_failures->setAccessibleName(tr("Tests that fail"));
    m_failures->setHeaderHidden(true);
    m_failures->setEditTriggers(QAbstractItemView::NoEditTriggers);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_title);
    column->addWidget(m_hint);
    column->addWidget(m_failures, 1);
    column->addStretch(); // for when there is no list
}

void DraftTestsView::run(const std::shared_ptr<const models::Policy> &draft)
{
    const quint64 run = ++m_run;
    m_failures->clear();
    m_hint->clear();
    if (m_tests.cases.isEmpty()) {
        m_hint->setText(tr("Open a file of tests in the Tests panel below the canvas, or save what "
                           "the simulator decides as a test; they are tried here then."));
        setSummary(tr("No route tests are open"), 0);
        return;
    }
    setSummary(tr("Running…"), 0);
    runInBackground(
        this, [draft, tests = m_tests] { return outcomeOf(draft, tests); },
        [this, run](const TestsOutcome &outcome) {
            if (run == m_run)
                showOutcome(outcome);
        });
}

void DraftTestsView::giveUp(const QString &why)
{
    ++m_run;
    m_failures->clear();
    m_hint->clear();
    setSummary(why, 0);
}

void DraftTestsView::showOutcome(const TestsOutcome &outcome)
{
    for (const CaseOutcome &one : outcome.cases) {
        if (one.isPassed())
            continue;
        auto *item = new QTreeWidgetItem(m_failures, {one.name});
        for (const QString &reason : one.reasons)
            new QTreeWidgetItem(item, {reason});
        if (!one.way.isEmpty())
            new QTreeWidgetItem(item, {tr("Way: %1").arg(one.way)});
    }
    m_failures->expandAll();
    const auto count = static_cast<int>(outcome.cases.size());
    const int failed = count - outcome.passed();
    if (failed > 0) {
        m_hint->setText(tr("The draft can be deployed all the same. Failing tests are a warning: "
                           "either the draft or the tests are out of date."));
        setSummary(tr("%1 passed, %2 failed").arg(countText(outcome.passed()), countText(failed)),
                   failed);
    } else {
        setSummary(tr("All %n test(s) pass", nullptr, count), 0);
    }
}

void DraftTestsView::setSummary(const QString &text, int failed)
{
    m_summary = text;
    m_failed = failed;
    m_failures->setVisible(failed > 0);
    m_hint->setVisible(!m_hint->text().isEmpty());
    m_title->setText(text);
    emit summaryChanged();
}

} // namespace signalbox::ui
