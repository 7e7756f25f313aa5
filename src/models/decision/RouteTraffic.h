// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Money.h"

#include <QHash>
#include <QString>

#include <vector>

namespace signalbox::models {

struct DecisionStep;
struct DecisionTree;
struct ExchangeRecord;
struct NodePort;
struct RouteNode;

/// What went along one edge of a route graph.
struct EdgeTraffic
{
    qint64 exchanges = 0; ///< each once, however often it came by
    qint64 failures = 0; ///< what the edge led to failed: a step of a fallback, or the exchange
    qint64 priced = 0; ///< exchanges whose cost is known
    Money cost{}; ///< of these, whole
    std::vector<quint64> ids{}; ///< of the exchanges, in the order in which they were added

    bool operator==(const EdgeTraffic &) const = default;
};

/// Which ways recent exchanges took through the route graphs, as their decisions tell it.
///
/// A value; one thread at a time. Decisions call outputs by what they took; an edge is found by
/// the node as it is drawn now, so that what was renamed since is unknown rather than wrong.
class RouteTraffic final
{
public:
    /// Counts one exchange. Shadows and probes are no traffic of a client: they are passed over.
    void add(const DecisionTree &decision, const ExchangeRecord &record);

    /// What went from the output \a port of the node \a id; null when nothing did.
    [[nodiscard]] const EdgeTraffic *edge(const QString &route, const QString &id,
                                          const RouteNode &node, const NodePort &port) const;
    /// What came to the start of \a route; null when nothing did.
    [[nodiscard]] const EdgeTraffic *start(const QString &route) const;
    /// Exchanges counted, of any route.
    [[nodiscard]] qint64 exchanges() const { return m_exchanges; }

private:
    [[nodiscard]] static QString key(const QString &route, const QString &node,
                                     const QString &took);

    QHash<QString, EdgeTraffic> m_edges; // by key()
    qint64 m_exchanges = 0;
};

} // namespace signalbox::models
