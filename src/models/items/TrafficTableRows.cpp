// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/TrafficTableRows.h"

#include "models/items/LiveRows.h"

#include <algorithm>
#include <utility>

namespace signalbox::models {

namespace {

// Live rows that the store never takes must not pile up either.
constexpr qint64 mostLiveRows = 20'000;
// How many more stored ids than live rows are compared, for those announced late.
constexpr qint64 idMargin = 2'000;
constexpr int pagesInFlight = 2;

} // namespace

TrafficTableModel::Rows::Rows(TrafficTableModel &owner, RecordStore &records)
    : model(owner)
    , store(records)
    , storeState(records.state())
{}

const ExchangeRecord *TrafficTableModel::Rows::recordAt(qint64 row)
{
    if (row < liveCount())
        return &live[static_cast<std::size_t>(liveCount() - 1 - row)];
    const ExchangeRecord *record = pages.find(numberAt(row));
    if (!record)
        askPages();
    return record;
}

void TrafficTableModel::Rows::restart()
{
    ++generation;
    model.beginResetModel();
    live.clear();
    known.clear();
    snapshot.reset();
    pages.clear();
    overlap = 0;
    rows = 0;
    compactAt = usualLiveRows;
    model.endResetModel();
    askSnapshot();
}

void TrafficTableModel::Rows::storeChanged(const StoreState &state)
{
    const StoreState before = std::exchange(storeState, state);
    if (before.movedAside != state.movedAside)
        restart();
    else if (before.condition == StoreState::Condition::MemoryOnly
             && state.condition == StoreState::Condition::Healthy)
        askSnapshot();
}

void TrafficTableModel::Rows::askSnapshot()
{
    // One question at a time: the answer to an outdated one asks again.
    if (snapshotAsked)
        return;
    snapshotAsked = true;
    store.snapshot(filter, static_cast<int>(liveCount() + idMargin), snapshot, &model,
                   [this, asked = generation](const TrafficSnapshot &answer) {
                       snapshotAsked = false;
                       if (asked == generation)
                           take(answer);
                       else
                           askSnapshot();
                   });
}

/// Leaves to the store what it holds by now. Rows keep their place when records were announced in
/// the order in which they were stored; else the views start anew.
void TrafficTableModel::Rows::take(const TrafficSnapshot &answer)
{
    LiveRows merged = mergeLive(live, answer);
    const std::optional<qint64> onTop = newRowsOnTop(live, merged, answer);
    const qint64 newRows =
        static_cast<qint64>(merged.records.size()) + answer.rows - merged.overlap;
    const bool sameBelow = onTop && newRows - *onTop == rows - answer.gone;

    const auto apply = [&](qint64 firstNumber) {
        live = std::move(merged.records);
        overlap = merged.overlap;
        pages.setRange(firstNumber, firstNumber + answer.rows);
        rows = newRows;
    };
    if (snapshot && answer.continuesPrevious && sameBelow) {
        if (answer.gone > 0) {
            model.beginRemoveRows({}, static_cast<int>(rows - answer.gone),
                                  static_cast<int>(rows - 1));
            rows -= answer.gone;
            model.endRemoveRows();
        }
        if (*onTop > 0)
            model.beginInsertRows({}, 0, static_cast<int>(*onTop - 1));
        apply(pages.first() + answer.gone);
        if (*onTop > 0)
            model.endInsertRows();
    } else if (!snapshot && (rows == 0 || onTop == 0) && newRows > rows) {
        model.beginInsertRows({}, static_cast<int>(rows), static_cast<int>(newRows - 1));
        apply(0);
        model.endInsertRows();
    } else if (snapshot || newRows != rows) {
        ++generation;
        model.beginResetModel();
        pages.clear();
        apply(0);
        model.endResetModel();
    }

    known = QSet<quint64>(answer.newestIds.begin(), answer.newestIds.end());
    for (const ExchangeRecord &record : live)
        known.insert(record.id);
    snapshot = answer;
    snapshot->unwritten.clear();
    snapshot->newestIds.clear();
    compactAt = liveCount() + usualLiveRows;
    emit model.counted(rows);
}

void TrafficTableModel::Rows::askPages()
{
    while (snapshot && pagesAsked < pagesInFlight) {
        const std::optional<TrafficPages::Page> page = pages.nextWanted();
        if (!page)
            return;
        ++pagesAsked;
        store.rows(filter, *snapshot, pages.end() - page->first - page->size, page->size, &model,
                   [this, page = *page, asked = generation](const QList<ExchangeRecord> &records) {
                       --pagesAsked;
                       if (asked == generation)
                           takePage(page, records);
                       askPages();
                   });
    }
}

void TrafficTableModel::Rows::takePage(const TrafficPages::Page &page,
                                       const QList<ExchangeRecord> &records)
{
    pages.load(page, records);
    const qint64 top = std::max(rowAt(page.first + page.size - 1), liveCount());
    const qint64 bottom = std::min(rowAt(page.first), rows - 1);
    if (top <= bottom) {
        emit model.dataChanged(model.index(static_cast<int>(top), 0),
                               model.index(static_cast<int>(bottom), ColumnCount - 1));
    }
    // Retention has been at the oldest rows.
    if (records.size() < page.size)
        askSnapshot();
}

void TrafficTableModel::Rows::addRows(std::vector<ExchangeRecord> fresh)
{
    model.beginInsertRows({}, 0, static_cast<int>(fresh.size()) - 1);
    for (ExchangeRecord &record : fresh) {
        known.insert(record.id);
        live.push_back(std::move(record));
    }
    rows += static_cast<qint64>(fresh.size());
    model.endInsertRows();
    if (liveCount() > mostLiveRows)
        dropOldestLive();
    if (liveCount() >= compactAt)
        askSnapshot();
}

/// The store takes nothing any more and memory is bounded.
void TrafficTableModel::Rows::dropOldestLive()
{
    const qint64 surplus = liveCount() - mostLiveRows;
    const qint64 stored = std::min(surplus, overlap);
    const auto drop = [this](qint64 count) { live.erase(live.begin(), live.begin() + count); };
    drop(stored);
    overlap -= stored;
    const qint64 lost = surplus - stored;
    if (lost == 0)
        return;
    model.beginRemoveRows({}, static_cast<int>(liveCount() - lost),
                          static_cast<int>(liveCount() - 1));
    drop(lost);
    rows -= lost;
    model.endRemoveRows();
}

} // namespace signalbox::models
