// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/NodePorts.h"
#include "models/policy/edit/NodeEdits.h"
#include "models/policy/edit/PortEdits.h"
#include "ui/rules/RulesDocument.h"

#include <QRandomGenerator>

namespace signalbox::tests {

inline models::GraphEditResult graphOf(const models::Result<models::AddedPort, QString> &added)
{
    if (!added)
        return models::Failure{added.error()};
    return added.value().graph;
}

inline models::GraphEditResult graphOf(const models::Result<models::GrownGraph, QString> &grown)
{
    if (!grown)
        return models::Failure{grown.error()};
    return grown.value().graph;
}

/// Any edit of any node, refused ones too.
inline ui::RulesDocument::Edit randomEdit(const models::RouteGraph &graph, QRandomGenerator &random)
{
    QStringList nodes = graph.nodes.keys();
    nodes.sort();
    const QString node =
        nodes.isEmpty() ? QString() : nodes.at(random.bounded(static_cast<int>(nodes.size())));
    const QString other =
        nodes.isEmpty() ? QString() : nodes.at(random.bounded(static_cast<int>(nodes.size())));
    const auto kind =
        static_cast<models::RouteNodeKind>(random.bounded(models::routeNodeKindCount));
    const auto ports = models::portsOf(graph.nodes.value(node));
    const models::PortRef port{
        .node = node,
        .port = ports.empty()
            ? QString()
            : ports.at(static_cast<std::size_t>(random.bounded(static_cast<int>(ports.size()))))
                  .id};
    const int number = random.bounded(1000);
    switch (random.bounded(10)) {
    case 0:
    case 1:
        return [=](const models::RouteGraph &was) -> models::GraphEditResult {
            return models::addNode(was, kind, {.x = number, .y = number}).graph;
        };
    case 2:
        return [=](const models::RouteGraph &was) { return models::removeNodes(was, {node}); };
    case 3:
        return [=](const models::RouteGraph &was) {
            return models::renameNode(was, node, QStringLiteral("node-%1").arg(number));
        };
    case 4:
    case 5:
        return [=](const models::RouteGraph &was) { return models::connectPort(was, port, other); };
    case 6:
        return [=](const models::RouteGraph &was) { return models::disconnectPort(was, port); };
    case 7:
        return [=](const models::RouteGraph &was) { return graphOf(models::addPort(was, node)); };
    case 8:
        return [=](const models::RouteGraph &was) {
            return graphOf(models::duplicateNodes(was, {node}, {.x = 20, .y = 20}));
        };
    default:
        return [=](const models::RouteGraph &was) {
            return models::setPosition(was, node, {.x = number, .y = -number});
        };
    }
}

} // namespace signalbox::tests
