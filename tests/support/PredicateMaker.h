// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"
#include "support/RandomChoice.h"

namespace signalbox::tests {

/// Makes conditions at random whose comparisons and values suit their signals.
class PredicateMaker
{
public:
    explicit PredicateMaker(RandomChoice &random)
        : m_random(random)
    {}

    /// \a depth is the level that it stands on.
    models::Predicate predicate(int depth = 1);
    models::TableCell cell(const models::SignalName &column);
    models::SignalName signal();
    models::SignalValue value(const models::SignalName &signal);

private:
    models::Condition condition();
    void compare(const models::SignalName &signal, models::Comparison &comparison,
                 QList<models::SignalValue> &values);

    RandomChoice &m_random;
};

} // namespace signalbox::tests
