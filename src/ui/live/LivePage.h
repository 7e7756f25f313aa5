// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/stats/LiveSeries.h"
#include "ui/shell/WindowContext.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QGridLayout;
class QStackedLayout;

namespace signalbox::ui {

class EmptyState;
class InlineMessage;
class KpiTile;
class SegmentedControl;
class TargetsTable;
class TimeSeriesChart;

/// The Live section: what is going through the proxy now, in figures and charts. Draws once a
/// second while it can be seen and not at all otherwise.
class LivePage final : public QWidget
{
    Q_OBJECT

public:
    LivePage(const WindowContext &context, QWidget *parent);

    void setPolicy(const PolicySnapshot &policy);

    /// Draws everything as of \a nowMs.
    void refresh(qint64 nowMs);
    [[nodiscard]] const QList<TimeSeriesChart *> &charts() const { return m_charts; }

signals:
    void snippetRequested();

private:
    struct Tiles
    {
        KpiTile *rate = nullptr;
        KpiTile *ttft = nullptr;
        KpiTile *total = nullptr;
        KpiTile *errors = nullptr;
        KpiTile *cost = nullptr;
        KpiTile *inFlight = nullptr;
    };

    QWidget *makeDashboard();
    QWidget *makeTiles();
    QLayout *makeToolbar();
    QWidget *makeEmptyState();
    void arrangeCharts();
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showTargets();
    void showTiles(qint64 nowMs);
    void showCharts(qint64 nowMs);
    void showTables();
    void sendTestRequest();
    [[nodiscard]] models::LiveSeries::Range range() const;
    [[nodiscard]] QString target() const;

    WindowContext m_context;
    PolicySnapshot m_policy;
    QTimer m_timer;
    QStackedLayout *m_stack = nullptr;
    EmptyState *m_empty = nullptr;
    InlineMessage *m_message = nullptr;
    QComboBox *m_targets = nullptr;
    SegmentedControl *m_ranges = nullptr;
    Tiles m_tiles;
    QGridLayout *m_grid = nullptr;
    TimeSeriesChart *m_rateChart = nullptr;
    TimeSeriesChart *m_ttftChart = nullptr;
    TimeSeriesChart *m_totalChart = nullptr;
    TimeSeriesChart *m_errorChart = nullptr;
    TimeSeriesChart *m_costChart = nullptr;
    TargetsTable *m_table = nullptr;
    QList<TimeSeriesChart *> m_charts;
    QStringList m_shownTargets;
    int m_columns = 0;
};

} // namespace signalbox::ui
