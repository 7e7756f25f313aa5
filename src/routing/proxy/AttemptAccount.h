// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"
#include "routing/proxy/LiveWorld.h"
#include "routing/spending/RateLimiter.h"

#include <optional>

namespace signalbox::routing {

class Answer;

/// What one attempt is charged to and credited with: scoreboard, breakers, budgets, the limits of
/// its key. Begins when the attempt does and ends once, with it; for one that was never begun the
/// end counts nothing. Lives on the proxy thread; owned by its exchange.
class AttemptAccount final
{
public:
    /// \a world must outlive the account. \a key is the index of the provider's key, -1 for none.
    void begin(LiveWorld &world, const Candidate &candidate, int key);

    struct End
    {
        const models::AttemptRecord &record;
        qint64 retryAfterMs = -1; ///< the provider's wish
        const Answer *answer = nullptr; ///< what the attempt's provider answered; null for nothing
        qint64 startedNs = 0; ///< monotonic, of the attempt
    };
    void end(const End &end);

    /// What the attempt cost; nothing while it runs, or when it is unknown.
    [[nodiscard]] std::optional<models::Money> cost() const { return m_cost; }
    [[nodiscard]] models::CostSource costSource() const { return m_costSource; }

private:
    /// Another key of the provider could be used as well.
    [[nodiscard]] bool hasOtherKey() const;
    /// From the beginning of the attempt to the first word, microseconds; -1: there was none.
    [[nodiscard]] qint64 ttftUs(const End &end) const;
    void noteCost(const End &end);
    /// What input and output cost, by the bill or by the price list. After noteCost().
    [[nodiscard]] std::optional<PaidCost> paid(const models::TokenUsage &usage) const;
    void settle(const End &end);
    void settleKey(const End &end);

    LiveWorld *m_world = nullptr;
    const Candidate *m_candidate = nullptr;
    TargetScore *m_score = nullptr;
    Breaker *m_model = nullptr;
    Breaker::Pass m_modelPass;
    KeyAtModel m_key;
    int m_keyIndex = -1;
    qint64 m_startedNs = 0;
    Breaker::Pass m_keyPass;
    Breaker::Pass m_limitsPass;
    BudgetReservation m_reservation;
    RateTicket m_keyTicket;
    bool m_isRunning = false;
    std::optional<models::Money> m_cost;
    models::CostSource m_costSource = models::CostSource::Unknown;
};

} // namespace signalbox::routing
