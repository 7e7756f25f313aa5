// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/Backlog.h"

#include <algorithm>
#include <utility>

namespace signalbox::models {

namespace {

// From here on the store thread writes at once instead of waiting for more.
constexpr qint64 fullTransaction = 1000;
// A rough figure is enough for a bound: the record itself and its strings.
constexpr qint64 recordBytes = 700;

/// Of all that is kept beside the record itself.
qint64 extraBytes(const ExchangeRecord &record)
{
    const qint64 decision = record.decision ? record.decision->bytes() : 0;
    if (!record.bodies)
        return decision;
    const CapturedBodies &bodies = *record.bodies;
    return decision + bodies.request.size() + bodies.response.size() + bodies.requestHead.size()
        + bodies.responseHead.size();
}

/// A copy of \a batch with less in it, and how many bodies that cost.
std::pair<RecordBatch, qint64> fitting(const std::vector<ExchangeRecord> &batch, RecordRoom room)
{
    auto lighter = std::make_shared<std::vector<ExchangeRecord>>(batch);
    qint64 dropped = 0;
    for (ExchangeRecord &record : *lighter) {
        if (room == RecordRoom::NoBodiesAndDecisions)
            record.decision.reset();
        if (record.bodies && !hasRoomForBodies(room, record.outcome)) {
            record.bodies.reset();
            ++dropped;
        }
    }
    return {std::move(lighter), dropped};
}

qint64 bytesOf(const std::vector<ExchangeRecord> &batch)
{
    qint64 bytes = static_cast<qint64>(batch.size()) * recordBytes;
    for (const ExchangeRecord &record : batch)
        bytes += extraBytes(record);
    return bytes;
}

} // namespace

Backlog::Backlog(const Limits &limits)
    : m_limits(limits)
{}

Backlog::Wake Backlog::add(RecordBatch batch)
{
    if (!batch || batch->empty())
        return Wake::No;
    const auto records = static_cast<qint64>(batch->size());
    qint64 bytes = bytesOf(*batch);

    const std::lock_guard lock(m_mutex);
    m_bodiesDropped += std::ranges::count(*batch, true, &ExchangeRecord::hadNoRoom);
    if (const RecordRoom room = roomBeside(records, bytes);
        room != RecordRoom::Everything && bytes > records * recordBytes) {
        auto [lighter, dropped] = fitting(*batch, room);
        batch = std::move(lighter);
        bytes = bytesOf(*batch);
        m_bodiesDropped += dropped;
    }

    const bool wasEmpty = m_entries.empty();
    const bool wasShort = m_records < fullTransaction;
    m_entries.push_back({.serial = ++m_lastSerial, .bytes = bytes, .batch = std::move(batch)});
    m_records += records;
    m_bytes += bytes;
    dropOldest();
    updateRoom();
    if (wasShort && m_records >= fullTransaction)
        return Wake::Now;
    return wasEmpty ? Wake::Soon : Wake::No;
}

Backlog::Contents Backlog::oldest(qint64 records) const
{
    const std::lock_guard lock(m_mutex);
    Contents contents;
    qint64 taken = 0;
    for (const Entry &entry : m_entries) {
        if (taken >= records)
            break;
        contents.batches.push_back(entry.batch);
        contents.last = entry.serial;
        taken += static_cast<qint64>(entry.batch->size());
    }
    return contents;
}

Backlog::Contents Backlog::all() const
{
    const std::lock_guard lock(m_mutex);
    Contents contents;
    contents.batches.reserve(m_entries.size());
    for (const Entry &entry : m_entries)
        contents.batches.push_back(entry.batch);
    contents.last = m_lastSerial;
    return contents;
}

void Backlog::release(quint64 last)
{
    // Freeing a thousand records takes longer than anyone may wait for the lock.
    std::vector<RecordBatch> released;
    const std::lock_guard lock(m_mutex);
    while (!m_entries.empty() && m_entries.front().serial <= last) {
        m_records -= static_cast<qint64>(m_entries.front().batch->size());
        m_bytes -= m_entries.front().bytes;
        released.push_back(std::move(m_entries.front().batch));
        m_entries.pop_front();
    }
    updateRoom();
}

void Backlog::discard(quint64 last)
{
    {
        const std::lock_guard lock(m_mutex);
        for (const Entry &entry : m_entries) {
            if (entry.serial <= last)
                m_recordsDropped += static_cast<qint64>(entry.batch->size());
        }
    }
    release(last);
}

void Backlog::setRecordLimit(qint64 records)
{
    const std::lock_guard lock(m_mutex);
    m_limits.recordLimit = records;
    dropOldest();
    updateRoom();
}

bool Backlog::isEmpty() const
{
    const std::lock_guard lock(m_mutex);
    return m_entries.empty();
}

qint64 Backlog::bodiesDropped() const
{
    const std::lock_guard lock(m_mutex);
    return m_bodiesDropped;
}

qint64 Backlog::recordsDropped() const
{
    const std::lock_guard lock(m_mutex);
    return m_recordsDropped;
}

RecordRoom Backlog::roomBeside(qint64 records, qint64 bytes) const
{
    if (m_bytes + bytes > 2 * m_limits.bytes)
        return RecordRoom::NoBodiesAndDecisions;
    const bool isBehind =
        m_bytes + bytes > m_limits.bytes || m_records + records > m_limits.records;
    return isBehind ? RecordRoom::NoBodiesOfSuccesses : RecordRoom::Everything;
}

void Backlog::updateRoom()
{
    m_room.store(roomBeside(0, 0), std::memory_order_relaxed);
}

/// Whole batches only; the newest one always stays.
void Backlog::dropOldest()
{
    while (m_entries.size() > 1) {
        const auto records = static_cast<qint64>(m_entries.front().batch->size());
        if (m_records - records < m_limits.recordLimit)
            return;
        m_records -= records;
        m_recordsDropped += records;
        m_bytes -= m_entries.front().bytes;
        m_entries.pop_front();
    }
}

} // namespace signalbox::models
