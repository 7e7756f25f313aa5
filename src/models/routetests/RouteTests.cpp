// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/routetests/RouteTests.h"

namespace signalbox::models {

namespace {

template<typename T>
void keepUnlessSet(std::optional<T> &value, const std::optional<T> &base)
{
    if (!value)
        value = base;
}

template<typename Map>
void keepMissing(Map &values, const Map &base)
{
    for (auto it = base.cbegin(); it != base.cend(); ++it) {
        if (!values.contains(it.key()))
            values.insert(it.key(), it.value());
    }
}

TargetConditions over(TargetConditions target, const TargetConditions &base)
{
    keepUnlessSet(target.ttftP50Ms, base.ttftP50Ms);
    keepUnlessSet(target.ttftP95Ms, base.ttftP95Ms);
    keepUnlessSet(target.tokensPerSecond, base.tokensPerSecond);
    keepUnlessSet(target.successRate, base.successRate);
    keepUnlessSet(target.samples, base.samples);
    keepUnlessSet(target.inFlight, base.inFlight);
    keepUnlessSet(target.isBreakerOpen, base.isBreakerOpen);
    keepMissing(target.accuracy, base.accuracy);
    return target;
}

} // namespace

RouteConditions RouteConditions::over(const RouteConditions &base) const
{
    RouteConditions both = *this;
    for (auto it = base.targets.cbegin(); it != base.targets.cend(); ++it)
        both.targets[it.key()] = models::over(both.targets.value(it.key()), it.value());
    keepMissing(both.budgets, base.budgets);
    if (both.at.isEmpty())
        both.at = base.at;
    keepUnlessSet(both.seed, base.seed);
    return both;
}

} // namespace signalbox::models
