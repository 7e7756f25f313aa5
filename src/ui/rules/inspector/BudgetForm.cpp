// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/BudgetForm.h"

#include "routing/spending/BudgetLedger.h"
#include "ui/rules/inspector/UsageBar.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/Text.h"

#include <QComboBox>
#include <QDateTime>
#include <QLabel>
#include <QLocale>

#include <algorithm>

namespace signalbox::ui {

using models::Budget;

namespace {

QString dollarsText(qint64 microDollars)
{
    return costText(models::Money{microDollars}, models::CostSource::Reported);
}

QString periodText(Budget::Period period)
{
    switch (period) {
    case Budget::Period::Day:
        return BudgetForm::tr("a day");
    case Budget::Period::Week:
        return BudgetForm::tr("a week");
    case Budget::Period::Month:
        break;
    }
    return BudgetForm::tr("a month");
}

QString termsText(const Budget &budget)
{
    QStringList terms{
        BudgetForm::tr("%1 %2").arg(dollarsText(budget.microDollars), periodText(budget.period))};
    if (budget.isPerClient)
        terms.append(BudgetForm::tr("for each client"));
    if (!budget.client.isEmpty())
        terms.append(BudgetForm::tr("of client %1").arg(budget.client));
    if (!budget.route.isEmpty())
        terms.append(BudgetForm::tr("on route %1").arg(budget.route));
    if (!budget.provider.isEmpty())
        terms.append(BudgetForm::tr("at provider %1").arg(budget.provider));
    return terms.join(QLatin1String(", "));
}

} // namespace

BudgetForm::BudgetForm(const Theme &, QWidget *parent)
    : NodeForm(parent)
    , m_budget(new QComboBox(this))
    , m_terms(makeLabel({}, TextRole::Caption, this))
    , m_usage(new UsageBar(this))
{
    m_budget->setObjectName(QStringLiteral("nodeChoice"));
    m_terms->setWordWrap(true);
    m_usage->setObjectName(QStringLiteral("budgetUsage"));
    addRow(tr("Budget"), m_budget);
    addWideRow(m_terms);
    addRow(tr("Used up"), m_usage);
    connect(m_budget, &QComboBox::textActivated, this, [this](const QString &budget) {
        edit<models::BudgetNode>([&budget](models::BudgetNode &node) { node.budget = budget; });
    });
}

void BudgetForm::fill(const NodeSurroundings &surroundings)
{
    m_budgets = surroundings.policy.budgets;
    QStringList names;
    for (const Budget &budget : m_budgets)
        names.append(budget.id);
    showChoice(m_budget, names, body<models::BudgetNode>().budget);
    showUsage();
}

void BudgetForm::setMoment(const Moment &moment)
{
    m_moment = moment;
    showUsage();
}

void BudgetForm::showUsage()
{
    const auto budget = std::ranges::find(m_budgets, m_budget->currentText(), &Budget::id);
    m_terms->setVisible(budget != m_budgets.end());
    if (budget == m_budgets.end())
        return m_usage->setUnknown(m_budget->currentText().isEmpty()
                                       ? tr("The policy has no budget yet.")
                                       : tr("The policy has no budget of this name."));
    m_terms->setText(termsText(*budget));
    if (!m_moment)
        return m_usage->setUnknown(tr("Not known yet"));
    routing::BudgetLedger ledger(m_moment->timeZone);
    ledger.setBudgets(m_budgets);
    ledger.restore(m_moment->budgets);
    // Of budgets for each client, the one who has used most.
    std::optional<routing::BudgetState> most;
    for (const routing::BudgetState &state : ledger.states(m_moment->wallMs)) {
        const auto usedBy = [](const routing::BudgetState &one) {
            return one.room.used + one.room.reserved;
        };
        if (state.id == budget->id && (!most || usedBy(state) > usedBy(*most)))
            most = state;
    }
    if (!most)
        return m_usage->setUsage(0, 1, tr("Nothing yet"));
    const qint64 used = most->room.used + most->room.reserved;
    const QDateTime reset =
        QDateTime::fromMSecsSinceEpoch(most->room.resetsAtMs, m_moment->timeZone);
    const QString text = tr("%1 of %2, anew on %3")
                             .arg(dollarsText(used), dollarsText(budget->microDollars),
                                  QLocale().toString(reset.date(), QLocale::ShortFormat));
    m_usage->setUsage(static_cast<double>(used), static_cast<double>(budget->microDollars),
                      most->client.isEmpty() ? text : tr("%1: %2").arg(most->client, text));
}

} // namespace signalbox::ui
