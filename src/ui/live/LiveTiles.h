// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/stats/LiveSeries.h"

#include <QWidget>

#include <array>

namespace signalbox::ui {

class FittingGrid;
class KpiTile;
class Theme;

/// The key figures above the charts, in one row, or in several where the window is narrow.
class LiveTiles final : public QWidget
{
    Q_OBJECT

public:
    LiveTiles(const Theme &theme, QWidget *parent);

    void fitTo(int width);
    void refresh(const models::TrafficSummary &summary, models::LiveSeries::Range range,
                 int inFlight);

private:
    enum Tile { Rate, Ttft, Total, Errors, Cost, InFlight, TileCount };

    FittingGrid *m_grid;
    int m_width = 0;
    std::array<KpiTile *, TileCount> m_tiles{};
};

} // namespace signalbox::ui
