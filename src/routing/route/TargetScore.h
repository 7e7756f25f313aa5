// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/stats/Availability.h"
#include "models/stats/DecayedCounts.h"
#include "models/stats/LogNormalMean.h"
#include "models/stats/RollingHistogram.h"
#include "routing/route/AttemptOutcome.h"
#include "routing/route/Figure.h"

#include <array>

namespace signalbox::routing {

/// What is known of one target, or of one key, from the attempts that were made on it.
///
/// Fed at the end of each attempt. A value on the proxy thread; reading allocates nothing. A
/// failure (a timeout, a server's error, no connection, a rate limit) counts in TTFT and total as
/// what it took, and as no less than `failedAsUs`: what fails fast must not look fast.
class TargetScore
{
public:
    static constexpr std::size_t classCount = static_cast<std::size_t>(models::errorClassCount);
    static constexpr int taskTypeCount = 12; ///< as taskTypeNames() has
    static constexpr qint64 failedAsUs = 10'000'000;

    enum class Speed : quint8 { Ttft, Total, TimePerOutputToken };

    qint64 inFlight = 0;
    qint64 attempts = 0;
    std::array<qint64, classCount> byClass{}; ///< ended attempts; index 0 (None) are successes
    double ttftMs = -1; ///< time-decayed mean of first bytes of successes, -1 unknown
    double totalMs = -1; ///< the same of whole attempts that succeeded
    qint64 lastEndedNs = 0; ///< meaningless before any has ended

    void attemptBegan();
    void attemptEnded(const AttemptOutcome &outcome);
    /// The same, of an attempt of which no more is known. \a firstByteUs is -1 without an answer.
    void attemptEnded(models::ErrorClass errorClass, qint64 firstByteUs, qint64 elapsedUs,
                      qint64 nowNs);

    [[nodiscard]] qint64 ended() const;
    /// Share of all ended attempts that succeeded, -1 without any. Cancelled ones count for
    /// neither.
    [[nodiscard]] double successShare() const;

    /// Milliseconds that \a percent (50, 75, 90, 95 or 99) of the last five minutes' do not exceed.
    [[nodiscard]] Figure speed(Speed speed, int percent, qint64 nowNs) const;
    /// Time-decayed shares (half-life 150 s) of attempts that say something of the target: not of
    /// cancelled ones, nor of requests that another target would refuse too.
    [[nodiscard]] Figure successRate(qint64 nowNs) const;
    /// Wilson's lower bound of it at 90 %, one-sided: what is safe to expect.
    [[nodiscard]] Figure successRateBound(qint64 nowNs) const;
    [[nodiscard]] Figure rateLimitedRate(qint64 nowNs) const;
    [[nodiscard]] Figure stallRate(qint64 nowNs) const;
    /// Share of attempts that found it available. Without it: a server's error, a timeout, no
    /// connection, a rate limit, and keys that are refused when there is no other.
    [[nodiscard]] Figure availability(models::Availability::Window window, qint64 wallMs) const;
    /// Output tokens expected for \a taskType (-1: any); of any type while it has been seen less
    /// than five times.
    [[nodiscard]] Figure outputTokens(int taskType) const;
    /// US dollars for a million input tokens as they were paid, caches included; of output tokens.
    [[nodiscard]] Figure paidInputPerMillion() const;
    [[nodiscard]] Figure paidOutputPerMillion() const;
    /// Share of input tokens that came from the provider's cache, 0..1.
    [[nodiscard]] Figure cachedInputShare() const;

    /// All but what is in flight.
    void write(models::VarintWriter &writer, const models::SavedTime &time) const;
    [[nodiscard]] bool read(models::VarintReader &reader, const models::SavedTime &time);

private:
    static constexpr int mostSamples = 1'000'000;

    enum Event : std::size_t { Counted, Succeeded, RateLimited, Stalled, EventCount };

    /// Token-weighted sums of which old attempts fade out.
    struct Paid
    {
        double inputTokens = 0;
        double inputDollars = 0;
        double outputTokens = 0;
        double outputDollars = 0;
        int samples = 0;
    };

    void recordSpeed(const AttemptOutcome &outcome);
    void recordEvents(const AttemptOutcome &outcome);
    void recordUsage(const AttemptOutcome &outcome);
    [[nodiscard]] Figure rate(Event event, qint64 nowNs) const;

    models::RollingHistogram m_ttft;
    models::RollingHistogram m_total;
    models::RollingHistogram m_perToken;
    models::DecayedCounts<EventCount> m_events;
    models::Availability m_availability;
    models::LogNormalMean m_outputTokens;
    std::array<models::LogNormalMean, taskTypeCount> m_outputTokensByType;
    Paid m_paid;
    double m_inputTokens = 0; // of attempts that told how many were cached
    double m_cachedTokens = 0;
    int m_cacheSamples = 0;
};

} // namespace signalbox::routing
