// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "models/traffic/ExchangeRecord.h"

#include <QList>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace signalbox::models {

/// Which stored exchanges to show. Every set field must match.
struct TrafficFilter
{
    QString text; ///< found in requested model, route, target, provider, model, error or id
    std::optional<ExchangeOutcome> outcome;
    QString provider;
    QString target;
    QString route;
    qint64 fromMs = 0; ///< startedAtMs at or after
    qint64 toMs = 0;   ///< startedAtMs before; 0 is open

    bool operator==(const TrafficFilter &) const = default;
    /// Whether \a record would be found: live rows are filtered by the same rule as stored ones.
    [[nodiscard]] bool matches(const ExchangeRecord &record) const;
};

/// How the store is doing.
struct StoreState
{
    enum class Condition : quint8 {
        Opening,
        Healthy,
        MemoryOnly, ///< the database cannot be written: recent records are kept in memory
    };

    Condition condition = Condition::Opening;
    QString message;          ///< why it is MemoryOnly, for people
    qint64 records = -1;      ///< stored, -1 unknown
    qint64 bytes = -1;        ///< size of the database files
    qint64 bodiesDropped = 0; ///< bodies not kept because the store was behind

    bool operator==(const StoreState &) const = default;
};

/// Keeps finished exchanges in SQLite. Owns the store thread; every function returns at once.
///
/// Lives on the GUI (or main) thread, but append() may be called from any thread. Answers come on
/// the thread of \a context, or never when \a context is gone by then.
class RecordStore final : public QObject
{
    Q_OBJECT

public:
    /// \a directory is made when missing. Opening happens on the store thread.
    explicit RecordStore(const QString &directory, QObject *parent = nullptr);
    /// Writes what is pending, then ends the thread.
    ~RecordStore() override;
    Q_DISABLE_COPY_MOVE(RecordStore)

    /// Thread-safe. Never waits: when too much is pending, bodies are dropped first and counted.
    void append(const RecordBatch &batch);
    void setCapture(const CaptureSettings &capture);

    /// How many records match.
    void count(const TrafficFilter &filter, QObject *context, std::function<void(qint64)> answer);
    /// At most \a limit records with an id below \a beforeId (0: from the newest), newest first,
    /// without bodies and attempts.
    void page(const TrafficFilter &filter, quint64 beforeId, int limit, QObject *context,
              std::function<void(const QList<ExchangeRecord> &)> answer);
    /// At most \a limit records starting at row \a offset of the newest-first order, same shape.
    void pageAt(const TrafficFilter &filter, qint64 offset, int limit, QObject *context,
                std::function<void(const QList<ExchangeRecord> &)> answer);
    /// One record whole.
    void detail(quint64 id, QObject *context,
                std::function<void(const std::optional<ExchangeRecord> &)> answer);
    /// Writes what is pending; \a answer runs when it is on disk.
    void flush(QObject *context, std::function<void()> answer);

    [[nodiscard]] StoreState state() const;

signals:
    void stateChanged(const signalbox::models::StoreState &state);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace signalbox::models
