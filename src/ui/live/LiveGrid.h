// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/stats/LiveSeries.h"
#include "ui/shell/WindowContext.h"

#include <QWidget>

namespace signalbox::ui {

class FittingGrid;
class TargetsTable;
class TimeSeriesChart;

/// The charts and the table of targets that is the key to their colours, side by side in as many
/// columns as there is room for.
class LiveGrid final : public QWidget
{
    Q_OBJECT

public:
    LiveGrid(const WindowContext &context, QWidget *parent);

    void fitTo(int width);
    /// Draws the figures of \a target, or of all when it is empty, as of \a nowMs.
    void refresh(models::LiveSeries::Range range, const QString &target, qint64 nowMs);
    [[nodiscard]] const QList<TimeSeriesChart *> &charts() const { return m_charts; }

signals:
    void targetChosen(const QString &target);

private:
    WindowContext m_context;
    FittingGrid *m_grid;
    TimeSeriesChart *m_rateChart;
    TimeSeriesChart *m_ttftChart;
    TimeSeriesChart *m_totalChart;
    TimeSeriesChart *m_errorChart;
    TimeSeriesChart *m_costChart;
    TargetsTable *m_table;
    QList<TimeSeriesChart *> m_charts;
    int m_width = 0;
};

} // namespace signalbox::ui
