// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/simulator/WhatIfTableModel.h"

#include <QLocale>

namespace signalbox::ui {

using models::TargetConditions;

namespace {

constexpr double percent = 100.0;
constexpr double longestTtftMs = 3'600'000;
constexpr int mostDecimals = 3;

/// Nothing for what is no number from 0 to \a largest.
std::optional<double> readFigure(const QString &text, double largest)
{
    bool isNumber = false;
    const double value = QLocale().toDouble(text, &isNumber);
    return isNumber && value >= 0 && value <= largest ? std::optional(value) : std::nullopt;
}

QString numberText(double value)
{
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    // As many decimals as it has: 2.5, not 2.500.
    for (int decimals = 0; decimals < mostDecimals; ++decimals) {
        const QString text = locale.toString(value, 'f', decimals);
        if (qAbs(locale.toDouble(text) - value) < 1e-9)
            return text;
    }
    return locale.toString(value, 'f', mostDecimals);
}

} // namespace

WhatIfTableModel::WhatIfTableModel(QObject *parent)
    : QAbstractTableModel(parent)
{}

void WhatIfTableModel::setTargets(const QStringList &targets)
{
    if (targets == m_targets)
        return;
    m_targets = targets;
    arrangeRows();
}

void WhatIfTableModel::setConditions(const Targets &conditions)
{
    if (conditions == m_conditions)
        return;
    m_conditions = conditions;
    arrangeRows();
}

void WhatIfTableModel::arrangeRows()
{
    beginResetModel();
    m_rows = m_targets;
    for (auto it = m_conditions.keyBegin(); it != m_conditions.keyEnd(); ++it) {
        if (!m_rows.contains(*it))
            m_rows.append(*it);
    }
    endResetModel();
}

int WhatIfTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int WhatIfTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString WhatIfTableModel::figureText(const TargetConditions &target, int column) const
{
    const std::optional<double> figure =
        column == TtftColumn ? target.ttftP95Ms : target.successRate;
    if (!figure)
        return {};
    return numberText(column == TtftColumn ? *figure : *figure * percent);
}

QVariant WhatIfTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int column = index.column();
    const QString &target = m_rows.at(index.row());
    if (role == Qt::TextAlignmentRole) {
        const bool isFigure = column == TtftColumn || column == SuccessColumn;
        return QVariant::fromValue(Qt::Alignment(isFigure ? Qt::AlignRight : Qt::AlignLeft)
                                   | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole && column == TargetColumn)
        return target;
    if (role == Qt::AccessibleTextRole && data(index, Qt::DisplayRole).toString().isEmpty())
        return tr("As it is");
    if (role != Qt::DisplayRole && role != Qt::EditRole)
        return {};
    const TargetConditions conditions = m_conditions.value(target);
    switch (column) {
    case TargetColumn:
        return target;
    case BreakerColumn:
        if (role == Qt::DisplayRole)
            return breakerText(conditions.isBreakerOpen);
        return conditions.isBreakerOpen ? QVariant(*conditions.isBreakerOpen) : QVariant();
    default:
        return figureText(conditions, column);
    }
}

QVariant WhatIfTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(section == TtftColumn || section == SuccessColumn
                                                     ? Qt::AlignRight
                                                     : Qt::AlignLeft)
                                   | Qt::AlignVCenter);
    const bool isTip = role == Qt::ToolTipRole;
    if (role != Qt::DisplayRole && !isTip)
        return {};
    switch (section) {
    case TargetColumn:
        return tr("Target");
    case TtftColumn:
        return isTip ? tr("Time to first token, p95, in milliseconds") : tr("TTFT p95, ms");
    case SuccessColumn:
        return isTip ? tr("Share of attempts that succeed, in percent") : tr("Success, %");
    default:
        return isTip ? tr("Whether its breaker keeps it from being asked") : tr("Breaker");
    }
}

Qt::ItemFlags WhatIfTableModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() <= TargetColumn ? flags : flags | Qt::ItemIsEditable;
}

bool WhatIfTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || index.column() == TargetColumn
        || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const QString &target = m_rows.at(index.row());
    TargetConditions conditions = m_conditions.value(target);
    if (index.column() == BreakerColumn) {
        conditions.isBreakerOpen =
            value.isValid() ? std::optional(value.toBool()) : std::optional<bool>();
    } else {
        const bool isTtft = index.column() == TtftColumn;
        const QString text = value.toString().trimmed();
        auto figure = readFigure(text, isTtft ? longestTtftMs : percent);
        if (!figure && !text.isEmpty())
            return false;
        if (figure && !isTtft)
            *figure /= percent;
        (isTtft ? conditions.ttftP95Ms : conditions.successRate) = figure;
    }
    if (conditions == m_conditions.value(target))
        return true;
    if (conditions == TargetConditions())
        m_conditions.remove(target);
    else
        m_conditions.insert(target, conditions);
    emit dataChanged(index, index);
    emit edited();
    return true;
}

QString breakerText(std::optional<bool> isOpen)
{
    if (!isOpen)
        return {};
    return *isOpen ? WhatIfTableModel::tr("Open") : WhatIfTableModel::tr("Closed");
}

} // namespace signalbox::ui
