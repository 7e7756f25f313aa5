// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/RecordStore.h"
#include "models/traffic/ExchangeRecord.h"

#include <deque>
#include <optional>

namespace signalbox::models {

/// The live rows after a snapshot: what is not stored, and on its lower end some of what is, so
/// that the rows on top need not be loaded again.
struct LiveRows
{
    std::deque<ExchangeRecord> records; ///< newest last
    qint64 overlap = 0; ///< how many of the newest stored records are among them
};

/// What stays live of \a live once \a snapshot is known.
LiveRows mergeLive(const std::deque<ExchangeRecord> &live, const TrafficSnapshot &snapshot);

/// How many rows are new above the ones shown so far; nothing when those did not keep their order.
std::optional<qint64> newRowsOnTop(const std::deque<ExchangeRecord> &before, const LiveRows &after,
                                   const TrafficSnapshot &snapshot);

} // namespace signalbox::models
