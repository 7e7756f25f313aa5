// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/DeployDialog.h"

#include "ui/rules/RuleWords.h"
#include "ui/rules/RulesDocument.h"
#include "ui/rules/deploy/ChangesView.h"
#include "ui/rules/deploy/DraftTestsView.h"
#include "ui/rules/deploy/ReplayPanel.h"
#include "ui/shell/Theme.h"
#include "ui/shell/WindowContext.h"
#include "ui/widgets/Background.h"
#include "ui/widgets/Text.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace signalbox::ui {

using models::PolicyChange;
using models::PolicyProblem;

namespace {
// Pixels at 100 %.
constexpr QSize deploySize{860, 640};
constexpr int longestMessage = 200; // characters; it is a line in a list
} // namespace

DeployDialog::DeployDialog(const RulesDocument &document, const models::RouteTests &tests,
                           const WindowContext &context, QWidget *parent)
    : QDialog(parent)
    , m_document(document)
    , m_summary(makeLabel(tr("Comparing…"), TextRole::Title, this))
    , m_tabs(new QTabWidget(this))
    , m_changes(new ChangesView(context.theme, m_tabs))
    , m_replay(new ReplayPanel(context, m_tabs))
    , m_tests(new DraftTestsView(tests, m_tabs))
    , m_problems(makeLabel({}, TextRole::Body, this))
    , m_message(new QLineEdit(this))
{
    setObjectName(QStringLiteral("deployDialog"));
    setWindowTitle(tr("Review and deploy"));
    buildLayout(context);
    connect(m_replay, &ReplayPanel::summaryChanged, this, &DeployDialog::showSummaries);
    connect(m_tests, &DraftTestsView::summaryChanged, this, &DeployDialog::showSummaries);
    connect(&document, &RulesDocument::problemsChanged, this, &DeployDialog::showChecks);
    // The draft is another one when a policy from elsewhere was taken over.
    connect(&document, &RulesDocument::graphChanged, this, [this] {
        m_isTriedOut = false;
        showChecks();
        compare();
    });
    showChecks();
    compare();
    m_message->setFocus();
}

void DeployDialog::buildLayout(const WindowContext &context)
{
    m_changes->setObjectName(QStringLiteral("deployChanges"));
    m_tabs->setObjectName(QStringLiteral("deployTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_changes, tr("Changes"));
    m_tabs->addTab(m_replay, tr("Replay"));
    m_tabs->addTab(m_tests, tr("Tests"));
    m_problems->setObjectName(QStringLiteral("deployProblems"));
    m_problems->setWordWrap(true);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(m_summary);
    column->addWidget(
        makeLabel(tr("Requests that are being served keep the rules that they began with."),
                  TextRole::Muted, this));
    column->addWidget(m_tabs, 1);
    column->addWidget(m_problems);
    column->addWidget(makeEnd());
    const Theme &theme = context.theme;
    resize(theme.px(deploySize.width()), theme.px(deploySize.height()));
}

QWidget *DeployDialog::makeEnd()
{
    auto *end = new QWidget(this);
    m_message->setObjectName(QStringLiteral("deployMessage"));
    m_message->setMaxLength(longestMessage);
    m_message->setPlaceholderText(tr("What this version is for"));
    auto *label = makeLabel(tr("Message:"), TextRole::Body, end);
    label->setBuddy(m_message);
    auto *buttons = new QDialogButtonBox(end);
    m_deploy = buttons->addButton(tr("Deploy"), QDialogButtonBox::AcceptRole);
    m_deploy->setObjectName(QStringLiteral("deploy"));
    setTone(m_deploy, Tone::Primary);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *row = new QHBoxLayout(end);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(label);
    row->addWidget(m_message, 1);
    row->addWidget(buttons);
    return end;
}

QString DeployDialog::message() const
{
    return m_message->text().trimmed();
}

void DeployDialog::compare()
{
    runInBackground(
        this,
        [before = m_document.served(), after = m_document.policy()] {
            return models::policyDiff(before, after);
        },
        [this, comparison = ++m_comparison](const QList<PolicyChange> &changes) {
            if (comparison == m_comparison)
                showChanges(changes);
        });
}

void DeployDialog::showChanges(const QList<PolicyChange> &changes)
{
    m_summary->setText(tr("%n changes", nullptr, static_cast<int>(changes.size())));
    m_changes->showChanges(changes);
}

void DeployDialog::showChecks()
{
    const QList<PolicyProblem> &problems = m_document.problems();
    const bool isChecked = m_document.isChecked();
    const bool hasErrors = models::hasErrors(problems);
    m_deploy->setEnabled(isChecked && !hasErrors);
    if (!isChecked) {
        m_problems->setText(tr("Checking…"));
        return;
    }
    if (hasErrors) {
        m_problems->setText(
            tr("A policy with errors cannot serve. %1").arg(problemsText(problems)));
        const QString why = tr("A draft with errors decides nothing");
        m_replay->giveUp(why);
        m_tests->giveUp(why);
        m_isTriedOut = false;
        return;
    }
    m_problems->setText(problems.isEmpty() ? tr("The checks have found no problem.")
                                           : problemsText(problems));
    if (!m_isTriedOut)
        tryOut();
}

void DeployDialog::tryOut()
{
    m_isTriedOut = true;
    const auto draft = std::make_shared<const models::Policy>(m_document.policy());
    m_replay->replay(
        {.before = std::make_shared<const models::Policy>(m_document.served()), .after = draft});
    m_tests->run(draft);
}

void DeployDialog::showSummaries()
{
    const auto &report = m_replay->report();
    const int changed = report ? report->changed : 0;
    m_tabs->setTabText(m_tabs->indexOf(m_replay),
                       changed > 0 ? tr("Replay: %n change(s)", nullptr, changed) : tr("Replay"));
    const int failed = m_tests->failed();
    m_tabs->setTabText(m_tabs->indexOf(m_tests),
                       failed > 0 ? tr("Tests: %n fail(s)", nullptr, failed) : tr("Tests"));
    m_tabs->setTabToolTip(m_tabs->indexOf(m_replay), m_replay->summary());
    m_tabs->setTabToolTip(m_tabs->indexOf(m_tests), m_tests->summary());
}

} // namespace signalbox::ui
