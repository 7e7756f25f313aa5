// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"

#include <atomic>
#include <deque>
#include <mutex>
#include <vector>

namespace signalbox::models {

/// The records that are not in the database yet, oldest first. Bounded: when it grows, bodies of
/// successful exchanges go first, then all bodies and decisions, at last the oldest records.
///
/// Thread-safe. Any thread adds, the store thread takes and releases, the reader thread looks.
class Backlog
{
public:
    struct Limits
    {
        qint64 bytes = 0;
        qint64 records = 0; ///< beyond these two bodies are dropped
        qint64 recordLimit = 0; ///< beyond it records are dropped
    };
    /// What adding asks of the store thread.
    enum class Wake : quint8 { No, Soon, Now };

    /// Batches in the order they came; `last` names the newest of them to release().
    struct Contents
    {
        std::vector<RecordBatch> batches;
        quint64 last = 0;
    };

    explicit Backlog(const Limits &limits);

    Wake add(RecordBatch batch);
    /// The oldest batches with together at least \a records records, or all there are.
    [[nodiscard]] Contents oldest(qint64 records) const;
    [[nodiscard]] Contents all() const;
    void release(quint64 last);
    /// Gives up what the database will never take, and counts it.
    void discard(quint64 last);
    void setRecordLimit(qint64 records);

    /// What is worth being in the next batch. Takes no lock.
    [[nodiscard]] RecordRoom room() const { return m_room.load(std::memory_order_relaxed); }

    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] qint64 bodiesDropped() const;
    [[nodiscard]] qint64 recordsDropped() const;

    /// Held by the writer from commit to release() and by a reader while it begins to read, so
    /// that a record is seen either here or in the database, never in both or in neither.
    [[nodiscard]] std::mutex &handover() { return m_handover; }

private:
    struct Entry
    {
        quint64 serial = 0;
        qint64 bytes = 0;
        RecordBatch batch;
    };

    void dropOldest();
    [[nodiscard]] RecordRoom roomBeside(qint64 records, qint64 bytes) const;
    void updateRoom();

    mutable std::mutex m_mutex; // guards everything below; never held while anything waits
    std::deque<Entry> m_entries;
    Limits m_limits;
    quint64 m_lastSerial = 0;
    qint64 m_records = 0;
    qint64 m_bytes = 0;
    qint64 m_bodiesDropped = 0;
    qint64 m_recordsDropped = 0;

    std::atomic<RecordRoom> m_room = RecordRoom::Everything;
    std::mutex m_handover; // see handover()
};

} // namespace signalbox::models
