// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/PoolForm.h"

#include "models/policy/PolicyNames.h"
#include "ui/decision/DecisionWords.h"
#include "ui/rules/inspector/pool/PoolLimitRow.h"
#include "ui/rules/inspector/pool/PoolRanking.h"
#include "ui/shell/Icon.h"
#include "ui/widgets/Background.h"
#include "ui/widgets/Text.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using models::Measure;
using models::OnNone;
using models::PoolLimit;
using models::PoolMember;
using models::PoolNode;
using models::Strategy;

namespace {

constexpr double percent = 100.0;
constexpr int shownMembers = 5; // rows of the list

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
    , m_members(new QListWidget(this))
    , m_onNone(new QComboBox(this))
    , m_exploration(new QDoubleSpinBox(this))
    , m_ranking(new PoolRanking(theme, this))
{
    buildFields();
    buildRanking();
    connectFields();
}

PoolForm::~PoolForm() = default;

void PoolForm::buildFields()
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
    m_members->setObjectName(QStringLiteral("poolMembers"));
    m_members->setToolTip(tr("Ticked targets are in the pool. Drag them into another order."));
    m_members->setDragDropMode(QAbstractItemView::InternalMove);
    m_members->setMinimumHeight(shownMembers * m_members->fontMetrics().height() * 3 / 2);
    m_onNone->addItem(tr("The cheapest serves"), static_cast<int>(OnNone::Cheapest));
    m_onNone->addItem(tr("The first serves"), static_cast<int>(OnNone::First));
    m_onNone->addItem(tr("The request is refused"), static_cast<int>(OnNone::Reject));
    m_exploration->setRange(0, percent);
    m_exploration->setSuffix(tr(" %"));
    m_exploration->setKeyboardTracking(false);
    m_exploration->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_exploration->setToolTip(tr("Share of requests for targets of which too little is known"));
    addRow(tr("Chooses"), m_strategy);
    auto *speed = new QWidget(this);
    auto *speedRow = new QHBoxLayout(speed);
    speedRow->setContentsMargins(0, 0, 0, 0);
    speedRow->setSpacing(4);
    speedRow->addWidget(m_speed, 1);
    speedRow->addWidget(m_percentile);
    addRow(tr("Speed is"), speed);
    m_speed->setAccessibleName(tr("Speed is"));
    addRow(tr("Targets"), m_members);

    auto *add = new QToolButton(this);
    add->setObjectName(QStringLiteral("addLimit"));
    add->setIcon(lineIcon(m_theme, IconName::Plus));
    add->setToolTip(tr("Add a ceiling or a floor"));
    add->setAccessibleName(add->toolTip());
    setTone(add, Tone::Flat);
    connect(add, &QToolButton::clicked, this, &PoolForm::addLimit);
    auto *head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Ceilings and floors"), TextRole::Strong, this), 1);
    head->addWidget(add);
    addWideRow(head);
    m_limitsColumn = new QVBoxLayout;
    m_limitsColumn->setSpacing(8);
    addWideRow(m_limitsColumn);
    addRow(tr("If nobody qualifies"), m_onNone);
    addRow(tr("Exploration"), m_exploration);
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
    connect(m_members, &QListWidget::itemChanged, this, &PoolForm::changeMembers);
    connect(m_members->model(), &QAbstractItemModel::rowsMoved, this, &PoolForm::changeMembers);
}

void PoolForm::fill(const NodeSurroundings &surroundings)
{
    const auto &pool = body<PoolNode>();
    m_policy = std::make_shared<const models::Policy>(surroundings.policy);
    m_strategy->setCurrentIndex(m_strategy->findData(static_cast<int>(pool.strategy)));
    m_speed->setCurrentIndex(m_speed->findData(static_cast<int>(pool.speed)));
    m_percentile->setCurrentIndex(m_percentile->findData(pool.percentile));
    setRow(m_speed->parentWidget(), goesBySpeed(pool.strategy) ? Row::Shown : Row::Hidden);
    m_onNone->setCurrentIndex(m_onNone->findData(static_cast<int>(pool.onNone)));
    showNumber(m_exploration, pool.exploration * percent);
    fillMembers(surroundings.policy);
    if (!isSameNode())
        m_figures = {};
    fillLimits();
    ask();
}

void PoolForm::fillMembers(const models::Policy &policy)
{
    const auto &pool = body<PoolNode>();
    QList<std::pair<QString, Qt::CheckState>> wanted;
    for (const PoolMember &member : pool.members)
        wanted.append({member.target, Qt::Checked});
    for (const models::Target &target : policy.targets) {
        const bool isMember =
            std::ranges::find(pool.members, target.id, &PoolMember::target) != pool.members.end();
        if (!isMember)
            wanted.append({target.id, Qt::Unchecked});
    }
    // Not anew: the current row stays the current one.
    while (m_members->count() > wanted.size())
        delete m_members->takeItem(m_members->count() - 1);
    for (int row = 0; row < wanted.size(); ++row) {
        if (row == m_members->count()) {
            auto *item = new QListWidgetItem(m_members); // owned by the list
            item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        }
        m_members->item(row)->setText(wanted.at(row).first);
        m_members->item(row)->setCheckState(wanted.at(row).second);
    }
}

void PoolForm::fillLimits()
{
    const QList<PoolLimit> &limits = body<PoolNode>().limits;
    while (m_limits.size() > static_cast<std::size_t>(limits.size())) {
        // Later: it may be its own edit that has led here.
        m_limits.back()->hide();
        m_limits.back()->deleteLater();
        m_limits.pop_back();
    }
    while (m_limits.size() < static_cast<std::size_t>(limits.size())) {
        const std::size_t place = m_limits.size();
        auto *row = new PoolLimitRow(m_theme, this);
        m_limitsColumn->addWidget(row);
        m_limits.push_back(row);
        connect(row, &PoolLimitRow::edited, this,
                [this, place](const PoolLimit &limit) { changeLimit(place, limit); });
        connect(row, &PoolLimitRow::removed, this, [this, place] { removeLimit(place); });
    }
    for (std::size_t i = 0; i < m_limits.size(); ++i)
        m_limits[i]->setLimit(limits.at(static_cast<qsizetype>(i)));
    showFigures();
}

void PoolForm::addLimit()
{
    edit<PoolNode>([](PoolNode &pool) {
        pool.limits.append(PoolLimit{.measure = Measure::Ttft, .bound = 2000});
    });
}

void PoolForm::changeLimit(std::size_t place, const PoolLimit &limit)
{
    edit<PoolNode>([&](PoolNode &pool) {
        if (const auto at = static_cast<qsizetype>(place); at < pool.limits.size())
            pool.limits[at] = limit;
    });
}

void PoolForm::removeLimit(std::size_t place)
{
    edit<PoolNode>([&](PoolNode &pool) {
        if (const auto at = static_cast<qsizetype>(place); at < pool.limits.size())
            pool.limits.removeAt(at);
    });
}

void PoolForm::changeMembers()
{
    edit<PoolNode>([this](PoolNode &pool) {
        QList<PoolMember> members;
        for (int row = 0; row < m_members->count(); ++row) {
            const QListWidgetItem *item = m_members->item(row);
            if (item->checkState() != Qt::Checked)
                continue;
            // Weights and priorities go with their targets.
            const auto known = std::ranges::find(pool.members, item->text(), &PoolMember::target);
            members.append(known == pool.members.end() ? PoolMember{.target = item->text()}
                                                       : *known);
        }
        pool.members = members;
    });
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
    // Those of limits that were added since come with the next answer.
    for (std::size_t i = 0; i < m_limits.size(); ++i)
        m_limits[i]->setToday(
            members, i < m_figures.today.size() ? m_figures.today[i] : QHash<QString, double>());
}

} // namespace signalbox::ui
