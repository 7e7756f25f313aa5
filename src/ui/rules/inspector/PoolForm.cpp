// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/PoolForm.h"

#include "models/policy/PolicyNames.h"
#include "ui/decision/DecisionWords.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QListWidget>

#include <algorithm>

namespace signalbox::ui {

using models::OnNone;
using models::PoolMember;
using models::PoolNode;
using models::Strategy;

namespace {
constexpr double percent = 100.0;
constexpr int shownMembers = 6; // rows of the list
} // namespace

PoolForm::PoolForm(QWidget *parent)
    : NodeForm(parent)
    , m_strategy(new QComboBox(this))
    , m_members(new QListWidget(this))
    , m_onNone(new QComboBox(this))
    , m_exploration(new QDoubleSpinBox(this))
{
    m_strategy->setObjectName(QStringLiteral("poolStrategy"));
    for (const auto &[strategy, name] : models::strategyNames)
        m_strategy->addItem(strategyText(name), static_cast<int>(strategy));
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
    addRow(tr("Targets"), m_members);
    addRow(tr("If nobody qualifies"), m_onNone);
    addRow(tr("Exploration"), m_exploration);

    connect(m_strategy, &QComboBox::activated, this, [this] {
        edit<PoolNode>([this](PoolNode &pool) {
            pool.strategy = static_cast<Strategy>(m_strategy->currentData().toInt());
        });
    });
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

void PoolForm::fill(const models::Policy &policy)
{
    const auto &pool = body<PoolNode>();
    m_strategy->setCurrentIndex(m_strategy->findData(static_cast<int>(pool.strategy)));
    m_onNone->setCurrentIndex(m_onNone->findData(static_cast<int>(pool.onNone)));
    m_exploration->setValue(pool.exploration * percent);
    m_members->clear();
    const auto add = [this](const QString &target, Qt::CheckState state) {
        auto *item = new QListWidgetItem(target, m_members); // owned by the list
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(state);
    };
    for (const PoolMember &member : pool.members)
        add(member.target, Qt::Checked);
    for (const models::Target &target : policy.targets) {
        const bool isMember =
            std::ranges::find(pool.members, target.id, &PoolMember::target) != pool.members.end();
        if (!isMember)
            add(target.id, Qt::Unchecked);
    }
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

} // namespace signalbox::ui
