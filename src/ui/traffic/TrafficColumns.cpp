// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/TrafficColumns.h"

#include "models/items/TrafficCells.h"
#include "ui/shell/Theme.h"
#include "ui/traffic/TrafficDelegate.h"
#include "ui/traffic/TrafficWords.h"

#include <QDateTime>
#include <QFontMetrics>
#include <QLocale>

#include <algorithm>

namespace signalbox::ui {

using models::ExchangeOutcome;
using models::ExchangeRecord;
using models::TrafficTableModel;

namespace {

constexpr int headerPadding = 6; // as QHeaderView::section in the style sheet has it
constexpr double widestSpeed = 888.8;

/// An exchange whose texts are as wide as they usually get. Eight is no narrower than other digits.
ExchangeRecord widestRecord()
{
    ExchangeRecord record;
    record.requestedModel = QStringLiteral("gpt-4o-mini");
    record.provider = QStringLiteral("anthropic");
    record.model = QStringLiteral("claude-sonnet-4-5");
    record.route = QStringLiteral("long-context");
    record.status = 888;
    record.ttftUs = 88'880'000;
    record.totalUs = 888'880'000;
    record.usage.input = 888'888;
    record.usage.cachedInput = 888'888;
    record.usage.output = 88'888;
    record.cost.microDollars = 8'888'888;
    record.costSource = models::CostSource::Estimated;
    record.finishReason = QStringLiteral("tool_calls");
    return record;
}

QStringList widestTexts(TrafficTableModel::Column column)
{
    ExchangeRecord record = widestRecord();
    const QString text = models::trafficCellText(record, column);
    QStringList texts;
    switch (column) {
    case TrafficTableModel::TimeColumn:
        // Earlier days are written otherwise than today.
        for (const QDate day : {QDate::currentDate(), QDate(2028, 12, 28)}) {
            record.startedAtMs = QDateTime(day, QTime(20, 58, 58, 888)).toMSecsSinceEpoch();
            texts.append(models::trafficCellText(record, column));
        }
        return texts;
    case TrafficTableModel::StatusColumn:
        for (const auto outcome :
             {ExchangeOutcome::Success, ExchangeOutcome::Refused, ExchangeOutcome::ProviderError,
              ExchangeOutcome::BrokenStream, ExchangeOutcome::ClientGone})
            texts.append(statusText(text, outcome));
        return texts;
    case TrafficTableModel::TtftColumn:
    case TrafficTableModel::TotalColumn:
        // Three digits and a wider unit may need more than five characters and a narrow one.
        record.ttftUs = record.totalUs = 888'000;
        return {text, models::trafficCellText(record, column)};
    case TrafficTableModel::SpeedColumn:
        return {QLocale().toString(widestSpeed, 'f', 1)};
    default:
        return {text};
    }
}

} // namespace

int firstColumnWidth(const Theme &theme, TrafficTableModel::Column column)
{
    const QFontMetrics title(theme.font(Theme::Role::Caption));
    int width = title.horizontalAdvance(columnTitle(column)) + 2 * theme.px(headerPadding);
    for (const QString &text : widestTexts(column))
        width = std::max(width, TrafficDelegate::cellWidth(theme, column, text));
    return width;
}

bool isShownAtFirst(TrafficTableModel::Column column)
{
    return column != TrafficTableModel::CachedColumn && column != TrafficTableModel::RouteColumn;
}

} // namespace signalbox::ui
