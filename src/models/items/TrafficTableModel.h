// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/RecordStore.h"
#include "models/traffic/ExchangeRecord.h"

#include <QAbstractTableModel>

#include <memory>

namespace signalbox::models {

/// The traffic list: every stored exchange, newest first, paged in as it is looked at, with live
/// ones put on top as they finish. A million rows cost what the visible pages cost.
///
/// Lives on the GUI thread. Rows not loaded yet return the role LoadingRole = true and empty text.
class TrafficTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        TimeColumn,
        RequestedColumn, ///< what the client asked for
        ServedColumn, ///< provider/model that served it
        RouteColumn,
        StatusColumn,
        TtftColumn,
        TotalColumn,
        SpeedColumn, ///< output tokens a second
        InputColumn,
        OutputColumn,
        CachedColumn,
        CostColumn,
        FinishColumn,
        ColumnCount
    };
    enum Role {
        RecordRole = Qt::UserRole + 1, ///< ExchangeRecord without bodies and decision, as QVariant
        IdRole, ///< quint64
        OutcomeRole, ///< int(ExchangeOutcome); delegates choose colour and icon
        AttemptsRole, ///< number of attempts
        LoadingRole,
        SortRole, ///< the raw number behind a cell
    };

    explicit TrafficTableModel(RecordStore &store, QObject *parent = nullptr);
    ~TrafficTableModel() override;
    Q_DISABLE_COPY_MOVE(TrafficTableModel)

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

    [[nodiscard]] const TrafficFilter &filter() const;
    void setFilter(const TrafficFilter &filter);
    /// Puts finished exchanges on top. They appear at once, stored or not, and once only.
    void addLive(const RecordBatch &batch);
    /// Row of an exchange that is loaded now, or -1.
    [[nodiscard]] int rowOf(quint64 id) const;

signals:
    /// The number of rows is known for the filter now set.
    void counted(qint64 rows);

private:
    struct Rows; // in TrafficTableRows.h
    std::unique_ptr<Rows> m_rows;
};

} // namespace signalbox::models
