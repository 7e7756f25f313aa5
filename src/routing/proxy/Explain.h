// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Endpoint.h"
#include "routing/proxy/LiveWorld.h"
#include "routing/route/RoutePlan.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox::models {
class PriceBook;
} // namespace signalbox::models

namespace signalbox::routing {

/// A node of the plan that a walk came to, and the link that it went on by.
struct WalkedNode
{
    int node = -1;
    int output = -1; ///< in PlanNode::next; -1 or beyond its end: by none

    bool operator==(const WalkedNode &) const = default;
};

/// What would be decided for one request body.
struct Explanation
{
    bool isServed = false; ///< some target would be tried, or the route answers itself
    std::string json{}; ///< the decision, or the problem
    QString target{}; ///< that would be tried first; empty when there is none
    QString route{}; ///< that the name asked for leads to; empty for a target by its name
    QString reason{}; ///< why it serves
    QString variant{}; ///< of the prompt
    QString problem{}; ///< why nobody serves it
    QString error{}; ///< the code that the client would get; empty where it has none
    std::vector<WalkedNode> way{}; ///< in order; nodes may come again
    /// US dollars that the target is expected to cost for this request; unless Figures were asked
    /// for, nothing is known.
    std::optional<double> expectedDollars{};
    /// Milliseconds to its first byte, the median of late; known likewise.
    std::optional<double> expectedTtftMs{};
};

/// How much is told of a decision. What is decided is the same.
enum class ExplainDetail : quint8 {
    Everything, ///< every candidate is judged, every fallback followed, and put into JSON
    Decision, ///< neither candidates nor JSON: a tenth of the work
    Figures, ///< the decision, and what is expected of the target that serves
};

/// Decides for \a call as live traffic would at this moment, and calls nobody. \a routeOverride
/// replaces the name that the call asks for when it is not empty; \a client is the name of the key
/// that budgets, splits, and signals take it to come from; \a exchangeId is what splits by request
/// go by.
Explanation explain(const Surroundings &surroundings, ClientCall call, const QString &routeOverride,
                    std::string_view client = {}, std::string_view exchangeId = "explained",
                    ExplainDetail detail = ExplainDetail::Everything);
/// What a proxy that is not running knew when it stopped, as its files have it; empty: nothing.
struct KeptState
{
    QByteArray scoreboard{}; ///< see ScoreboardFile
    QByteArray spending{}; ///< see RoutingState::restoreSpending()
    std::shared_ptr<const models::PriceBook> prices{}; ///< null: those that come with Signalbox
};

/// The same for a \a body as if a client had posted it to a proxy that knows what is \a kept, with
/// every key in its place.
Explanation explain(const RoutePlan &plan, const Endpoint &endpoint, const std::string &body,
                    const QString &routeOverride, std::string_view client = {},
                    const KeptState &kept = {});

} // namespace signalbox::routing
