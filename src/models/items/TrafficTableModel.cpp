// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/TrafficTableModel.h"

#include "models/items/TrafficCells.h"
#include "models/items/TrafficTableRows.h"

#include <algorithm>

namespace signalbox::models {

TrafficTableModel::TrafficTableModel(RecordStore &store, QObject *parent)
    : QAbstractTableModel(parent)
    , m_rows(std::make_unique<Rows>(*this, store))
{
    connect(&store, &RecordStore::stateChanged, this,
            [this](const StoreState &state) { m_rows->storeChanged(state); });
    m_rows->askSnapshot();
}

TrafficTableModel::~TrafficTableModel() = default;

int TrafficTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows->rows);
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
    const ExchangeRecord *record = m_rows->recordAt(index.row());
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
    return m_rows->filter;
}

void TrafficTableModel::setFilter(const TrafficFilter &filter)
{
    if (filter == m_rows->filter)
        return;
    m_rows->filter = filter;
    m_rows->restart();
}

void TrafficTableModel::addLive(const RecordBatch &batch)
{
    if (!batch)
        return;
    std::vector<ExchangeRecord> fresh;
    for (const ExchangeRecord &record : *batch) {
        if (m_rows->known.contains(record.id) || !m_rows->filter.matches(record))
            continue;
        fresh.push_back(record);
        fresh.back().bodies.reset();
        fresh.back().decision.reset();
    }
    if (!fresh.empty())
        m_rows->addRows(std::move(fresh));
}

int TrafficTableModel::rowOf(quint64 id) const
{
    const auto live = std::ranges::find(m_rows->live, id, &ExchangeRecord::id);
    if (live != m_rows->live.end())
        return static_cast<int>(m_rows->live.end() - live - 1);
    const qint64 number = m_rows->pages.numberOf(id);
    const qint64 row = number < 0 ? -1 : m_rows->rowAt(number);
    return row < m_rows->liveCount() || row >= m_rows->rows ? -1 : static_cast<int>(row);
}

} // namespace signalbox::models
