// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/BudgetForm.h"

#include "models/policy/PolicyNames.h"
#include "routing/spending/BudgetLedger.h"
#include "ui/rules/inspector/UsageBar.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/Text.h"

#include <QComboBox>
#include <QDateTime>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace signalbox::ui {

using models::Budget;

namespace {

QString dollarsText(qint64 microDollars)
{
    return costText(models::Money{microDollars}, models::CostSource::Reported);
}

/// What it counts.
QString scopeText(const Budget &budget)
{
    QStringList terms;
    if (budget.isPerClient)
        terms.append(BudgetForm::tr("for each client"));
    if (!budget.client.isEmpty())
        terms.append(BudgetForm::tr("of client %1").arg(budget.client));
    if (!budget.route.isEmpty())
        terms.append(BudgetForm::tr("on route %1").arg(budget.route));
    if (!budget.provider.isEmpty())
        terms.append(BudgetForm::tr("at provider %1").arg(budget.provider));
    return terms.isEmpty() ? BudgetForm::tr("Counts all requests")
                           : BudgetForm::tr("Counts %1").arg(terms.join(QLatin1String(", ")));
}

/// A name that no budget of \a policy has.
QString freshName(const models::Policy &policy)
{
    const auto isTaken = [&policy](const QString &name) {
        return std::ranges::find(policy.budgets, name, &Budget::id) != policy.budgets.end();
    };
    QString name = QStringLiteral("budget");
    for (int number = 2; isTaken(name); ++number)
        name = QStringLiteral("budget-%1").arg(number);
    return name;
}

} // namespace

BudgetForm::BudgetForm(const Theme &, QWidget *parent)
    : NodeForm(parent)
    , m_budget(new QComboBox(this))
    , m_add(new QPushButton(tr("New budget"), this))
    , m_amount(new QDoubleSpinBox(this))
    , m_period(new QComboBox(this))
    , m_onLimit(new QComboBox(this))
    , m_reserve(new QComboBox(this))
    , m_terms(makeLabel({}, TextRole::Caption, this))
    , m_usage(new UsageBar(this))
{
    m_budget->setObjectName(QStringLiteral("nodeChoice"));
    m_add->setObjectName(QStringLiteral("addBudget"));
    m_amount->setObjectName(QStringLiteral("budgetAmount"));
    m_amount->setRange(0.01, 1e9);
    m_amount->setDecimals(2);
    m_amount->setPrefix(tr("$ "));
    m_amount->setKeyboardTracking(false);
    m_amount->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_period->setObjectName(QStringLiteral("budgetPeriod"));
    m_period->addItem(tr("A day"), static_cast<int>(Budget::Period::Day));
    m_period->addItem(tr("A week"), static_cast<int>(Budget::Period::Week));
    m_period->addItem(tr("A month"), static_cast<int>(Budget::Period::Month));
    m_onLimit->setObjectName(QStringLiteral("budgetOnLimit"));
    m_reserve->setObjectName(QStringLiteral("budgetReserve"));
    m_reserve->addItem(tr("What is expected"), static_cast<int>(Budget::Reserve::Expected));
    m_reserve->addItem(tr("The most it may cost"), static_cast<int>(Budget::Reserve::Most));
    m_reserve->setToolTip(tr("What is set aside before a request is sent"));
    m_terms->setWordWrap(true);
    m_usage->setObjectName(QStringLiteral("budgetUsage"));
    addRow(tr("Budget"), m_budget);
    addWideRow(m_add);
    addRow(tr("Amount"), m_amount);
    addRow(tr("Each"), m_period);
    addRow(tr("At the limit"), m_onLimit);
    addRow(tr("Sets aside"), m_reserve);
    addWideRow(m_terms);
    addRow(tr("Used up"), m_usage);
    connectFields();
}

void BudgetForm::connectFields()
{
    connect(m_budget, &QComboBox::textActivated, this, [this](const QString &budget) {
        edit<models::BudgetNode>([&budget](models::BudgetNode &node) { node.budget = budget; });
    });
    connect(m_add, &QPushButton::clicked, this, &BudgetForm::addBudget);
    connect(m_amount, &QDoubleSpinBox::valueChanged, this, [this](double dollars) {
        change([dollars](Budget &budget) {
            budget.microDollars = std::llround(dollars * models::partsOfDollar);
        });
    });
    connect(m_period, &QComboBox::activated, this, [this](int index) {
        const auto period = static_cast<Budget::Period>(m_period->itemData(index).toInt());
        change([period](Budget &budget) { budget.period = period; });
    });
    connect(m_reserve, &QComboBox::activated, this, [this](int index) {
        const auto reserve = static_cast<Budget::Reserve>(m_reserve->itemData(index).toInt());
        change([reserve](Budget &budget) { budget.reserve = reserve; });
    });
    connect(m_onLimit, &QComboBox::activated, this, [this](int index) {
        const QString route = m_onLimit->itemData(index).toString();
        change([index, route](Budget &budget) {
            budget.onLimit = index == 0 ? Budget::OnLimit::Reject
                : index == 1            ? Budget::OnLimit::Warn
                                        : Budget::OnLimit::Downgrade;
            budget.downgradeRoute = route;
        });
    });
}

void BudgetForm::addBudget()
{
    const QString node = nodeId();
    const QString route = m_route;
    emit policyEditRequested(tr("New budget"), [node, route](models::Policy &policy) {
        constexpr qint64 tenDollars = 10LL * models::partsOfDollar;
        const QString name = freshName(policy);
        policy.budgets.append({.id = name, .microDollars = tenDollars});
        const auto edited = std::ranges::find(policy.routes, route, &models::Route::name);
        if (edited == policy.routes.end())
            return;
        if (auto *asks = std::get_if<models::BudgetNode>(&edited->graph.nodes[node].body))
            asks->budget = name;
    });
}

void BudgetForm::change(const std::function<void(Budget &)> &change)
{
    if (isFilling())
        return;
    const QString name = m_budget->currentText();
    emit policyEditRequested(tr("Change budget %1").arg(name), [=](models::Policy &policy) {
        const auto budget = std::ranges::find(policy.budgets, name, &Budget::id);
        if (budget != policy.budgets.end())
            change(*budget);
    });
}

void BudgetForm::fill(const NodeSurroundings &surroundings)
{
    m_budgets = surroundings.policy.budgets;
    m_route = surroundings.route.name;
    QStringList names;
    for (const Budget &budget : m_budgets)
        names.append(budget.id);
    showChoice(m_budget, names, body<models::BudgetNode>().budget);
    const auto budget = std::ranges::find(m_budgets, m_budget->currentText(), &Budget::id);
    const bool isKnown = budget != m_budgets.end();
    for (QWidget *field :
         std::initializer_list<QWidget *>{m_amount, m_period, m_onLimit, m_reserve})
        setRow(field, isKnown ? Row::Shown : Row::Hidden);
    if (isKnown)
        showBudget(*budget, surroundings.policy);
    showUsage();
}

void BudgetForm::showBudget(const Budget &budget, const models::Policy &policy)
{
    showNumber(m_amount, static_cast<double>(budget.microDollars) / models::partsOfDollar);
    m_period->setCurrentIndex(m_period->findData(static_cast<int>(budget.period)));
    m_reserve->setCurrentIndex(m_reserve->findData(static_cast<int>(budget.reserve)));
    m_onLimit->clear();
    m_onLimit->addItem(tr("Refuses"));
    m_onLimit->addItem(tr("Serves, and says so"));
    for (const models::Route &route : policy.routes) {
        if (route.name != budget.route)
            m_onLimit->addItem(tr("Route %1 serves").arg(route.name), route.name);
    }
    const int place = budget.onLimit == Budget::OnLimit::Reject ? 0
        : budget.onLimit == Budget::OnLimit::Warn               ? 1
                                                  : m_onLimit->findData(budget.downgradeRoute);
    m_onLimit->setCurrentIndex(place);
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
    m_terms->setText(scopeText(*budget));
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
