// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "models/stats/SavedTime.h"

#include <array>

namespace signalbox::routing {

/// Leaves a key, a model of a provider, or a key at one of its models alone for a while after it
/// failed often. Limits are a key's own for each model at most providers: the other models of a key
/// that has reached one are not barred by it.
///
/// Closed: attempts are counted in a rolling window, and failures in a row. Open: none should begin
/// until a time that doubles with each opening, up to BreakerSettings::maxOpen. Half-open: a few
/// attempts at a time find out; a success closes it, a failure opens it for longer. Outcomes count
/// when an attempt ends, and only if it belongs to the present state: answers from before an
/// opening say nothing new. A value on the proxy thread; times are monotonic nanoseconds and handed
/// in.
class Breaker
{
public:
    enum class Of : quint8 {
        Key, ///< Authentication is its failure
        KeyModel, ///< RateLimited is: a key at one model
        Model, ///< ServerError, Timeout, Connection and NotFound are
    };
    enum class State : quint8 { Closed, Open, HalfOpen };

    /// Admission of one attempt, from tryBegan() to ended().
    struct Pass
    {
        quint32 round = 0; ///< counts changes of state
        bool isProbe = false; ///< holds a place of the half-open state
        bool isForced = false; ///< began while open, for want of anything better
    };

    explicit Breaker(Of kind, const models::BreakerSettings &settings = {});

    /// Takes over what the policy says now; what is open stays so, within the new limit.
    void setSettings(const models::BreakerSettings &settings, qint64 nowNs);

    [[nodiscard]] State state(qint64 nowNs) const;
    /// Whether an attempt may begin now. Switched off, it always may.
    [[nodiscard]] bool mayTry(qint64 nowNs) const;
    /// An attempt begins, even if it should not: when all are open, the caller takes the least bad.
    [[nodiscard]] Pass tryBegan(qint64 nowNs);
    /// It ended. Cancelled ones and requests that any target would refuse give their place back and
    /// count as nothing. \a retryAfterMs of at least a second opens at once, for that long within
    /// maxOpen; -1 none.
    void ended(const Pass &pass, models::ErrorClass errorClass, qint64 retryAfterMs, qint64 nowNs);

    /// When an open one may be tried again; what is not open says \a nowNs.
    [[nodiscard]] qint64 opensAgainAtNs(qint64 nowNs) const;
    /// Open because the provider asked to be left alone: not even a health probe should go.
    [[nodiscard]] bool isAskedToWait(qint64 nowNs) const;
    [[nodiscard]] int openings() const { return m_openings; } ///< since the start
    [[nodiscard]] int probesInFlight() const { return m_probesInFlight; }

    void write(models::VarintWriter &writer, const models::SavedTime &time) const;
    [[nodiscard]] bool read(models::VarintReader &reader, const models::SavedTime &time);

private:
    static constexpr int slotCount = 10;

    struct Slot
    {
        int failed = 0;
        int all = 0;
    };

    void settle(qint64 nowNs);
    void advance(qint64 nowNs);
    void count(bool hasFailed, qint64 nowNs);
    [[nodiscard]] bool isTripped() const;
    void open(qint64 retryAfterNs, qint64 nowNs);
    void extend(qint64 retryAfterNs, qint64 nowNs);
    void close(qint64 nowNs);
    void coolDown(qint64 nowNs);
    [[nodiscard]] qint64 openNs() const;
    [[nodiscard]] qint64 honouredNs(qint64 retryAfterMs) const; ///< 0: it is not
    [[nodiscard]] qint64 maxOpenNs() const;

    Of m_kind;
    models::BreakerSettings m_settings;
    State m_state = State::Closed; // as of the last call; state() also looks at the time
    quint32 m_round = 0;
    int m_failedInRow = 0; // while closed
    int m_level = 0; // the open time has doubled this often
    int m_probesInFlight = 0;
    int m_openings = 0;
    bool m_isAskedToWait = false;
    qint64 m_openedNs = 0;
    qint64 m_untilNs = 0; // end of the open state
    qint64 m_calmSinceNs = 0; // closed since, or since the level fell last
    std::array<Slot, slotCount> m_slots{};
    qint64 m_newestSlot = 0;
};

} // namespace signalbox::routing
