// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/route/PlanNode.h"
#include "routing/spending/RateLimiter.h"

#include <QString>

#include <string_view>

namespace signalbox::routing {

// What limiters count by. The kinds never meet: of their owners only that of a node has a slash in
// it.

/// A rate limit \a node; \a unit is what it counts apart, or empty.
[[nodiscard]] inline quint64 nodeRateUnit(const PlanNode &node, std::string_view unit)
{
    return rateUnit(node.path, unit);
}
/// The same by its names.
[[nodiscard]] inline quint64 nodeRateUnit(const QString &route, const QString &node,
                                          std::string_view unit)
{
    return rateUnit(QString(route + QLatin1Char('/') + node).toStdString(), unit);
}

/// The key that a client shows, by its name in the policy.
[[nodiscard]] inline quint64 clientRateUnit(const QString &name)
{
    return rateUnit("client key", name.toStdString());
}

/// A key of a provider, by its reference: what was counted stays with it when the policy lists the
/// keys in another order.
[[nodiscard]] inline quint64 keyRateUnit(const QString &provider, const QString &reference)
{
    return rateUnit("provider key", provider.toStdString() + ' ' + reference.toStdString());
}

} // namespace signalbox::routing
