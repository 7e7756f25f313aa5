// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Spending.h"

#include <QTimeZone>

namespace signalbox::routing {

/// A day, a week from Monday or a month of a local calendar.
struct CalendarSpan
{
    qint64 startMs = 0; ///< first millisecond since 1970 in UTC
    qint64 endMs = 0; ///< the first one that is no longer in it
    qint64 firstDay = 0; ///< Julian day number of its first day; names the span in any time zone

    [[nodiscard]] bool contains(qint64 wallMs) const { return wallMs >= startMs && wallMs < endMs; }
};

/// The span that \a wallMs lies in, by the clocks of \a zone: a day is 23 or 25 hours long when
/// summer time begins or ends. A time before 1970 or after the year 9000 counts as that year's.
/// Pure; any thread.
[[nodiscard]] CalendarSpan calendarSpan(models::Budget::Period period, qint64 wallMs,
                                        const QTimeZone &zone);

} // namespace signalbox::routing
