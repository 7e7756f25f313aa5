// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/spending/CalendarSpan.h"

#include <QDateTime>

#include <algorithm>

namespace signalbox::routing {

CalendarSpan calendarSpan(models::Budget::Period period, qint64 wallMs, const QTimeZone &zone)
{
    constexpr qint64 year9000Ms = 221'845'392'000'000;
    const QTimeZone known = zone.isValid() ? zone : QTimeZone::utc();
    const qint64 sane = std::clamp<qint64>(wallMs, 0, year9000Ms);
    const QDate today = QDateTime::fromMSecsSinceEpoch(sane, known).date();
    QDate first = today;
    QDate next = today.addDays(1);
    if (period == models::Budget::Period::Week) {
        first = today.addDays(1 - today.dayOfWeek());
        constexpr int daysOfWeek = 7;
        next = first.addDays(daysOfWeek);
    } else if (period == models::Budget::Period::Month) {
        first = QDate(today.year(), today.month(), 1);
        next = first.addMonths(1);
    }
    return {.startMs = first.startOfDay(known).toMSecsSinceEpoch(),
            .endMs = next.startOfDay(known).toMSecsSinceEpoch(),
            .firstDay = first.toJulianDay()};
}

} // namespace signalbox::routing
