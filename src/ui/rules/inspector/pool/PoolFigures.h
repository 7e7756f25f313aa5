// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/decision/DecisionTree.h"
#include "models/policy/Policy.h"
#include "routing/proxy/RoutingMoment.h"

#include <QHash>
#include <QString>

#include <memory>
#include <vector>

namespace signalbox::ui {

/// How the members of a pool stand now, for a short request without tools.
struct PoolFigures
{
    models::DecisionStep step{}; ///< its members as they are ranked, with the reasons
    /// For each limit of the pool what it looks at, by target; without those of whom nothing is
    /// known. In the unit of the measure.
    std::vector<QHash<QString, double>> today{};

    bool operator==(const PoolFigures &) const = default;
};

/// Asks the same evaluator as the proxy. Thread-safe; takes drafts with any faults. A null \a
/// moment knows nothing.
[[nodiscard]] PoolFigures poolFigures(const models::Policy &policy, const models::PoolNode &pool,
                                      const std::shared_ptr<const routing::RoutingMoment> &moment);

} // namespace signalbox::ui
