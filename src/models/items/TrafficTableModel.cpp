// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/TrafficTableModel.h"

#include "models/items/LiveRows.h"
#include "models/items/TrafficCells.h"
#include "models/items/TrafficPages.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

namespace signalbox::models {

namespace {

// Above this many live rows, those that are stored by now are left to the store.
constexpr qint64 liveRows = 2'000;
// Live rows that the store never takes must not pile up either.
constexpr qint64 mostLiveRows = 20'000;
// How many more stored ids than live rows are compared, for those announced late.
constexpr qint64 idMargin = 2'000;
constexpr int pagesInFlight = 2;

} // namespace

/// Rows from the top: live records, newest first, then the older ones of the stored records.
///
///     row 0 .. live-1           `live`, from its back; its oldest may be stored already
///     row live .. rows-1        `pages`, from number pages.end() - overlap - 1 downwards
struct TrafficTableModel::Private
{
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
    qint64 compactAt = liveRows;
    int pagesAsked = 0;
    bool snapshotAsked = false;
    StoreState storeState;

    Private(TrafficTableModel &owner, RecordStore &records)
        : model(owner)
        , store(records)
        , storeState(records.state())
    {}

    [[nodiscard]] qint64 liveCount() const { return static_cast<qint64>(live.size()); }

    const ExchangeRecord *recordAt(qint64 row)
    {
        if (row < liveCount())
            return &live[static_cast<std::size_t>(liveCount() - 1 - row)];
        const ExchangeRecord *record = pages.find(numberAt(row));
        if (!record)
            askPages();
        return record;
    }
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

void TrafficTableModel::Private::restart()
{
    ++generation;
    model.beginResetModel();
    live.clear();
    known.clear();
    snapshot.reset();
    pages.clear();
    overlap = 0;
    rows = 0;
    compactAt = liveRows;
    model.endResetModel();
    askSnapshot();
}

void TrafficTableModel::Private::storeChanged(const StoreState &state)
{
    const StoreState before = std::exchange(storeState, state);
    if (before.movedAside != state.movedAside)
        restart();
    else if (before.condition == StoreState::Condition::MemoryOnly
             && state.condition == StoreState::Condition::Healthy)
        askSnapshot();
}

void TrafficTableModel::Private::askSnapshot()
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
void TrafficTableModel::Private::take(const TrafficSnapshot &answer)
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
    compactAt = liveCount() + liveRows;
    emit model.counted(rows);
}

void TrafficTableModel::Private::askPages()
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

void TrafficTableModel::Private::takePage(const TrafficPages::Page &page,
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

void TrafficTableModel::Private::addRows(std::vector<ExchangeRecord> fresh)
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
void TrafficTableModel::Private::dropOldestLive()
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

TrafficTableModel::TrafficTableModel(RecordStore &store, QObject *parent)
    : QAbstractTableModel(parent)
    , m_d(std::make_unique<Private>(*this, store))
{
    connect(&store, &RecordStore::stateChanged, this,
            [this](const StoreState &state) { m_d->storeChanged(state); });
    m_d->askSnapshot();
}

TrafficTableModel::~TrafficTableModel() = default;

int TrafficTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_d->rows);
}

int TrafficTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TrafficTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto column = static_cast<Column>(index.column());
    if (role == Qt::TextAlignmentRole) {
        const Qt::Alignment side = isFigure(column) ? Qt::AlignRight : Qt::AlignLeft;
        return QVariant::fromValue(side | Qt::AlignVCenter);
    }
    const ExchangeRecord *record = m_d->recordAt(index.row());
    if (role == LoadingRole)
        return record == nullptr;
    if (!record)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return trafficCellText(*record, column);
    case RecordRole:
        return QVariant::fromValue(*record);
    case IdRole:
        return record->id;
    case OutcomeRole:
        return static_cast<int>(record->outcome);
    case AttemptsRole:
        return static_cast<int>(record->attempts.size());
    case SortRole:
        return trafficCellNumber(*record, column);
    default:
        return {};
    }
}

QVariant TrafficTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case RequestedColumn:
        return tr("Requested");
    case ServedColumn:
        return tr("Served by");
    case RouteColumn:
        return tr("Route");
    case StatusColumn:
        return tr("Status");
    case TtftColumn:
        return tr("TTFT");
    case TotalColumn:
        return tr("Total");
    case SpeedColumn:
        return tr("Tokens/s");
    case InputColumn:
        return tr("Input");
    case OutputColumn:
        return tr("Output");
    case CachedColumn:
        return tr("Cached");
    case CostColumn:
        return tr("Cost");
    case FinishColumn:
        return tr("Finish");
    default:
        return {};
    }
}

const TrafficFilter &TrafficTableModel::filter() const
{
    return m_d->filter;
}

void TrafficTableModel::setFilter(const TrafficFilter &filter)
{
    if (filter == m_d->filter)
        return;
    m_d->filter = filter;
    m_d->restart();
}

void TrafficTableModel::addLive(const RecordBatch &batch)
{
    if (!batch)
        return;
    std::vector<ExchangeRecord> fresh;
    for (const ExchangeRecord &record : *batch) {
        if (m_d->known.contains(record.id) || !m_d->filter.matches(record))
            continue;
        fresh.push_back(record);
        fresh.back().bodies.reset();
    }
    if (!fresh.empty())
        m_d->addRows(std::move(fresh));
}

int TrafficTableModel::rowOf(quint64 id) const
{
    const auto live = std::ranges::find(m_d->live, id, &ExchangeRecord::id);
    if (live != m_d->live.end())
        return static_cast<int>(m_d->live.end() - live - 1);
    const qint64 number = m_d->pages.numberOf(id);
    const qint64 row = number < 0 ? -1 : m_d->rowAt(number);
    return row < m_d->liveCount() || row >= m_d->rows ? -1 : static_cast<int>(row);
}

} // namespace signalbox::models
