// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/decision/RouteTraffic.h"
#include "models/policy/Policy.h"
#include "models/stats/LatencyHistogram.h"
#include "models/store/StoreState.h"
#include "models/store/TrafficFilter.h"
#include "models/traffic/ExchangeRecord.h"
#include "models/traffic/Feedback.h"

#include <QList>
#include <QObject>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace signalbox::models {

/// The stored records that match a filter at one moment. Records stored later do not change what
/// stands at which row of it; only retention does, from the oldest end.
struct TrafficSnapshot
{
    qint64 rows = 0; ///< matching records in the database
    qint64 firstSeq = 0; ///< oldest record stored at all, 0 without any
    qint64 lastSeq = 0; ///< newest record the snapshot covers
    bool continuesPrevious = false; ///< the rows of the previous snapshot are the oldest of it
    qint64 gone = 0; ///< rows of the previous one that retention removed meanwhile
    std::vector<quint64> newestIds; ///< ids of the newest of its rows, newest first
    QList<ExchangeRecord> unwritten; ///< matching ones still in memory, newest first, no bodies
};

/// What one target did within one minute.
struct LatencyMinute
{
    qint64 startMs = 0;
    QString target;
    qint64 requests = 0;
    qint64 errors = 0;
    LatencyHistogram ttft;
    LatencyHistogram total; ///< of successful exchanges
};

/// Limits and times of the store; the defaults are what the application uses.
struct StoreOptions
{
    std::chrono::milliseconds gatherTime{250}; ///< records wait this long for company
    std::chrono::milliseconds retryTime{10'000}; ///< between two tries while MemoryOnly
    std::chrono::milliseconds busyTimeout{2'000};
    std::chrono::milliseconds retentionTime{60'000}; ///< between two looks at age and size
    qint64 pendingBytes = 32LL * 1024 * 1024; ///< beyond it bodies of successes are dropped
    qint64 pendingRecords = 20'000; ///< likewise
    qint64 pendingRecordLimit = 200'000; ///< beyond it the oldest records are dropped
    qint64 memoryRecords = 10'000; ///< kept while MemoryOnly
    int maxPages = 0; ///< the database may not grow beyond so many pages; 0 is no limit
};

/// Keeps finished exchanges in SQLite. Owns a thread that writes and one that reads; every function
/// returns at once.
///
/// Lives on the GUI (or main) thread, but append() may be called from any thread. Queries are asked
/// from the store's own thread; answers come on it, or never when \a context is gone by then. What
/// was appended is found at once, written or not. Newest first means: finished last.
class RecordStore final : public QObject
{
    Q_OBJECT

public:
    /// \a directory is made when missing. Opening happens on the store thread.
    explicit RecordStore(const QString &directory, QObject *parent = nullptr);
    RecordStore(const QString &directory, const StoreOptions &options, QObject *parent = nullptr);
    /// Writes what is pending, then ends the threads.
    ~RecordStore() override;
    Q_DISABLE_COPY_MOVE(RecordStore)

    /// Thread-safe. Never waits: when too much is pending, bodies are dropped first and counted.
    void append(const RecordBatch &batch);
    /// Thread-safe, takes no lock: what of the next exchanges append() would keep.
    [[nodiscard]] RecordRoom room() const;
    /// Thread-safe. Replaces earlier feedback for the same exchange. Kept in memory, bounded,
    /// while the database does not work.
    void append(const Feedback &feedback);
    void setCapture(const CaptureSettings &capture);

    /// How many records match.
    void count(const TrafficFilter &filter, QObject *context, std::function<void(qint64)> answer);
    /// At most \a limit records older than the one with \a beforeId (0: from the newest), newest
    /// first, without bodies and decisions.
    void page(const TrafficFilter &filter, quint64 beforeId, int limit, QObject *context,
              std::function<void(const QList<ExchangeRecord> &)> answer);
    /// At most \a limit records starting at row \a offset of the newest-first order, same shape.
    void pageAt(const TrafficFilter &filter, qint64 offset, int limit, QObject *context,
                std::function<void(const QList<ExchangeRecord> &)> answer);
    /// Like page(), with what the client sent but not with answers and decisions; fewer records
    /// when what they hold comes to \a bytes. None means that there are no older ones.
    void requests(const TrafficFilter &filter, quint64 beforeId, int limit, qint64 bytes,
                  QObject *context, std::function<void(const QList<ExchangeRecord> &)> answer);
    /// One record whole.
    void detail(quint64 id, QObject *context,
                std::function<void(const std::optional<ExchangeRecord> &)> answer);

    /// What was said of the newest exchanges that something was said of, newest first.
    void feedbacks(int limit, QObject *context,
                   std::function<void(const QList<Feedback> &)> answer);
    /// What was said of the exchange with \a id, once it is written.
    void feedback(quint64 id, QObject *context,
                  std::function<void(const std::optional<Feedback> &)> answer);

    /// What is stored now, with up to \a newestIds ids. With \a previous, a snapshot of the same
    /// filter, only what came since is counted.
    void snapshot(const TrafficFilter &filter, int newestIds,
                  const std::optional<TrafficSnapshot> &previous, QObject *context,
                  std::function<void(const TrafficSnapshot &)> answer);
    /// At most \a limit records starting at row \a offset of \a snapshot, same shape as a page.
    void rows(const TrafficFilter &filter, const TrafficSnapshot &snapshot, qint64 offset,
              int limit, QObject *context,
              std::function<void(const QList<ExchangeRecord> &)> answer);

    /// Latencies of every minute that begins in [fromMs, toMs), oldest first, of all targets or of
    /// \a target. Only what is written counts.
    void latencies(qint64 fromMs, qint64 toMs, const QString &target, QObject *context,
                   std::function<void(const QList<LatencyMinute> &)> answer);

    /// Which ways the newest matching exchanges, at most \a limit, took through the route graphs.
    void routeTraffic(const TrafficFilter &filter, int limit, QObject *context,
                      std::function<void(const RouteTraffic &)> answer);

    /// Writes what is pending; \a answer runs when it is on disk, or when that failed and it is
    /// kept in memory.
    void flush(QObject *context, std::function<void()> answer);

    [[nodiscard]] StoreState state() const;

signals:
    void stateChanged(const signalbox::models::StoreState &state);

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace signalbox::models
