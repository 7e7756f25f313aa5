// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/stats/LatencyHistogram.h"
#include "models/store/StoreDatabase.h"
#include "models/traffic/ExchangeRecord.h"

#include <QSqlQuery>

#include <map>
#include <utility>

namespace signalbox::models {

constexpr qint64 msPerMinute = 60'000;

/// Adds up what the records of one transaction mean for the histograms of their minutes and merges
/// it into the rows that are there. Store thread.
class MinuteLatencies
{
public:
    explicit MinuteLatencies(const StoreDatabase &database);

    /// \a target is the number of the record's target. Exchanges without one are left out.
    void add(const ExchangeRecord &record, qint64 target);
    Status<StoreError> write();
    /// Drops what was added since the last write().
    void forget() { m_added.clear(); }

private:
    struct Figures
    {
        qint64 requests = 0;
        qint64 errors = 0;
        LatencyHistogram ttft;
        LatencyHistogram total;
    };
    using Key = std::pair<qint64, qint64>; // minute, target

    std::map<Key, Figures> m_added;
    QSqlQuery m_find;
    QSqlQuery m_replace;
};

} // namespace signalbox::models
