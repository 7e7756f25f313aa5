// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/pool/PoolBalance.h"

#include "ui/widgets/Text.h"

#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QScopedValueRollback>

#include <cmath>
#include <numeric>

namespace signalbox::ui {

using models::Balance;

namespace {
constexpr double largestWeight = 1000; // as the policy allows
constexpr double wholeShare = 100;
} // namespace

PoolBalance::PoolBalance(QWidget *parent)
    : QWidget(parent)
{
    const std::array names{tr("Speed"), tr("Cost"), tr("Accuracy"), tr("Reliability")};
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    grid->addWidget(makeLabel(tr("What counts"), TextRole::Strong, this), 0, 0, 1, 3);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto row = static_cast<int>(i) + 1;
        auto *weight = new QDoubleSpinBox(this);
        weight->setObjectName(QStringLiteral("balance%1").arg(i));
        weight->setRange(0, largestWeight);
        weight->setSingleStep(0.5);
        weight->setKeyboardTracking(false);
        weight->setAccessibleName(tr("What %1 counts").arg(names.at(i)));
        m_weights.at(i) = weight;
        m_shares.at(i) = makeLabel({}, TextRole::Caption, this);
        m_shares.at(i)->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_shares.at(i)->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("100 %")));
        grid->addWidget(makeLabel(names.at(i), TextRole::Body, this), row, 0);
        grid->addWidget(weight, row, 1);
        grid->addWidget(m_shares.at(i), row, 2);
        connect(weight, &QDoubleSpinBox::valueChanged, this, &PoolBalance::tell);
    }
}

void PoolBalance::setBalance(const Balance &balance)
{
    const QScopedValueRollback filling(m_isFilling, true);
    const std::array values{balance.speed, balance.cost, balance.accuracy, balance.reliability};
    for (std::size_t i = 0; i < values.size(); ++i) {
        // Not the same value again, which would take back what is half written.
        if (std::abs(m_weights.at(i)->value() - values.at(i)) > 0.005)
            m_weights.at(i)->setValue(values.at(i));
    }
    showShares();
}

void PoolBalance::tell()
{
    if (m_isFilling)
        return;
    showShares();
    emit edited({.speed = m_weights[0]->value(),
                 .cost = m_weights[1]->value(),
                 .accuracy = m_weights[2]->value(),
                 .reliability = m_weights[3]->value()});
}

void PoolBalance::showShares()
{
    const double sum = std::accumulate(
        m_weights.begin(), m_weights.end(), 0.0,
        [](double all, const QDoubleSpinBox *weight) { return all + weight->value(); });
    for (std::size_t i = 0; i < m_weights.size(); ++i) {
        const double share = sum > 0 ? m_weights.at(i)->value() / sum : 0;
        m_shares.at(i)->setText(tr("%1 %").arg(std::lround(share * wholeShare)));
    }
}

} // namespace signalbox::ui
