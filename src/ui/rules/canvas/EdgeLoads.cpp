// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/EdgeLoads.h"

#include "models/policy/NodePorts.h"
#include "ui/rules/canvas/EdgeLayer.h"
#include "ui/rules/canvas/NodeWords.h"
#include "ui/widgets/Format.h"

#include <QCoreApplication>

namespace signalbox::ui {

using models::EdgeTraffic;

namespace {

/// Carries the translation context for functions that belong to no class.
struct EdgeLoadWords
{
    Q_DECLARE_TR_FUNCTIONS(EdgeLoadWords)
};

constexpr double manyFailures = 0.05;

EdgeLoad loadOf(const EdgeTraffic *edge, const EdgeTraffic &all, EdgeMeasure measure)
{
    using Tone = EdgeLoad::Tone;
    if (!edge || edge->exchanges == 0 || all.exchanges == 0)
        return {};
    const double share = double(edge->exchanges) / double(all.exchanges);
    if (measure == EdgeMeasure::Share)
        return {.weight = share, .tone = Tone::Plain, .text = shareText(share)};
    if (measure == EdgeMeasure::Cost) {
        const double cost = all.cost.microDollars > 0
            ? double(edge->cost.microDollars) / double(all.cost.microDollars)
            : 0;
        const bool isKnown = edge->priced > 0;
        // Most prices are ours: the sum is an estimate.
        return {.weight = cost,
                .tone = isKnown ? Tone::Plain : Tone::Idle,
                .text = costText(edge->cost,
                                 isKnown ? models::CostSource::Estimated
                                         : models::CostSource::Unknown)};
    }
    const double failed = double(edge->failures) / double(edge->exchanges);
    if (edge->failures == 0)
        return {.weight = share, .tone = Tone::Good, .text = EdgeLoadWords::tr("none failed")};
    return {.weight = share,
            .tone = failed >= manyFailures ? Tone::Danger : Tone::Warning,
            .text = EdgeLoadWords::tr("%1 failed").arg(shareText(failed))};
}

} // namespace

const EdgeTraffic *trafficOf(const models::RouteTraffic &traffic, const models::Route &route,
                             const models::PortRef &from)
{
    if (from.isStart())
        return traffic.start(route.name);
    const auto node = route.graph.nodes.constFind(from.node);
    if (node == route.graph.nodes.cend())
        return nullptr;
    const auto port = models::findPort(*node, from.port);
    return port ? traffic.edge(route.name, from.node, *node, *port) : nullptr;
}

QHash<QString, EdgeLoad> edgeLoads(const models::RouteTraffic &traffic, const models::Route &route,
                                   EdgeMeasure measure)
{
    const EdgeTraffic *start = traffic.start(route.name);
    const EdgeTraffic all = start ? *start : EdgeTraffic();
    QHash<QString, EdgeLoad> loads;
    loads.insert(EdgeLayer::key({}), loadOf(start, all, measure));
    const auto &nodes = route.graph.nodes;
    for (auto node = nodes.cbegin(); node != nodes.cend(); ++node) {
        for (const models::NodePort &port : models::portsOf(node.value()))
            loads.insert(
                EdgeLayer::key({.node = node.key(), .port = port.id}),
                loadOf(traffic.edge(route.name, node.key(), node.value(), port), all, measure));
    }
    return loads;
}

QString edgeTitle(const models::RouteGraph &graph, const models::PortRef &from)
{
    if (from.isStart())
        return EdgeLoadWords::tr("Start");
    const models::RouteNode node = graph.nodes.value(from.node);
    const QString name = node.label.isEmpty() ? from.node : node.label;
    const auto port = models::findPort(node, from.port);
    const QString output = port ? portText(node, *port) : QString();
    return output.isEmpty() ? name : QStringLiteral("%1 · %2").arg(name, output);
}

} // namespace signalbox::ui
