// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/TrafficPages.h"
#include "models/items/TrafficTableModel.h"

#include <QSet>

#include <deque>
#include <optional>
#include <vector>

namespace signalbox::models {

/// The rows of a TrafficTableModel, of which it tells the views through the model's own signals.
/// GUI thread; owned by the model.
///
/// From the top: live records, newest first, then the older ones of the stored records.
///
///     row 0 .. live-1           `live`, from its back; its oldest may be stored already
///     row live .. rows-1        `pages`, from number pages.end() - overlap - 1 downwards
struct TrafficTableModel::Rows
{
    /// Above this many live rows, those that are stored by now are left to the store.
    static constexpr qint64 usualLiveRows = 2'000;

    TrafficTableModel &model;
    RecordStore &store;
    TrafficFilter filter;
    std::deque<ExchangeRecord> live; // newest last
    QSet<quint64> known; // ids of `live` and of the newest stored records
    std::optional<TrafficSnapshot> snapshot;
    TrafficPages pages;
    qint64 overlap = 0; // how many of the newest stored records are shown by `live`
    qint64 rows = 0; // what the views have been told
    quint64 generation = 0; // answers to questions about an older filter are dropped
    qint64 compactAt = usualLiveRows;
    int pagesAsked = 0;
    bool snapshotAsked = false;
    StoreState storeState;

    Rows(TrafficTableModel &owner, RecordStore &records);

    [[nodiscard]] qint64 liveCount() const { return static_cast<qint64>(live.size()); }

    /// Null when its page is not loaded; it is asked for then.
    const ExchangeRecord *recordAt(qint64 row);
    [[nodiscard]] qint64 numberAt(qint64 row) const
    {
        return pages.end() - overlap - 1 - (row - liveCount());
    }
    [[nodiscard]] qint64 rowAt(qint64 number) const
    {
        return liveCount() + pages.end() - overlap - 1 - number;
    }

    void restart();
    void storeChanged(const StoreState &state);
    void askSnapshot();
    void take(const TrafficSnapshot &answer);
    void askPages();
    void takePage(const TrafficPages::Page &page, const QList<ExchangeRecord> &records);
    void addRows(std::vector<ExchangeRecord> fresh);
    void dropOldestLive();
};

} // namespace signalbox::models
