// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/pool/PoolLimits.h"

#include "ui/rules/inspector/pool/PoolLimitRow.h"
#include "ui/shell/Icon.h"
#include "ui/widgets/Text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace signalbox::ui {

using models::PoolLimit;

PoolLimits::PoolLimits(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_column(new QVBoxLayout(this))
{
    auto *add = new QToolButton(this);
    add->setObjectName(QStringLiteral("addLimit"));
    add->setIcon(lineIcon(m_theme, IconName::Plus));
    add->setToolTip(tr("Add a ceiling or a floor"));
    add->setAccessibleName(add->toolTip());
    setTone(add, Tone::Flat);
    connect(add, &QToolButton::clicked, this, &PoolLimits::addLimit);
    auto *head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Ceilings and floors"), TextRole::Strong, this), 1);
    head->addWidget(add);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(8);
    m_column->addLayout(head);
}

void PoolLimits::setLimits(const QList<PoolLimit> &limits)
{
    m_limits = limits;
    const auto count = static_cast<std::size_t>(limits.size());
    while (m_rows.size() > count) {
        // Later: it may be its own edit that has led here.
        m_rows.back()->hide();
        m_rows.back()->deleteLater();
        m_rows.pop_back();
    }
    while (m_rows.size() < count) {
        const std::size_t place = m_rows.size();
        auto *row = new PoolLimitRow(m_theme, this);
        m_column->addWidget(row);
        m_rows.push_back(row);
        connect(row, &PoolLimitRow::edited, this,
                [this, place](const PoolLimit &limit) { changeLimit(place, limit); });
        connect(row, &PoolLimitRow::removed, this, [this, place] { removeLimit(place); });
    }
    for (std::size_t i = 0; i < count; ++i)
        m_rows[i]->setLimit(limits.at(static_cast<qsizetype>(i)));
}

void PoolLimits::setToday(const QStringList &members,
                          const std::vector<QHash<QString, double>> &today)
{
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        m_rows[i]->setToday(members, i < today.size() ? today[i] : QHash<QString, double>());
}

void PoolLimits::addLimit()
{
    QList<PoolLimit> limits = m_limits;
    limits.append(PoolLimit{.measure = models::Measure::Ttft, .bound = 2000});
    emit edited(limits);
}

void PoolLimits::changeLimit(std::size_t place, const PoolLimit &limit)
{
    QList<PoolLimit> limits = m_limits;
    if (const auto at = static_cast<qsizetype>(place); at < limits.size())
        limits[at] = limit;
    emit edited(limits);
}

void PoolLimits::removeLimit(std::size_t place)
{
    QList<PoolLimit> limits = m_limits;
    if (const auto at = static_cast<qsizetype>(place); at < limits.size())
        limits.removeAt(at);
    emit edited(limits);
}

} // namespace signalbox::ui
