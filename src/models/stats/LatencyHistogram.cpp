// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/stats/LatencyHistogram.h"

#include "models/base/Varint.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace signalbox::models {

namespace {

// Below 64 every microsecond has its own bucket; above, the five bits after the leading one choose
// one of 32 buckets of that power of two.
constexpr int subBits = 5;
constexpr int subBuckets = 1 << subBits;

constexpr int bucketOf(quint64 us)
{
    const int shift = std::max(0, static_cast<int>(std::bit_width(us)) - 1 - subBits);
    return shift * subBuckets + static_cast<int>(us >> shift);
}

constexpr qint64 middleOf(int bucket)
{
    const int shift = std::max(0, bucket / subBuckets - 1);
    const qint64 lowest = static_cast<qint64>(bucket - shift * subBuckets) << shift;
    return lowest + ((qint64(1) << shift) - 1) / 2;
}

constexpr quint64 bucketLimit = bucketOf(LatencyHistogram::largestUs) + 1;
// A corrupt row must not make a count overflow when it is merged.
constexpr quint64 largestStoredCount = 1U << 30;

} // namespace

void LatencyHistogram::add(qint64 latencyUs)
{
    if (latencyUs < 0)
        return;
    const int bucket = bucketOf(static_cast<quint64>(std::min(latencyUs, largestUs)));
    cover(bucket);
    ++m_counts[bucket - m_first];
    ++m_count;
}

void LatencyHistogram::merge(const LatencyHistogram &other)
{
    if (other.isEmpty())
        return;
    if (isEmpty()) {
        *this = other;
        return;
    }
    cover(other.m_first);
    cover(other.m_first + static_cast<int>(other.m_counts.size()) - 1);
    quint32 *counts = m_counts.data() + (other.m_first - m_first);
    for (const quint32 seen : other.m_counts)
        *counts++ += seen;
    m_count += other.m_count;
}

void LatencyHistogram::subtract(const LatencyHistogram &other)
{
    const int end = m_first + static_cast<int>(m_counts.size());
    quint32 *counts = m_counts.data();
    for (int i = 0; i < static_cast<int>(other.m_counts.size()); ++i) {
        const int bucket = other.m_first + i;
        if (bucket < m_first || bucket >= end)
            continue;
        quint32 &left = counts[bucket - m_first];
        const quint32 taken = std::min(left, other.m_counts.at(i));
        left -= taken;
        m_count -= taken;
    }
    if (m_count == 0)
        clear();
    else
        trim();
}

void LatencyHistogram::clear()
{
    *this = {};
}

std::optional<qint64> LatencyHistogram::quantile(double q) const
{
    if (isEmpty())
        return std::nullopt;
    qint64 latency = -1;
    quantiles({&q, 1}, {&latency, 1});
    return latency;
}

void LatencyHistogram::quantiles(std::span<const double> shares, std::span<qint64> latencies) const
{
    std::fill(latencies.begin(), latencies.end(), -1);
    const quint32 *counts = m_counts.constData();
    qint64 seen = 0;
    int at = -1;
    for (std::size_t i = 0; i < shares.size() && !isEmpty(); ++i) {
        const double share = std::clamp(shares[i], 0.0, 1.0);
        const auto rank = std::max<qint64>(
            1, static_cast<qint64>(std::ceil(share * static_cast<double>(m_count))));
        while (seen < rank)
            seen += counts[++at];
        latencies[i] = middleOf(m_first + at);
    }
}

QByteArray LatencyHistogram::toBytes() const
{
    // Pairs of (empty buckets skipped, count); the first skip starts at bucket 0.
    QByteArray bytes;
    VarintWriter writer(bytes);
    int next = 0;
    for (int i = 0; i < static_cast<int>(m_counts.size()); ++i) {
        if (m_counts.at(i) == 0)
            continue;
        writer.number(static_cast<quint64>(m_first + i - next));
        writer.number(m_counts.at(i));
        next = m_first + i + 1;
    }
    return bytes;
}

std::optional<LatencyHistogram> LatencyHistogram::fromBytes(const QByteArray &bytes)
{
    LatencyHistogram histogram;
    VarintReader reader(bytes);
    quint64 bucket = 0;
    while (!reader.atEnd()) {
        const quint64 skipped = reader.number();
        const quint64 seen = reader.number();
        if (!reader.isValid() || skipped >= bucketLimit || bucket + skipped >= bucketLimit
            || seen == 0 || seen > largestStoredCount)
            return std::nullopt;
        bucket += skipped;
        histogram.cover(static_cast<int>(bucket));
        histogram.m_counts[static_cast<int>(bucket) - histogram.m_first] =
            static_cast<quint32>(seen);
        histogram.m_count += static_cast<qint64>(seen);
        ++bucket;
    }
    return histogram;
}

bool LatencyHistogram::operator==(const LatencyHistogram &other) const
{
    return m_count == other.m_count && toBytes() == other.toBytes();
}

void LatencyHistogram::cover(int bucket)
{
    if (m_counts.isEmpty()) {
        m_first = bucket;
        m_counts.append(0);
        return;
    }
    if (bucket < m_first) {
        m_counts.insert(0, m_first - bucket, 0);
        m_first = bucket;
    } else if (bucket - m_first >= m_counts.size()) {
        m_counts.resize(bucket - m_first + 1);
    }
}

void LatencyHistogram::trim()
{
    const auto isUsed = [](quint32 seen) { return seen > 0; };
    const auto last = std::find_if(m_counts.crbegin(), m_counts.crend(), isUsed);
    m_counts.resize(std::distance(last, m_counts.crend()));
    const auto first = std::find_if(m_counts.cbegin(), m_counts.cend(), isUsed);
    const auto unused = std::distance(m_counts.cbegin(), first);
    m_counts.remove(0, unused);
    m_first += static_cast<int>(unused);
}

} // namespace signalbox::models
