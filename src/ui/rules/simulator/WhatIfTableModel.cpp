// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/simulator/WhatIfTableModel.h"

#include <QLocale>

namespace signalbox::ui {

using models::TargetConditions;

namespace {

constexpr double percent = 100.0;
constexpr double longestTtftMs = 3'600'000;
constexpr double mostTokensPerSecond = 1'000'000;
constexpr double mostInFlight = 1'000'000;
const auto everyTask = QLatin1String("all");
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

/// The figure of a column, in the column's unit.
std::optional<double> figureOf(const TargetConditions &target, int column)
{
    const auto scaled = [](std::optional<double> share) {
        return share ? std::optional(*share * percent) : share;
    };
    switch (column) {
    case WhatIfTableModel::TtftColumn:
        return target.ttftP95Ms;
    case WhatIfTableModel::SuccessColumn:
        return scaled(target.successRate);
    case WhatIfTableModel::SpeedColumn:
        return target.tokensPerSecond;
    case WhatIfTableModel::AccuracyColumn: {
        const auto found = target.accuracy.constFind(everyTask);
        return found == target.accuracy.cend() ? std::nullopt : scaled(*found);
    }
    case WhatIfTableModel::InFlightColumn:
        return target.inFlight ? std::optional<double>(*target.inFlight) : std::nullopt;
    default:
        return std::nullopt;
    }
}

double largestFigure(int column)
{
    switch (column) {
    case WhatIfTableModel::TtftColumn:
        return longestTtftMs;
    case WhatIfTableModel::SpeedColumn:
        return mostTokensPerSecond;
    case WhatIfTableModel::InFlightColumn:
        return mostInFlight;
    default:
        return percent;
    }
}

/// Takes over what figureOf() gave, or nothing.
void setFigure(TargetConditions &target, int column, std::optional<double> figure)
{
    const std::optional<double> share = figure ? std::optional(*figure / percent) : figure;
    switch (column) {
    case WhatIfTableModel::TtftColumn:
        target.ttftP95Ms = figure;
        break;
    case WhatIfTableModel::SuccessColumn:
        target.successRate = share;
        break;
    case WhatIfTableModel::SpeedColumn:
        target.tokensPerSecond = figure;
        break;
    case WhatIfTableModel::AccuracyColumn:
        if (share)
            target.accuracy.insert(everyTask, *share);
        else
            target.accuracy.remove(everyTask);
        break;
    case WhatIfTableModel::InFlightColumn:
        target.inFlight = figure ? std::optional(qRound(*figure)) : std::nullopt;
        break;
    default:
        break;
    }
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

bool WhatIfTableModel::isFigure(int column)
{
    return column != TargetColumn && column != BreakerColumn;
}

QVariant WhatIfTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int column = index.column();
    const QString &target = m_rows.at(index.row());
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::Alignment(isFigure(column) ? Qt::AlignRight : Qt::AlignLeft)
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
        const std::optional<double> figure = figureOf(conditions, column);
        return figure ? numberText(*figure) : QString();
    }
}

QVariant WhatIfTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(isFigure(section) ? Qt::AlignRight : Qt::AlignLeft)
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
    case SpeedColumn:
        return isTip ? tr("Tokens of the answer in a second") : tr("Tokens/s");
    case AccuracyColumn:
        return isTip ? tr("Share of answers that are right, in percent, for types of task that "
                          "have no figure of their own")
                     : tr("Accuracy, %");
    case InFlightColumn:
        return isTip ? tr("Requests that it is answering now") : tr("In flight");
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
        const QString text = value.toString().trimmed();
        const auto figure = readFigure(text, largestFigure(index.column()));
        if (!figure && !text.isEmpty())
            return false;
        setFigure(conditions, index.column(), figure);
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

bool hasMoreThanColumns(const TargetConditions &target)
{
    TargetConditions rest = target;
    for (int column = 0; column < WhatIfTableModel::ColumnCount; ++column)
        setFigure(rest, column, std::nullopt);
    rest.isBreakerOpen.reset();
    return rest != TargetConditions();
}

QString breakerText(std::optional<bool> isOpen)
{
    if (!isOpen)
        return {};
    return *isOpen ? WhatIfTableModel::tr("Open") : WhatIfTableModel::tr("Closed");
}

} // namespace signalbox::ui
