// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/routetests/RouteTests.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <optional>

namespace signalbox::ui {

/// Targets, and what a simulation is to take of them instead of what was measured. An empty cell
/// leaves it as it is.
///
/// Lives on the GUI thread.
class WhatIfTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        TargetColumn,
        TtftColumn,
        SuccessColumn,
        BreakerColumn,
        SpeedColumn,
        AccuracyColumn, ///< of every type of task that has none of its own
        InFlightColumn,
        ColumnCount
    };
    [[nodiscard]] static bool isFigure(int column);
    using Targets = QMap<QString, models::TargetConditions>;

    explicit WhatIfTableModel(QObject *parent = nullptr);

    /// The rows are \a targets, and below them those that have conditions without being of them.
    void setTargets(const QStringList &targets);
    void setConditions(const Targets &conditions);
    /// Only targets of which something is assumed. What no column shows is as it was set.
    [[nodiscard]] const Targets &conditions() const { return m_conditions; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// Figures are texts as the user writes numbers, empty for none; whether the breaker is open is
    /// a bool, or invalid for as it is. False, and nothing is changed, for what is neither.
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

signals:
    /// By setData().
    void edited();

private:
    void arrangeRows();
    QStringList m_targets;
    Targets m_conditions;
    QStringList m_rows;
};

/// Whether something is assumed of \a target that no column shows.
[[nodiscard]] bool hasMoreThanColumns(const models::TargetConditions &target);

/// "Open", "Closed"; empty for as it is.
[[nodiscard]] QString breakerText(std::optional<bool> isOpen);

} // namespace signalbox::ui
