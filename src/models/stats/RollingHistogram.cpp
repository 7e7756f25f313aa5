// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/stats/RollingHistogram.h"

#include <algorithm>

namespace signalbox::models {

namespace {

constexpr std::array<double, RollingHistogram::percents.size()> shares{0.5, 0.75, 0.9, 0.95, 0.99};

qint64 slotNumber(qint64 timeNs)
{
    // Ages from before a restart may lie before the clock's zero.
    const qint64 number = timeNs / RollingHistogram::slotNs;
    return timeNs % RollingHistogram::slotNs < 0 ? number - 1 : number;
}

} // namespace

void RollingHistogram::add(qint64 latencyUs, qint64 nowNs)
{
    if (latencyUs < 0)
        return;
    if (!m_hasBegun) {
        m_hasBegun = true;
        m_newest = slotNumber(nowNs);
        m_validUntilNs = (m_newest + 1) * slotNs;
    }
    advance(nowNs);
    slot(m_newest).add(latencyUs);
    m_sum.add(latencyUs);
    m_isStale = true;
}

qint64 RollingHistogram::percentileUs(int percent, qint64 nowNs) const
{
    advance(nowNs);
    if (m_sum.isEmpty())
        return -1;
    if (m_isStale)
        refresh();
    for (std::size_t i = 0; i < percents.size(); ++i) {
        if (percent <= percents.at(i))
            return m_percentiles.at(i);
    }
    return m_percentiles.back();
}

qint64 RollingHistogram::count(qint64 nowNs) const
{
    advance(nowNs);
    return m_sum.count();
}

const LatencyHistogram &RollingHistogram::sum(qint64 nowNs) const
{
    advance(nowNs);
    return m_sum;
}

void RollingHistogram::advance(qint64 nowNs) const
{
    if (!m_hasBegun || nowNs < m_validUntilNs)
        return;
    const qint64 newest = slotNumber(nowNs);
    if (newest - m_newest >= slotCount) {
        m_slots.fill({});
        m_sum.clear();
    } else {
        for (qint64 number = m_newest + 1; number <= newest; ++number) {
            m_sum.subtract(slot(number));
            slot(number).clear();
        }
    }
    m_newest = newest;
    m_validUntilNs = (newest + 1) * slotNs;
    m_isStale = true;
}

void RollingHistogram::refresh() const
{
    m_sum.quantiles(shares, m_percentiles);
    m_isStale = false;
}

LatencyHistogram &RollingHistogram::slot(qint64 number) const
{
    const qint64 place = number % slotCount;
    return m_slots.at(static_cast<std::size_t>(place < 0 ? place + slotCount : place));
}

void RollingHistogram::write(VarintWriter &writer, const SavedTime &time) const
{
    advance(time.nowNs);
    writer.number(m_sum.isEmpty() ? 0 : slotCount);
    if (m_sum.isEmpty())
        return;
    time.write(writer, m_newest * slotNs);
    for (int age = 0; age < slotCount; ++age)
        writer.bytes(slot(m_newest - age).toBytes());
}

bool RollingHistogram::read(VarintReader &reader, const SavedTime &time)
{
    *this = {};
    const quint64 slotsWritten = reader.number();
    if (slotsWritten == 0 && reader.isValid())
        return true;
    if (slotsWritten != slotCount)
        return false;
    m_hasBegun = true;
    m_newest = slotNumber(time.read(reader) + slotNs / 2);
    m_validUntilNs = (m_newest + 1) * slotNs;
    m_isStale = true;
    for (int age = 0; age < slotCount; ++age) {
        const auto histogram = LatencyHistogram::fromBytes(reader.bytes());
        if (!reader.isValid() || !histogram) {
            *this = {};
            return false;
        }
        slot(m_newest - age) = *histogram;
        m_sum.merge(*histogram);
    }
    advance(time.nowNs);
    return true;
}

} // namespace signalbox::models
