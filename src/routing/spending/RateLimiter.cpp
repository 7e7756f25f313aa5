// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/spending/RateLimiter.h"

#include "models/base/Murmur3.h"
#include "models/base/TimeUnits.h"

#include <algorithm>
#include <utility>

namespace signalbox::routing {

namespace {

constexpr qint64 nsPerSecond = 1'000'000'000;
constexpr qint64 mostTokens = Q_INT64_C(1) << 40;
constexpr int guessedWaitMs = 1000;

qint64 saneTokens(qint64 tokens)
{
    return std::clamp<qint64>(tokens, 0, mostTokens);
}

std::size_t place(qint64 bucket, int count)
{
    return static_cast<std::size_t>(bucket % count);
}

} // namespace

quint64 rateUnit(std::string_view owner, std::string_view unit)
{
    // Not std::hash, which may be another one with the next library. Who seeks two names of one key
    // shares the counts of both; there is nothing to gain but less for oneself.
    constexpr quint32 otherSeed = 0x9E37'79B9;
    const quint64 first = models::murmur3Joined(owner, unit);
    const quint64 second = models::murmur3(owner, otherSeed) + models::murmur3(unit, otherSeed + 1);
    return first << 32U ^ second;
}

RateTicket::~RateTicket()
{
    if (m_limiter)
        m_limiter->end(*this);
}

RateTicket::RateTicket(RateTicket &&other) noexcept
    : m_limiter(std::exchange(other.m_limiter, nullptr))
    , m_slot(other.m_slot)
    , m_epoch(other.m_epoch)
    , m_bucket(other.m_bucket)
    , m_tokens(other.m_tokens)
{}

RateTicket &RateTicket::operator=(RateTicket &&other) noexcept
{
    if (this == &other)
        return *this;
    if (m_limiter)
        m_limiter->end(*this);
    m_limiter = std::exchange(other.m_limiter, nullptr);
    m_slot = other.m_slot;
    m_epoch = other.m_epoch;
    m_bucket = other.m_bucket;
    m_tokens = other.m_tokens;
    return *this;
}

void RateTicket::correct(qint64 tokens)
{
    if (!m_limiter)
        return;
    RateLimiter::Unit &unit = m_limiter->m_units[m_slot];
    const bool fitsBuckets =
        m_epoch == unit.epoch && m_bucket > unit.newest - RateLimiter::bucketCount;
    if (fitsBuckets) {
        qint64 &counted = unit.tokensIn.at(place(m_bucket, RateLimiter::bucketCount));
        const qint64 change = std::max(saneTokens(tokens) - m_tokens, -counted);
        counted += change;
        unit.tokens += change;
        if (change != 0)
            m_limiter->noteChange(m_slot);
    }
    m_tokens = saneTokens(tokens);
}

RateLimiter::RateLimiter(std::size_t maxUnits, char mark)
    : m_maxUnits(std::max<std::size_t>(1, maxUnits))
    , m_mark(mark)
{}

RateLimiter::~RateLimiter() = default;

qint64 RateLimiter::sinceOrigin(qint64 nowNs)
{
    constexpr qint64 origin = Q_INT64_C(1) << 61; // 73 years, and 219 more until it overflows
    return origin + std::max<qint64>(0, nowNs);
}

qint64 RateLimiter::bucketAt(const Unit &unit, qint64 nowNs)
{
    return (nowNs - unit.phaseNs) / unit.widthNs;
}

qint64 RateLimiter::newestBegan(const Unit &unit)
{
    return unit.phaseNs + unit.newest * unit.widthNs;
}

qint64 RateLimiter::widthFor(const models::RateLimits &limits)
{
    constexpr qint64 mostSeconds = 400LL * 24 * 3600;
    const qint64 seconds = std::clamp<qint64>(limits.window.count(), 1, mostSeconds);
    return (seconds * nsPerSecond + bucketsPerWindow - 1) / bucketsPerWindow;
}

void RateLimiter::advance(Unit &unit, qint64 nowNs)
{
    const qint64 bucket = bucketAt(unit, nowNs);
    if (bucket <= unit.newest)
        return;
    if (bucket - unit.newest >= bucketCount || (unit.requests == 0 && unit.tokens == 0)) {
        unit.requestsIn.fill(0);
        unit.tokensIn.fill(0);
        unit.requests = 0;
        unit.tokens = 0;
        unit.newest = bucket;
        return;
    }
    while (unit.newest < bucket) {
        const std::size_t index = place(++unit.newest, bucketCount);
        unit.requests -= std::exchange(unit.requestsIn.at(index), 0U);
        unit.tokens -= std::exchange(unit.tokensIn.at(index), 0);
    }
}

void RateLimiter::setWidth(Unit &unit, qint64 widthNs, qint64 nowNs)
{
    if (unit.widthNs == widthNs)
        return;
    // When each was let through is no longer known: as if all were now, which errs on the safe
    // side. What has left the old window counts no more, even when the new one is longer.
    const qint64 last = std::max(nowNs, newestBegan(unit));
    unit.widthNs = widthNs;
    unit.phaseNs = 0;
    unit.newest = last / widthNs;
    unit.requestsIn.fill(0);
    unit.tokensIn.fill(0);
    unit.requestsIn.at(place(unit.newest, bucketCount)) = static_cast<quint32>(unit.requests);
    unit.tokensIn.at(place(unit.newest, bucketCount)) = unit.tokens;
    ++unit.epoch;
}

qint64 RateLimiter::waitNs(const Unit &unit, qint64 excessRequests, qint64 excessTokens,
                           qint64 nowNs)
{
    qint64 bucket = unit.newest - bucketsPerWindow;
    for (; bucket <= unit.newest && (excessRequests > 0 || excessTokens > 0); ++bucket) {
        excessRequests -= unit.requestsIn.at(place(bucket, bucketCount));
        excessTokens -= unit.tokensIn.at(place(bucket, bucketCount));
    }
    return unit.phaseNs + (bucket + bucketsPerWindow) * unit.widthNs - nowNs;
}

RateVerdict RateLimiter::check(const models::RateLimits &limits, const Unit &unit, qint64 tokens,
                               qint64 nowNs)
{
    RateVerdict verdict = judge(limits, unit, tokens, nowNs);
    verdict.requests = unit.requests;
    verdict.tokens = unit.tokens;
    verdict.running = unit.running;
    return verdict;
}

RateVerdict RateLimiter::judge(const models::RateLimits &limits, const Unit &unit, qint64 tokens,
                               qint64 nowNs)
{
    const qint64 excessRequests = limits.requests > 0 ? unit.requests + 1 - limits.requests : 0;
    const qint64 excessTokens = limits.tokens > 0 ? unit.tokens + tokens - limits.tokens : 0;
    if (limits.tokens > 0 && tokens > limits.tokens)
        return {.limit = RateLimitKind::Tokens, .retryAfterMs = -1};
    if (excessRequests > 0 || excessTokens > 0) {
        const qint64 forRequests = waitNs(unit, excessRequests, 0, nowNs);
        const qint64 forTokens = waitNs(unit, 0, excessTokens, nowNs);
        const bool isRequests =
            excessRequests > 0 && (excessTokens <= 0 || forRequests >= forTokens);
        const qint64 wait = isRequests ? forRequests : forTokens;
        return {.limit = isRequests ? RateLimitKind::Requests : RateLimitKind::Tokens,
                .retryAfterMs =
                    std::max<qint64>(1, (wait + models::nsPerMs - 1) / models::nsPerMs)};
    }
    if (limits.concurrent > 0 && unit.running >= limits.concurrent)
        return {.limit = RateLimitKind::Concurrent, .retryAfterMs = guessedWaitMs};
    return {};
}

RateAdmission RateLimiter::tryBegin(const models::RateLimits &limits, quint64 unit, qint64 tokens,
                                    qint64 nowNs)
{
    RateAdmission admission;
    if (limits.isEmpty())
        return admission;
    nowNs = sinceOrigin(nowNs);
    tokens = saneTokens(tokens);
    const qint64 widthNs = widthFor(limits);
    const quint32 slot = slotFor(unit, widthNs, nowNs);
    if (slot == noSlot) {
        admission.verdict = {.limit = RateLimitKind::Units, .retryAfterMs = guessedWaitMs};
        return admission;
    }
    Unit &counted = m_units[slot];
    advance(counted, nowNs);
    setWidth(counted, widthNs, nowNs);
    const qint64 notBeforeNs = std::max(nowNs, newestBegan(counted));
    admission.verdict = check(limits, counted, tokens, notBeforeNs);
    if (!admission.verdict.isAdmitted())
        return admission;
    const std::size_t index = place(counted.newest, bucketCount);
    ++counted.requestsIn.at(index);
    ++counted.requests;
    counted.tokensIn.at(index) += tokens;
    counted.tokens += tokens;
    ++counted.running;
    if (limits.requests > 0 || limits.tokens > 0)
        noteChange(slot);
    admission.ticket.m_limiter = this;
    admission.ticket.m_slot = slot;
    admission.ticket.m_epoch = counted.epoch;
    admission.ticket.m_bucket = counted.newest;
    admission.ticket.m_tokens = tokens;
    return admission;
}

RateVerdict RateLimiter::peek(const models::RateLimits &limits, quint64 unit, qint64 tokens,
                              qint64 nowNs) const
{
    if (limits.isEmpty())
        return {};
    nowNs = sinceOrigin(nowNs);
    const auto found = m_slotOf.find(unit);
    Unit copy{.widthNs = widthFor(limits)};
    if (found != m_slotOf.end())
        copy = m_units[found->second];
    else if (m_slotOf.size() >= m_maxUnits && idleSlot(nowNs) == noSlot)
        return {.limit = RateLimitKind::Units, .retryAfterMs = guessedWaitMs};
    advance(copy, nowNs);
    setWidth(copy, widthFor(limits), nowNs);
    return check(limits, copy, saneTokens(tokens), std::max(nowNs, newestBegan(copy)));
}

RateUsage RateLimiter::usage(quint64 unit, qint64 nowNs) const
{
    const auto found = m_slotOf.find(unit);
    if (found == m_slotOf.end())
        return {};
    Unit copy = m_units[found->second];
    advance(copy, sinceOrigin(nowNs));
    return {.requests = copy.requests, .tokens = copy.tokens, .running = copy.running};
}

std::unordered_map<quint64, RateUsage> RateLimiter::usages(std::size_t most, qint64 nowNs) const
{
    std::unordered_map<quint64, RateUsage> all;
    for (quint32 slot = m_newest; slot != noSlot && all.size() < most; slot = m_units[slot].older)
        all.emplace(m_units[slot].key, usage(m_units[slot].key, nowNs));
    return all;
}

quint32 RateLimiter::idleSlot(qint64 nowNs) const
{
    constexpr int mostLooks = 64; // a few with long windows must not hide the others
    quint32 slot = m_oldest;
    for (int looks = 0; slot != noSlot && looks < mostLooks; ++looks) {
        const Unit &unit = m_units[slot];
        if (unit.running == 0
            && (unit.requests == 0 || bucketAt(unit, nowNs) - unit.newest >= bucketCount))
            return slot;
        slot = unit.newer;
    }
    return noSlot;
}

quint32 RateLimiter::slotFor(quint64 key, qint64 widthNs, qint64 nowNs)
{
    if (const auto found = m_slotOf.find(key); found != m_slotOf.end()) {
        if (found->second != m_newest) {
            unlink(found->second);
            linkNewest(found->second);
        }
        return found->second;
    }
    quint32 slot = noSlot;
    quint32 epoch = 0;
    if (m_units.size() < m_maxUnits) {
        slot = static_cast<quint32>(m_units.size());
        m_units.emplace_back();
    } else {
        slot = idleSlot(nowNs);
        if (slot == noSlot)
            return noSlot;
        unlink(slot);
        m_slotOf.erase(m_units[slot].key);
        epoch = m_units[slot].epoch + 1;
    }
    m_units[slot] = {.key = key,
                     .widthNs = widthNs,
                     .newest = nowNs / widthNs,
                     .epoch = epoch,
                     .isChanged = m_units[slot].isChanged};
    m_slotOf.emplace(key, slot);
    linkNewest(slot);
    return slot;
}

void RateLimiter::unlink(quint32 slot)
{
    const Unit &unit = m_units[slot];
    (unit.newer == noSlot ? m_newest : m_units[unit.newer].older) = unit.older;
    (unit.older == noSlot ? m_oldest : m_units[unit.older].newer) = unit.newer;
}

void RateLimiter::linkNewest(quint32 slot)
{
    Unit &unit = m_units[slot];
    unit.newer = noSlot;
    unit.older = m_newest;
    (m_newest == noSlot ? m_oldest : m_units[m_newest].newer) = slot;
    m_newest = slot;
}

void RateLimiter::end(RateTicket &ticket)
{
    --m_units[ticket.m_slot].running; // one that runs keeps its slot
    ticket.m_limiter = nullptr;
}

} // namespace signalbox::routing
