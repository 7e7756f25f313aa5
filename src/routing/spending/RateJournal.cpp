// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/base/TimeUnits.h"
#include "routing/spending/JournalLine.h"
#include "routing/spending/RateLimiter.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

// An entry is "mark,unit,width of a bucket in ns,when the newest began in ms of the wall clock",
// and for each bucket that is not empty ",how many before the newest:requests:tokens". It tells all
// of its unit, so a later one stands for those before.

namespace signalbox::routing {

struct RateLimiter::JournalEntry
{
    struct Bucket
    {
        int before = 0; ///< the newest
        quint32 requests = 0;
        qint64 tokens = 0;
    };

    quint64 unit = 0;
    qint64 widthNs = 0;
    qint64 begunMs = 0;
    std::vector<Bucket> buckets;

    static std::optional<JournalEntry> read(const QByteArray &text, char mark);
};

namespace {

constexpr qint64 mostNs = 400LL * 24 * 3600 * 1'000'000'000;
constexpr qint64 mostTokensOfBucket = Q_INT64_C(1) << 50;

std::optional<qint64> number(const QByteArray &text, qint64 most)
{
    bool isNumber = false;
    const qint64 value = text.toLongLong(&isNumber);
    return isNumber && value >= 0 && value <= most ? std::optional(value) : std::nullopt;
}

} // namespace

std::optional<RateLimiter::JournalEntry> RateLimiter::JournalEntry::read(const QByteArray &text,
                                                                         char mark)
{
    constexpr int firstBucket = 4;
    const QList<QByteArray> parts = text.split(',');
    if (parts.size() <= firstBucket || parts.size() > firstBucket + bucketCount
        || parts[0] != QByteArray(1, mark))
        return std::nullopt;
    JournalEntry entry;
    bool isUnit = false;
    entry.unit = parts[1].toULongLong(&isUnit, 16);
    const auto width = number(parts[2], mostNs);
    const auto begun = number(parts[3], std::numeric_limits<qint64>::max() / 2);
    if (!isUnit || !width || *width == 0 || !begun)
        return std::nullopt;
    entry.widthNs = *width;
    entry.begunMs = *begun;
    for (const QByteArray &bucket : parts.mid(firstBucket)) {
        const QList<QByteArray> values = bucket.split(':');
        if (values.size() != 3)
            return std::nullopt;
        const auto before = number(values[0], bucketCount - 1);
        const auto requests = number(values[1], std::numeric_limits<quint32>::max());
        const auto tokens = number(values[2], mostTokensOfBucket);
        const bool isLater = !entry.buckets.empty() && before <= entry.buckets.back().before;
        if (!before || !requests || !tokens || isLater)
            return std::nullopt;
        entry.buckets.push_back({.before = static_cast<int>(*before),
                                 .requests = static_cast<quint32>(*requests),
                                 .tokens = *tokens});
    }
    return entry;
}

void RateLimiter::noteChange(quint32 slot)
{
    if (std::exchange(m_units[slot].isChanged, true))
        return;
    m_changed.push_back(slot);
}

void RateLimiter::appendUnit(const Unit &unit, char mark, qint64 nowNs, qint64 wallMs,
                             QByteArray &line)
{
    Unit now = unit;
    advance(now, nowNs);
    QByteArray buckets;
    for (int before = 0; before < bucketCount; ++before) {
        const auto index = static_cast<std::size_t>((now.newest - before) % bucketCount);
        if (now.requestsIn.at(index) == 0 && now.tokensIn.at(index) == 0)
            continue;
        buckets += ',' + QByteArray::number(before) + ':'
            + QByteArray::number(now.requestsIn.at(index)) + ':'
            + QByteArray::number(now.tokensIn.at(index));
    }
    if (buckets.isEmpty())
        return;
    const qint64 begunMs = wallMs - std::max<qint64>(0, nowNs - newestBegan(now)) / models::nsPerMs;
    if (!line.isEmpty())
        line += ';';
    line += mark;
    line += ',' + QByteArray::number(now.key, 16) + ',' + QByteArray::number(now.widthNs) + ','
        + QByteArray::number(std::max<qint64>(0, begunMs)) + buckets;
}

JournalText RateLimiter::textOf(std::vector<Unit> units, qint64 nowNs, qint64 wallMs) const
{
    return [units = std::move(units), mark = m_mark, nowNs = sinceOrigin(nowNs), wallMs] {
        QByteArray line;
        for (const Unit &unit : units)
            appendUnit(unit, mark, nowNs, wallMs, line);
        return sealedLine(line);
    };
}

JournalText RateLimiter::takeChanges(qint64 nowNs, qint64 wallMs)
{
    std::vector<Unit> units;
    units.reserve(m_changed.size());
    for (const quint32 slot : m_changed) {
        m_units[slot].isChanged = false;
        units.push_back(m_units[slot]);
    }
    m_changed.clear();
    return textOf(std::move(units), nowNs, wallMs);
}

JournalText RateLimiter::takeSnapshot(qint64 nowNs, qint64 wallMs)
{
    std::vector<Unit> units;
    units.reserve(m_slotOf.size());
    // In the order of their last use, which is that of looking for one to reuse.
    for (quint32 slot = m_oldest; slot != noSlot; slot = m_units[slot].newer) {
        m_units[slot].isChanged = false;
        units.push_back(m_units[slot]);
    }
    m_changed.clear();
    return textOf(std::move(units), nowNs, wallMs);
}

void RateLimiter::restoreUnit(const JournalEntry &entry, qint64 nowNs, qint64 wallMs)
{
    // What was cut off the milliseconds is put back: later errs on the safe side.
    constexpr qint64 cutOffNs = 2 * models::nsPerMs;
    const qint64 ageMs = std::max<qint64>(0, wallMs - entry.begunMs);
    const qint64 begun = nowNs - std::min(ageMs, mostNs / models::nsPerMs) * models::nsPerMs;
    Unit restored{.key = entry.unit, .widthNs = entry.widthNs};
    restored.phaseNs = std::min(begun + cutOffNs, nowNs) % entry.widthNs;
    restored.newest = bucketAt(restored, std::min(begun + cutOffNs, nowNs));
    for (const JournalEntry::Bucket &bucket : entry.buckets) {
        const auto index =
            static_cast<std::size_t>((restored.newest - bucket.before) % bucketCount);
        restored.requestsIn.at(index) = bucket.requests;
        restored.tokensIn.at(index) = bucket.tokens;
        restored.requests += bucket.requests;
        restored.tokens += bucket.tokens;
    }
    // An entry whose counts have left the window still ends what an earlier one said.
    advance(restored, nowNs);
    const bool isEmpty = restored.requests == 0 && restored.tokens == 0;
    if (isEmpty && !m_slotOf.contains(entry.unit))
        return;
    const quint32 slot = slotFor(entry.unit, entry.widthNs, nowNs);
    if (slot == noSlot)
        return;
    Unit &unit = m_units[slot];
    restored.epoch = unit.epoch + 1;
    restored.running = unit.running;
    restored.isChanged = unit.isChanged;
    restored.newer = unit.newer;
    restored.older = unit.older;
    unit = restored;
}

void RateLimiter::restore(const QByteArray &journal, qint64 nowNs, qint64 wallMs)
{
    forEachEntry(journal, [&](const QByteArray &text) {
        if (const auto entry = JournalEntry::read(text, m_mark))
            restoreUnit(*entry, sinceOrigin(nowNs), wallMs);
    });
}

} // namespace signalbox::routing
