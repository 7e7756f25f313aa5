// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/LiveRows.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <vector>

namespace signalbox::models {

namespace {

// The newest rows stay live though they are stored: they are the ones looked at.
constexpr qint64 keptLiveRows = 1'000;

} // namespace

LiveRows mergeLive(const std::deque<ExchangeRecord> &live, const TrafficSnapshot &snapshot)
{
    QHash<quint64, const ExchangeRecord *> byId;
    for (const ExchangeRecord &record : live)
        byId.insert(record.id, &record);
    LiveRows merged;
    for (const quint64 id : snapshot.newestIds) {
        const ExchangeRecord *record = byId.value(id);
        if (!record || merged.overlap == keptLiveRows)
            break;
        merged.records.push_front(*record);
        ++merged.overlap;
    }
    QSet<quint64> placed(snapshot.newestIds.begin(), snapshot.newestIds.end());
    for (auto record = snapshot.unwritten.rbegin(); record != snapshot.unwritten.rend(); ++record) {
        if (placed.contains(record->id))
            continue;
        placed.insert(record->id);
        // The announced one knows its attempts.
        const ExchangeRecord *announced = byId.value(record->id);
        merged.records.push_back(announced ? *announced : *record);
    }
    for (const ExchangeRecord &record : live) {
        if (!placed.contains(record.id))
            merged.records.push_back(record);
    }
    return merged;
}

std::optional<qint64> newRowsOnTop(const std::deque<ExchangeRecord> &before, const LiveRows &after,
                                   const TrafficSnapshot &snapshot)
{
    std::vector<quint64> order; // newest first
    for (auto record = after.records.rbegin(); record != after.records.rend(); ++record)
        order.push_back(record->id);
    order.insert(order.end(), snapshot.newestIds.begin() + after.overlap, snapshot.newestIds.end());
    if (before.empty())
        return static_cast<qint64>(after.records.size());
    const auto top = std::ranges::find(order, before.back().id);
    if (order.end() - top < static_cast<qint64>(before.size()))
        return std::nullopt;
    const bool same =
        std::equal(before.rbegin(), before.rend(), top,
                   [](const ExchangeRecord &record, quint64 id) { return record.id == id; });
    return same ? std::optional<qint64>(top - order.begin()) : std::nullopt;
}

} // namespace signalbox::models
