// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/decision/RouteTraffic.h"

#include "models/decision/DecisionTree.h"
#include "models/policy/NodePorts.h"
#include "models/traffic/ExchangeRecord.h"

#include <algorithm>

namespace signalbox::models {

namespace {

/// Of a node's only output, which decisions do not name.
const auto onlyOutput = QLatin1String("node");

/// What a decision calls the way out of \a step; empty where the walk ended.
QString wayOut(const DecisionStep &step)
{
    if (step.next.isEmpty())
        return {};
    const bool isOnly = step.kind == RouteNodeKind::Cache || step.kind == RouteNodeKind::Transform
        || step.kind == RouteNodeKind::Shadow || step.took.isEmpty();
    return isOnly ? QString(onlyOutput) : step.took;
}

/// What decisions call \a port: an arm by its name, or else by its node.
QString nameInDecisions(const RouteNode &node, const NodePort &port)
{
    const auto *split = std::get_if<SplitNode>(&node.body);
    if (!split)
        return port.id;
    const std::vector<NodePort> ports = portsOf(node);
    const auto place =
        static_cast<std::size_t>(std::ranges::find(ports, port.id, &NodePort::id) - ports.begin());
    if (place >= split->arms.size())
        return port.id;
    const SplitArm &arm = split->arms[place];
    return arm.name.isEmpty() ? arm.node : arm.name;
}

/// One edge on the way of an exchange.
struct Passed
{
    QString edge{};
    QString at{}; ///< route and node that it leads from
    bool hasFailed = false;
};

} // namespace

QString RouteTraffic::key(const QString &route, const QString &node, const QString &took)
{
    return route + QLatin1Char('\n') + node + QLatin1Char('\n') + took;
}

void RouteTraffic::add(const DecisionTree &decision, const ExchangeRecord &record)
{
    if (record.kind != ExchangeKind::Client || decision.path.empty())
        return;
    ++m_exchanges;
    std::vector<Passed> way;
    QString route;
    for (const DecisionStep &step : decision.path) {
        const QString at = key(step.route, step.node, {});
        if (step.isAgain) {
            // The walk came back: what it had gone to from here failed.
            const auto last = std::ranges::find(way.rbegin(), way.rend(), at, &Passed::at);
            for (auto passed = way.rbegin(); last != way.rend() && passed <= last; ++passed)
                passed->hasFailed = true;
        } else if (step.route != route) {
            way.push_back({.edge = key(step.route, {}, {})});
        }
        route = step.route;
        if (const QString took = wayOut(step); !took.isEmpty())
            way.push_back({.edge = key(step.route, step.node, took), .at = at});
    }
    // A client that left says nothing about the way.
    const bool hasFailed =
        record.outcome != ExchangeOutcome::Success && record.outcome != ExchangeOutcome::ClientGone;
    const bool isPriced = record.costSource != CostSource::Unknown;
    QHash<QString, bool> edges; // and whether they failed
    for (const Passed &passed : way)
        edges[passed.edge] = edges.value(passed.edge) || passed.hasFailed || hasFailed;
    for (auto edge = edges.cbegin(); edge != edges.cend(); ++edge) {
        EdgeTraffic &traffic = m_edges[edge.key()];
        ++traffic.exchanges;
        traffic.failures += edge.value() ? 1 : 0;
        traffic.ids.push_back(record.id);
        if (!isPriced)
            continue;
        ++traffic.priced;
        traffic.cost.microDollars += record.cost.microDollars;
    }
}

const EdgeTraffic *RouteTraffic::edge(const QString &route, const QString &id,
                                      const RouteNode &node, const NodePort &port) const
{
    const auto found = m_edges.constFind(key(route, id, nameInDecisions(node, port)));
    return found == m_edges.cend() ? nullptr : &*found;
}

const EdgeTraffic *RouteTraffic::start(const QString &route) const
{
    const auto found = m_edges.constFind(key(route, {}, {}));
    return found == m_edges.cend() ? nullptr : &*found;
}

} // namespace signalbox::models
