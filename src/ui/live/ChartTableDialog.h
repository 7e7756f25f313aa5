// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/stats/LiveSeries.h"

#include <QDialog>
#include <QList>

class QTableWidget;

namespace signalbox::ui {

class TimeSeriesChart;

/// The values behind the charts as they are now, for those who rather read than look.
class ChartTableDialog final : public QDialog
{
    Q_OBJECT

public:
    ChartTableDialog(const QList<TimeSeriesChart *> &charts, models::LiveSeries::Range range,
                     QWidget *parent);

private:
    static QTableWidget *makeTable(const TimeSeriesChart &chart, models::LiveSeries::Range range,
                                   qint64 nowMs, QWidget *parent);
};

} // namespace signalbox::ui
