// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/proxy/TargetMetrics.h"

#include <QString>

#include <string>

namespace signalbox::routing {

class BudgetLedger;
class RateLimiter;
class RoutePlan;

/// What is written of budgets and limits. All must outlive the call.
struct SpendingFacts
{
    const RoutePlan &plan;
    const BudgetLedger &budgets;
    const RateLimiter &limiter; ///< of routes
    const RateLimiter &keyLimiter; ///< of keys
    const QString &firstRunClient; ///< as records name it
};

/// The Prometheus text format (version 0.0.4) of budgets, of rate limits in routes, and of the
/// limits of client and provider keys: how large they are and how much of them is used. A limit
/// that counts by conversation or by request has no one use and tells its size only.
[[nodiscard]] std::string spendingMetricsText(const SpendingFacts &facts, MetricsMoment moment);

} // namespace signalbox::routing
