// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/NodePorts.h"
#include "models/policy/edit/FrameEdits.h"
#include "models/policy/edit/GraphClipboard.h"
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

/// A property of a node, or a cell of its table, is another.
inline models::RouteNode changedBody(models::RouteNode node, int number)
{
    if (auto *table = std::get_if<models::TableNode>(&node.body); table && !table->rows.empty()) {
        for (models::TableCell &cell : table->rows.front().cells)
            cell = {.isAny = false, .values = {static_cast<double>(number)}};
    } else if (auto *match = std::get_if<models::MatchNode>(&node.body)) {
        match->when = {
            .kind = models::Predicate::Kind::Condition,
            .condition = {.signal = {.kind = models::SignalKind::InputTokens, .argument = {}},
                          .comparison = models::Comparison::Above,
                          .values = {static_cast<double>(number)}}};
    } else if (auto *pool = std::get_if<models::PoolNode>(&node.body)) {
        pool->exploration = number / 1000.0;
    } else if (auto *split = std::get_if<models::SplitNode>(&node.body);
               split && !split->arms.empty()) {
        split->arms.front().share = number;
    } else if (auto *reject = std::get_if<models::RejectNode>(&node.body)) {
        reject->message = QString::number(number);
    }
    return node;
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
    switch (random.bounded(16)) {
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
    case 9:
        return [=](const models::RouteGraph &was) {
            models::RouteNode changed = was.nodes.value(node);
            changed.label = QStringLiteral("Label %1").arg(number);
            return models::replaceNode(was, node, changed);
        };
    case 10:
        return [=](const models::RouteGraph &was) {
            return models::replaceNode(was, node, changedBody(was.nodes.value(node), number));
        };
    case 11:
        return [=](const models::RouteGraph &was) {
            return models::setMuted(was, node,
                                    number % 2 == 0 ? models::Mute::Off : models::Mute::On);
        };
    case 12:
        return [=](const models::RouteGraph &was) {
            return models::addFrame(was, QStringLiteral("Frame %1").arg(number), {node, other});
        };
    case 13:
        return [=](const models::RouteGraph &was) {
            return number % 2 == 0 ? models::removeFrame(was, static_cast<std::size_t>(number % 3))
                                   : models::leaveFrames(was, {node});
        };
    case 14:
        return [=](const models::RouteGraph &was) {
            return graphOf(
                models::pasteNodes(was, models::copyNodes(was, {node, other}), {.x = 8, .y = 8}));
        };
    default:
        return [=](const models::RouteGraph &was) {
            return models::setPosition(was, node, {.x = number, .y = -number});
        };
    }
}

} // namespace signalbox::tests
