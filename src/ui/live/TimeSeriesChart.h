// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/live/ChartData.h"

#include <QFrame>

#include <vector>

class QCategoryAxis;
class QChart;
class QChartView;
class QHBoxLayout;
class QLabel;
class QLineSeries;

namespace signalbox::ui {

class Theme;

/// A card with one chart of the recent past. It draws when told to; gaps stay gaps.
class TimeSeriesChart final : public QFrame
{
    Q_OBJECT

public:
    enum class Unit : quint8 { PerSecond, Milliseconds, Percent, DollarsPerHour };
    /// What stands beside the title: each line with its last value, or nothing when another place
    /// explains the colours.
    enum class Key : quint8 { Lines, None };

    TimeSeriesChart(const Theme &theme, const QString &title, Unit unit, Key key, QWidget *parent);

    void setLines(const QList<ChartLine> &lines, models::LiveSeries::Range range);

    [[nodiscard]] QString title() const { return m_title; }
    [[nodiscard]] const QList<ChartLine> &lines() const { return m_lines; }
    [[nodiscard]] QString valueText(const std::optional<double> &value) const;

private:
    struct KeyEntry
    {
        QLabel *swatch = nullptr;
        QLabel *text = nullptr;
    };

    void buildChart();
    void showColors();
    void showTimeAxis();
    void showValueAxis();
    void showSeries();
    void showKey();
    void describe();
    QLineSeries *series(size_t index);

    const Theme &m_theme;
    QString m_title;
    Unit m_unit;
    Key m_key;
    models::LiveSeries::Range m_range = models::LiveSeries::Range::Day;
    QList<ChartLine> m_lines;
    NiceScale m_scale;
    QChart *m_chart = nullptr;
    QChartView *m_view = nullptr;
    QCategoryAxis *m_time = nullptr;
    QCategoryAxis *m_value = nullptr;
    QHBoxLayout *m_keyRow = nullptr;
    std::vector<QLineSeries *> m_pool; // owned by m_chart
    std::vector<KeyEntry> m_entries;
    bool m_timeShown = false;
};

} // namespace signalbox::ui
