// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/live/LiveTiles.h"

#include "ui/shell/Theme.h"
#include "ui/widgets/FittingGrid.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/KpiTile.h"

#include <QLocale>

namespace signalbox::ui {

using models::LiveSeries;

namespace {

QString rangeText(LiveSeries::Range range)
{
    switch (range) {
    case LiveSeries::Range::FiveMinutes:
        return LiveTiles::tr("in 5 min");
    case LiveSeries::Range::Hour:
        return LiveTiles::tr("in 1 h");
    case LiveSeries::Range::Day:
        return LiveTiles::tr("in 24 h");
    }
    return {};
}

void showDuration(KpiTile *tile, std::optional<qint64> us, const QString &note)
{
    const QString text = durationText(us.value_or(-1));
    const qsizetype space = us ? text.lastIndexOf(QLatin1Char(' ')) : -1;
    tile->setFigure(space < 0 ? text : text.left(space),
                    space < 0 ? QString() : text.mid(space + 1), note);
}

} // namespace

LiveTiles::LiveTiles(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_grid(new FittingGrid({TileCount, 3, 2}, 12, this))
{
    const std::array<QString, TileCount> names{tr("Requests"),
                                               tr("Time to first token, p50"),
                                               tr("Total time, p95"),
                                               tr("Errors"),
                                               tr("Cost"),
                                               tr("In flight")};
    for (size_t i = 0; i < names.size(); ++i) {
        m_tiles.at(i) = new KpiTile(theme, names.at(i), this);
        m_grid->addCell(m_tiles.at(i));
    }
    connect(&theme, &Theme::changed, m_grid, &FittingGrid::forgetWidths);
}

void LiveTiles::fitTo(int width)
{
    m_width = width;
    m_grid->fitTo(width);
}

void LiveTiles::refresh(const models::TrafficSummary &summary, LiveSeries::Range range,
                        int inFlight)
{
    const QLocale locale;
    m_tiles[Rate]->setFigure(locale.toString(summary.currentPerSecond, 'f', 1), tr("/s"),
                             tr("%1 %2").arg(countText(summary.requests), rangeText(range)));
    showDuration(m_tiles[Ttft], summary.ttftP50Us,
                 tr("p95 %1").arg(durationText(summary.ttftP95Us.value_or(-1))));
    showDuration(m_tiles[Total], summary.totalP95Us,
                 tr("p50 %1").arg(durationText(summary.totalP50Us.value_or(-1))));
    const QString share =
        summary.errorShare ? locale.toString(*summary.errorShare * 100, 'f', 1) : unknownText();
    m_tiles[Errors]->setFigure(
        share, summary.errorShare ? QStringLiteral("%") : QString(),
        tr("%1 of %2").arg(countText(summary.errors), countText(summary.requests)));
    const QString cost = costText(summary.cost,
                                  summary.estimatedCosts > 0 ? models::CostSource::Estimated
                                                             : models::CostSource::Reported);
    const QString saved = costText(summary.saved, models::CostSource::Estimated);
    QString costNote = tr("%1 %2").arg(cost, rangeText(range));
    if (summary.unknownCosts > 0)
        costNote = tr("%1, %2 unpriced").arg(cost, countText(summary.unknownCosts));
    else if (summary.saved.microDollars > 0)
        costNote = tr("%1, %2 saved by the cache").arg(cost, saved);
    m_tiles[Cost]->setFigure(costRateText(summary), summary.costPerHour ? tr("/h") : QString(),
                             costNote);
    m_tiles[InFlight]->setFigure(countText(inFlight), {}, tr("being answered now"));
    m_grid->fitTo(m_width);
}

} // namespace signalbox::ui
