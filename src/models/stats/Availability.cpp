// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/stats/Availability.h"

#include <algorithm>

namespace signalbox::models {

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr qint64 hourMs = 60 * minuteMs;
constexpr quint64 largestStored = 1U << 30;

} // namespace

template<std::size_t size>
void Availability::addTo(std::array<Bucket, size> &ring, bool wasAvailable, qint64 number)
{
    Bucket &bucket = ring.at(static_cast<std::size_t>(number) % size);
    if (bucket.number != number)
        bucket = {.number = number};
    ++bucket.all;
    bucket.available += wasAvailable ? 1 : 0;
}

template<std::size_t size>
Availability::Share Availability::sum(const std::array<Bucket, size> &ring, qint64 newest,
                                      qint64 buckets)
{
    qint64 available = 0;
    qint64 all = 0;
    for (const Bucket &bucket : ring) {
        if (bucket.number > newest - buckets && bucket.number <= newest) {
            available += bucket.available;
            all += bucket.all;
        }
    }
    if (all == 0)
        return {};
    return {static_cast<double>(available) / static_cast<double>(all), all};
}

void Availability::add(bool wasAvailable, qint64 wallMs)
{
    m_newestMs = std::max({m_newestMs, wallMs, qint64{0}});
    addTo(m_minutes, wasAvailable, m_newestMs / minuteMs);
    addTo(m_hours, wasAvailable, m_newestMs / hourMs);
}

Availability::Share Availability::share(Window window, qint64 wallMs) const
{
    const qint64 now = std::max(m_newestMs, wallMs);
    switch (window) {
    case Window::FiveMinutes:
        return sum(m_minutes, now / minuteMs, 5);
    case Window::Hour:
        return sum(m_minutes, now / minuteMs, 60);
    case Window::Day:
        return sum(m_hours, now / hourMs, 24);
    case Window::Week:
        return sum(m_hours, now / hourMs, 168);
    }
    return {};
}

void Availability::write(VarintWriter &writer) const
{
    const auto writeRing = [&](const auto &ring) {
        writer.number(static_cast<quint64>(std::count_if(
            ring.begin(), ring.end(), [](const Bucket &bucket) { return bucket.all > 0; })));
        for (const Bucket &bucket : ring) {
            if (bucket.all == 0)
                continue;
            writer.number(static_cast<quint64>(bucket.number));
            writer.number(bucket.available);
            writer.number(bucket.all);
        }
    };
    writer.number(static_cast<quint64>(m_newestMs));
    writeRing(m_minutes);
    writeRing(m_hours);
}

bool Availability::read(VarintReader &reader)
{
    *this = {};
    // The year 10000 in milliseconds: no clock that is right says more.
    constexpr quint64 latestMs = 253'402'300'800'000;
    const quint64 newestMs = reader.number();
    const auto readRing = [&](auto &ring, qint64 bucketMs) {
        const quint64 used = reader.number();
        if (used > ring.size())
            return false;
        for (quint64 i = 0; i < used; ++i) {
            const quint64 number = reader.number();
            const quint64 available = reader.number();
            const quint64 all = reader.number();
            if (!reader.isValid() || number > newestMs / static_cast<quint64>(bucketMs)
                || available > all || all > largestStored)
                return false;
            ring.at(number % ring.size()) = {static_cast<qint64>(number),
                                             static_cast<quint32>(available),
                                             static_cast<quint32>(all)};
        }
        return reader.isValid();
    };
    if (newestMs > latestMs || !readRing(m_minutes, minuteMs) || !readRing(m_hours, hourMs)) {
        *this = {};
        return false;
    }
    m_newestMs = static_cast<qint64>(newestMs);
    return true;
}

} // namespace signalbox::models
