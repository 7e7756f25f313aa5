// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/stats/LiveSeries.h"

#include <QFrame>

class QTableWidget;

namespace signalbox::ui {

class TargetColors;
class Theme;

/// The key to the colours of the charts, and what each target does now.
class TargetsTable final : public QFrame
{
    Q_OBJECT

public:
    TargetsTable(const Theme &theme, TargetColors &colors, QWidget *parent);

    void refresh(const models::LiveSeries &live, models::LiveSeries::Range range, qint64 nowMs);

signals:
    void targetChosen(const QString &target);

private:
    enum Column { TargetColumn, RateColumn, TtftColumn, ErrorsColumn, CostColumn, ColumnCount };

    void resizeEvent(QResizeEvent *event) override;
    void fitToZoom();
    /// Gives the names what the figures leave, but never so little that they cannot be told apart.
    void fitColumns();
    void showRow(int row, const QString &target, const models::TrafficSummary &summary);

    const Theme &m_theme;
    TargetColors &m_colors;
    QTableWidget *m_table;
};

} // namespace signalbox::ui
