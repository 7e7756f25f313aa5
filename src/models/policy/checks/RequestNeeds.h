// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/catalog/ModelFacts.h"
#include "models/policy/RouteGraph.h"

#include <array>
#include <utility>
#include <vector>

namespace signalbox::models {

/// What a model has to be able to do for every request that takes a certain way.
struct RequestNeeds
{
    std::array<bool, abilityCount> abilities{};
    double inputTokens = 0; ///< at least so many

    [[nodiscard]] bool needs(Ability ability) const
    {
        return abilities[static_cast<std::size_t>(ability)];
    }
    [[nodiscard]] bool isEmpty() const;
    void add(const RequestNeeds &other);
};

/// What is known of requests for which \a predicate holds, or does not.
[[nodiscard]] RequestNeeds needsOf(const Predicate &predicate, bool holds);
/// What is known of requests that take a way out of \a node: for each of its link fields, by list
/// and place in it or by name. Of most kinds nothing.
struct NeedsOfLink
{
    QString field;
    std::size_t item = static_cast<std::size_t>(-1);
    RequestNeeds needs;
};
[[nodiscard]] std::vector<NeedsOfLink> needsOf(const RouteNode &node);

} // namespace signalbox::models
