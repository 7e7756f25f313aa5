// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/cache/ResponseCache.h"
#include "routing/proxy/ShadowTaps.h"
#include "routing/route/Scoreboard.h"
#include "routing/signals/ConversationMemory.h"
#include "routing/spending/BudgetLedger.h"
#include "routing/spending/RateLimiter.h"

#include <QTimeZone>

#include <unordered_map>
#include <utility>

namespace signalbox::routing {

/// What the proxy has learned and counts, and what all its decisions go by. Lives on the proxy
/// thread; an explanation without a proxy has one of its own, which knows nothing.
struct RoutingState
{
    /// \a zone is the one that days begin in, and that rules read the clock in.
    explicit RoutingState(const QTimeZone &zone = QTimeZone::systemTimeZone())
        : budgets(zone)
        , timeZone(zone)
    {}

    /// Takes over what a journal says was spent and let through; before anything begins.
    void restoreSpending(const QByteArray &journal, qint64 nowNs, qint64 wallMs)
    {
        budgets.restore(journal);
        limiter.restore(journal, nowNs, wallMs);
        keyLimiter.restore(journal, nowNs, wallMs);
    }
    [[nodiscard]] bool hasSpendingChanges() const
    {
        return budgets.hasChanges() || limiter.hasChanges() || keyLimiter.hasChanges();
    }
    /// What changed since the last call, to append to the journal.
    [[nodiscard]] JournalText takeSpendingChanges(qint64 nowNs, qint64 wallMs)
    {
        return joined(budgets.takeChanges(), limiter.takeChanges(nowNs, wallMs),
                      keyLimiter.takeChanges(nowNs, wallMs));
    }
    /// What can stand for the whole journal, changes included.
    [[nodiscard]] JournalText takeSpendingSnapshot(qint64 nowNs, qint64 wallMs)
    {
        (void)budgets.takeChanges();
        return joined(budgets.snapshot(), limiter.takeSnapshot(nowNs, wallMs),
                      keyLimiter.takeSnapshot(nowNs, wallMs));
    }

    Scoreboard scoreboard;
    ConversationMemory conversations;
    BudgetLedger budgets;
    RateLimiter limiter; ///< of rate limits in routes
    /// Of clients' and providers' keys, apart: no crowd of conversations may take their places.
    RateLimiter keyLimiter{RateLimiter::usualUnits, 'k'};
    ResponseCache cache;
    ShadowTaps shadows;
    std::unordered_map<quint64, quint64> turns; ///< requests to each pool, by its binding key
    QTimeZone timeZone;

private:
    static JournalText joined(QByteArray ofBudgets, JournalText ofRoutes, JournalText ofKeys)
    {
        return [ofBudgets = std::move(ofBudgets), ofRoutes = std::move(ofRoutes),
                ofKeys = std::move(ofKeys)] {
            QByteArray all = ofBudgets;
            all += ofRoutes();
            all += ofKeys();
            return all;
        };
    }
};

} // namespace signalbox::routing
