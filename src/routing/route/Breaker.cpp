// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/Breaker.h"

#include "models/base/TimeUnits.h"

#include <algorithm>
#include <limits>

namespace signalbox::routing {

using models::ErrorClass;

namespace {

/// Shorter waits are retried by the exchange itself.
constexpr qint64 leastRetryAfterMs = 1'000;
constexpr int mostDoublings = 16;

qint64 nanoseconds(std::chrono::seconds seconds)
{
    constexpr qint64 mostSeconds = 365LL * 24 * 3600;
    return std::clamp<qint64>(seconds.count(), 1, mostSeconds) * 1'000'000'000;
}

bool isFailure(Breaker::Of kind, ErrorClass errorClass)
{
    switch (errorClass) {
    case ErrorClass::Authentication:
        return kind == Breaker::Of::Key;
    case ErrorClass::RateLimited:
        return kind == Breaker::Of::KeyModel;
    case ErrorClass::ServerError:
    case ErrorClass::Timeout:
    case ErrorClass::Connection:
    case ErrorClass::NotFound:
        return kind == Breaker::Of::Model;
    case ErrorClass::None:
    case ErrorClass::ContextTooLong:
    case ErrorClass::ContentFilter:
    case ErrorClass::BadRequest:
    case ErrorClass::Cancelled:
        return false;
    }
    return false;
}

} // namespace

Breaker::Breaker(Of kind, const models::BreakerSettings &settings)
    : m_kind(kind)
    , m_settings(settings)
{}

void Breaker::setSettings(const models::BreakerSettings &settings, qint64 nowNs)
{
    // Counts of a window of another length would be read wrong.
    if (settings.window != m_settings.window) {
        m_slots = {};
        m_newestSlot = std::numeric_limits<qint64>::min();
    }
    m_settings = settings;
    if (m_state != State::Open)
        return;
    m_untilNs = std::min(m_untilNs, m_openedNs + maxOpenNs());
    if (!settings.isOn)
        close(nowNs);
}

Breaker::State Breaker::state(qint64 nowNs) const
{
    return m_state == State::Open && nowNs >= m_untilNs ? State::HalfOpen : m_state;
}

bool Breaker::mayTry(qint64 nowNs) const
{
    if (!m_settings.isOn)
        return true;
    switch (state(nowNs)) {
    case State::Closed:
        return true;
    case State::Open:
        return false;
    case State::HalfOpen:
        return m_probesInFlight < std::max(1, m_settings.probes);
    }
    return true;
}

Breaker::Pass Breaker::tryBegan(qint64 nowNs)
{
    settle(nowNs);
    Pass pass{.round = m_round};
    if (m_state == State::HalfOpen && m_probesInFlight < std::max(1, m_settings.probes)) {
        pass.isProbe = true;
        ++m_probesInFlight;
    } else if (m_state != State::Closed) {
        pass.isForced = true;
    }
    return pass;
}

void Breaker::ended(const Pass &pass, ErrorClass errorClass, qint64 retryAfterMs, qint64 nowNs)
{
    settle(nowNs);
    if (pass.isProbe)
        --m_probesInFlight;
    if (!m_settings.isOn)
        return;
    const bool hasFailed = isFailure(m_kind, errorClass);
    if (!hasFailed && errorClass != ErrorClass::None)
        return;
    const qint64 retryAfterNs = hasFailed ? honouredNs(retryAfterMs) : 0;
    // A forced attempt runs while the breaker turns half-open by itself: it is still about now.
    const bool isOfNow = pass.round == m_round || (pass.isForced && pass.round + 1 == m_round);
    switch (m_state) {
    case State::Closed:
        if (!isOfNow)
            return;
        count(hasFailed, nowNs);
        if (retryAfterNs > 0 || (hasFailed && isTripped()))
            open(retryAfterNs, nowNs);
        return;
    case State::Open:
        if (!hasFailed && pass.round == m_round)
            close(nowNs);
        else if (retryAfterNs > 0)
            extend(retryAfterNs, nowNs);
        return;
    case State::HalfOpen:
        if (!isOfNow)
            return;
        if (!hasFailed)
            close(nowNs);
        else if (pass.isProbe)
            open(retryAfterNs, nowNs);
        return;
    }
}

qint64 Breaker::opensAgainAtNs(qint64 nowNs) const
{
    return m_settings.isOn && m_state == State::Open ? std::max(nowNs, m_untilNs) : nowNs;
}

bool Breaker::isAskedToWait(qint64 nowNs) const
{
    return m_isAskedToWait && state(nowNs) == State::Open;
}

void Breaker::settle(qint64 nowNs)
{
    if (m_state == State::Open && nowNs >= m_untilNs) {
        m_state = State::HalfOpen;
        m_isAskedToWait = false;
        ++m_round;
    }
    if (m_state == State::Closed)
        coolDown(nowNs);
}

void Breaker::advance(qint64 nowNs)
{
    const qint64 slotNs = std::max<qint64>(1, nanoseconds(m_settings.window) / slotCount);
    const qint64 newest = nowNs >= 0 ? nowNs / slotNs : (nowNs + 1) / slotNs - 1;
    if (newest <= m_newestSlot)
        return;
    if (m_newestSlot < newest - slotCount) {
        m_slots = {};
    } else {
        for (qint64 number = m_newestSlot + 1; number <= newest; ++number) {
            const qint64 place = (number % slotCount + slotCount) % slotCount;
            m_slots.at(static_cast<std::size_t>(place)) = {};
        }
    }
    m_newestSlot = newest;
}

void Breaker::count(bool hasFailed, qint64 nowNs)
{
    advance(nowNs);
    const qint64 place = (m_newestSlot % slotCount + slotCount) % slotCount;
    Slot &slot = m_slots.at(static_cast<std::size_t>(place));
    slot.failed += hasFailed ? 1 : 0;
    ++slot.all;
    m_failedInRow = hasFailed ? m_failedInRow + 1 : 0;
}

bool Breaker::isTripped() const
{
    if (m_settings.consecutiveFailures > 0 && m_failedInRow >= m_settings.consecutiveFailures)
        return true;
    int failed = 0;
    int all = 0;
    for (const Slot &slot : m_slots) {
        failed += slot.failed;
        all += slot.all;
    }
    return all >= std::max(1, m_settings.minimumRequests)
        && failed >= m_settings.failureShare * all;
}

void Breaker::open(qint64 retryAfterNs, qint64 nowNs)
{
    m_isAskedToWait = retryAfterNs > 0;
    m_untilNs = nowNs + (retryAfterNs > 0 ? retryAfterNs : openNs());
    // What the provider plans is no flapping: only what it did not announce makes it longer.
    if (retryAfterNs == 0 || m_state == State::HalfOpen)
        m_level = std::min(m_level + 1, mostDoublings);
    m_state = State::Open;
    m_openedNs = nowNs;
    m_slots = {};
    m_failedInRow = 0;
    ++m_openings;
    ++m_round;
}

/// Asked to wait while it is open already.
void Breaker::extend(qint64 retryAfterNs, qint64 nowNs)
{
    m_isAskedToWait = true;
    m_untilNs = std::clamp(nowNs + retryAfterNs, m_untilNs, m_openedNs + maxOpenNs());
}

void Breaker::close(qint64 nowNs)
{
    m_state = State::Closed;
    m_isAskedToWait = false;
    m_slots = {};
    m_failedInRow = 0;
    m_calmSinceNs = nowNs;
    ++m_round;
}

/// The level falls by one for each longest open time spent closed: a breaker that flaps stays long
/// open each time, one that had a bad day starts anew.
void Breaker::coolDown(qint64 nowNs)
{
    const qint64 calmNs = maxOpenNs();
    while (m_level > 0 && nowNs - m_calmSinceNs >= calmNs) {
        --m_level;
        m_calmSinceNs += calmNs;
    }
}

qint64 Breaker::openNs() const
{
    const qint64 firstNs = nanoseconds(m_settings.open);
    const qint64 mostNs = maxOpenNs();
    // Compared by dividing, so that a long time cannot overflow.
    return firstNs > mostNs >> m_level ? mostNs : firstNs << m_level;
}

qint64 Breaker::honouredNs(qint64 retryAfterMs) const
{
    return retryAfterMs >= leastRetryAfterMs
        ? std::min(retryAfterMs, maxOpenNs() / models::nsPerMs) * models::nsPerMs
        : 0;
}

qint64 Breaker::maxOpenNs() const
{
    return nanoseconds(m_settings.maxOpen);
}

void Breaker::write(models::VarintWriter &writer, const models::SavedTime &time) const
{
    writer.number(static_cast<quint64>(m_state));
    writer.number(static_cast<quint64>(m_level));
    writer.number(static_cast<quint64>(m_openings));
    writer.number(m_isAskedToWait ? 1 : 0);
    for (const qint64 moment : {m_openedNs, m_untilNs, m_calmSinceNs})
        time.write(writer, moment);
}

bool Breaker::read(models::VarintReader &reader, const models::SavedTime &time)
{
    const quint64 state = reader.number();
    m_level = static_cast<int>(std::min<quint64>(reader.number(), mostDoublings));
    m_openings = static_cast<int>(std::min<quint64>(reader.number(), 1'000'000'000));
    m_isAskedToWait = reader.number() == 1;
    m_openedNs = std::min(time.read(reader), time.nowNs);
    m_untilNs = std::min(time.read(reader), m_openedNs + maxOpenNs());
    m_calmSinceNs = std::min(time.read(reader), time.nowNs);
    m_probesInFlight = 0;
    m_failedInRow = 0;
    m_slots = {};
    if (!reader.isValid() || state > static_cast<quint64>(State::HalfOpen))
        return false;
    m_state = static_cast<State>(state);
    return true;
}

} // namespace signalbox::routing
