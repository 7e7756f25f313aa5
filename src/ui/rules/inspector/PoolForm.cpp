// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/PoolForm.h"

#include "models/policy/PolicyNames.h"
#include "ui/decision/DecisionWords.h"
#include "ui/rules/inspector/SlowRuleFields.h"
#include "ui/rules/inspector/pool/AffinityFields.h"
#include "ui/rules/inspector/pool/PoolBalance.h"
#include "ui/rules/inspector/pool/PoolLimits.h"
#include "ui/rules/inspector/pool/PoolMembers.h"
#include "ui/rules/inspector/pool/PoolRanking.h"
#include "ui/widgets/Background.h"
#include "ui/widgets/Text.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>

namespace signalbox::ui {

using models::Measure;
using models::OnNone;
using models::PoolMember;
using models::PoolNode;
using models::Strategy;

namespace {

constexpr double percent = 100.0;

/// Whether a strategy goes by how fast the members are.
bool goesBySpeed(Strategy strategy)
{
    return strategy == Strategy::Fastest || strategy == Strategy::Balanced
        || strategy == Strategy::PriceAndSpeed;
}

} // namespace

PoolForm::PoolForm(const Theme &theme, QWidget *parent)
    : NodeForm(parent)
    , m_theme(theme)
    , m_strategy(new QComboBox(this))
    , m_speed(new QComboBox(this))
    , m_percentile(new QComboBox(this))
    , m_balance(new PoolBalance(this))
    , m_members(new PoolMembers(theme, this))
    , m_limits(new PoolLimits(theme, this))
    , m_onNone(new QComboBox(this))
    , m_exploration(makeShare())
    , m_tieBand(makeShare())
    , m_slow(new SlowRuleFields(makeNumber(0, 1, {}), this))
    , m_affinity(new AffinityFields(this))
    , m_ranking(new PoolRanking(theme, this))
{
    buildChoice();
    buildConduct();
    buildRanking();
    connectFields();
}

PoolForm::~PoolForm() = default;

QDoubleSpinBox *PoolForm::makeShare()
{
    auto *box = new QDoubleSpinBox(this);
    box->setRange(0, percent);
    box->setSuffix(tr(" %"));
    box->setKeyboardTracking(false);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    return box;
}

void PoolForm::buildChoice()
{
    m_strategy->setObjectName(QStringLiteral("poolStrategy"));
    for (const auto &[strategy, name] : models::strategyNames)
        m_strategy->addItem(strategyText(name), static_cast<int>(strategy));
    for (const Measure measure : {Measure::Ttft, Measure::Total, Measure::TimePerOutputToken})
        m_speed->addItem(measureText(models::nameOf(models::measureNames, measure), 0),
                         static_cast<int>(measure));
    m_speed->setObjectName(QStringLiteral("poolSpeed"));
    for (const int percentile : {50, 75, 90, 95, 99})
        m_percentile->addItem(tr("p%1").arg(percentile), percentile);
    m_percentile->setAccessibleName(tr("Percentile"));
    addRow(tr("Chooses"), m_strategy);
    auto *speed = new QWidget(this);
    auto *speedRow = new QHBoxLayout(speed);
    speedRow->setContentsMargins(0, 0, 0, 0);
    speedRow->setSpacing(4);
    speedRow->addWidget(m_speed, 1);
    speedRow->addWidget(m_percentile);
    addRow(tr("Speed is"), speed);
    m_speed->setAccessibleName(tr("Speed is"));
    addWideRow(m_balance);
    addHeading(tr("Targets"));
    m_members->setAccessibleName(tr("Targets"));
    addWideRow(m_members);
    addWideRow(m_limits);
}

void PoolForm::buildConduct()
{
    m_onNone->addItem(tr("Cheapest serves"), static_cast<int>(OnNone::Cheapest));
    m_onNone->addItem(tr("First serves"), static_cast<int>(OnNone::First));
    m_onNone->addItem(tr("Refused"), static_cast<int>(OnNone::Reject));
    m_exploration->setObjectName(QStringLiteral("poolExploration"));
    m_exploration->setToolTip(tr("Share of requests for targets of which too little is known"));
    m_tieBand->setObjectName(QStringLiteral("poolTieBand"));
    m_tieBand->setToolTip(
        tr("Targets this close to the best count as equal: the less busy one serves"));
    addRow(tr("If nobody qualifies"), m_onNone);
    addRow(tr("Exploration"), m_exploration);
    addRow(tr("As good within"), m_tieBand);
    addRow(tr("If it is slow"), m_slow->action());
    addRow(tr("Slow after"), m_slow->after());
    addHeading(tr("Conversations"));
    addWideRow(m_affinity);
}

void PoolForm::buildRanking()
{
    addHeading(tr("Order now"));
    auto *hint = makeLabel(tr("For a short request without tools, by what is known at this moment"),
                           TextRole::Caption, this);
    hint->setWordWrap(true);
    addWideRow(hint);
    addWideRow(m_ranking);
}

void PoolForm::connectFields()
{
    connect(m_strategy, &QComboBox::activated, this, [this] {
        edit<PoolNode>([this](PoolNode &pool) {
            pool.strategy = static_cast<Strategy>(m_strategy->currentData().toInt());
        });
    });
    const auto changeSpeed = [this] {
        edit<PoolNode>([this](PoolNode &pool) {
            pool.speed = static_cast<Measure>(m_speed->currentData().toInt());
            pool.percentile = m_percentile->currentData().toInt();
        });
    };
    connect(m_speed, &QComboBox::activated, this, changeSpeed);
    connect(m_percentile, &QComboBox::activated, this, changeSpeed);
    connect(m_onNone, &QComboBox::activated, this, [this] {
        edit<PoolNode>([this](PoolNode &pool) {
            pool.onNone = static_cast<OnNone>(m_onNone->currentData().toInt());
        });
    });
    connect(m_exploration, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        edit<PoolNode>([value](PoolNode &pool) { pool.exploration = value / percent; });
    });
    connect(m_tieBand, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        edit<PoolNode>([value](PoolNode &pool) { pool.tieBand = value / percent; });
    });
    connect(m_balance, &PoolBalance::edited, this, [this](const models::Balance &balance) {
        edit<PoolNode>([&](PoolNode &pool) { pool.balance = balance; });
    });
    connect(m_members, &PoolMembers::edited, this, [this](const QList<PoolMember> &members) {
        edit<PoolNode>([&](PoolNode &pool) { pool.members = members; });
    });
    connect(m_limits, &PoolLimits::edited, this, [this](const QList<models::PoolLimit> &limits) {
        edit<PoolNode>([&](PoolNode &pool) { pool.limits = limits; });
    });
    connect(m_slow, &SlowRuleFields::edited, this, [this](const models::SlowRule &rule) {
        edit<PoolNode>([&](PoolNode &pool) { pool.slow = rule; });
    });
    connect(m_affinity, &AffinityFields::edited, this, [this](const models::Affinity &affinity) {
        edit<PoolNode>([&](PoolNode &pool) { pool.affinity = affinity; });
    });
}

void PoolForm::fill(const NodeSurroundings &surroundings)
{
    const auto &pool = body<PoolNode>();
    m_policy = std::make_shared<const models::Policy>(surroundings.policy);
    m_strategy->setCurrentIndex(m_strategy->findData(static_cast<int>(pool.strategy)));
    m_speed->setCurrentIndex(m_speed->findData(static_cast<int>(pool.speed)));
    m_percentile->setCurrentIndex(m_percentile->findData(pool.percentile));
    setRow(m_speed->parentWidget(), goesBySpeed(pool.strategy) ? Row::Shown : Row::Hidden);
    setRow(m_balance, pool.strategy == Strategy::Balanced ? Row::Shown : Row::Hidden);
    m_balance->setBalance(pool.balance);
    m_onNone->setCurrentIndex(m_onNone->findData(static_cast<int>(pool.onNone)));
    showNumber(m_exploration, pool.exploration * percent);
    showNumber(m_tieBand, pool.tieBand * percent);
    m_slow->setRule(pool.slow);
    m_affinity->setAffinity(pool.affinity);
    QStringList targets;
    for (const models::Target &target : surroundings.policy.targets)
        targets.append(target.id);
    m_members->setMembers(pool.members, targets);
    m_limits->setLimits(pool.limits);
    if (!isSameNode())
        m_figures = {};
    showFigures();
    ask();
}

void PoolForm::setMoment(const Moment &moment)
{
    m_moment = moment;
    if (m_policy)
        ask();
}

void PoolForm::ask()
{
    m_isDue = true;
    if (m_isAsking)
        return;
    m_isDue = false;
    m_isAsking = true;
    runInBackground(
        this,
        [policy = m_policy, pool = body<PoolNode>(), moment = m_moment] {
            return std::pair(pool, poolFigures(*policy, pool, moment));
        },
        [this](const std::pair<PoolNode, PoolFigures> &answer) {
            m_isAsking = false;
            if (answer.first == body<PoolNode>()) {
                m_figures = answer.second;
                showFigures();
            }
            if (m_isDue)
                ask();
        });
}

void PoolForm::showFigures()
{
    m_ranking->setStep(m_figures.step);
    QStringList members;
    for (const PoolMember &member : body<PoolNode>().members)
        members.append(member.target);
    m_limits->setToday(members, m_figures.today);
}

} // namespace signalbox::ui
