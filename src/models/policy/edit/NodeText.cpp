// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/NodeText.h"

#include "models/policy/JsonText.h"
#include "models/policy/RouteGraphWriter.h"
#include "models/policy/edit/GraphClipboard.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonParseError>

namespace signalbox::models {

namespace {

const QString nodesKey = QStringLiteral("nodes");

QJsonObject nodesOf(const RouteGraph &graph)
{
    return QJsonDocument::fromJson(copyNodes(graph, graph.nodes.keys())).object();
}

} // namespace

QByteArray nodeText(const RouteGraph &graph, const QString &id)
{
    // Alone: links are part of a node, whether what they lead to is there or not.
    const auto found = graph.nodes.constFind(id);
    if (found == graph.nodes.constEnd())
        return {};
    const JsonValue alone = routeGraphJson({.start = {}, .nodes = {{id, *found}}, .layout = {}});
    return toJsonText(*alone.member(nodesKey)->member(id));
}

Result<RouteNode, QString> readNode(const RouteGraph &graph, const QString &id,
                                    const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument node = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        return Failure{QStringLiteral("This text is not JSON: %1").arg(error.errorString())};
    if (!node.isObject())
        return Failure{QStringLiteral("A node is a JSON object.")};
    // With all others, so that links to them stay.
    QJsonObject all = nodesOf(graph);
    QJsonObject nodes = all[nodesKey].toObject();
    nodes[id] = node.object();
    all[nodesKey] = nodes;
    auto read = pasteNodes({}, QJsonDocument(all).toJson(QJsonDocument::Compact), {});
    if (!read) {
        const QString prefix = QStringLiteral("These nodes cannot be pasted: ");
        const QString why = read.error();
        return Failure{why.startsWith(prefix) ? why.mid(prefix.size()) : why};
    }
    const GrownGraph &grown = read.value();
    return grown.graph.nodes.value(grown.ids.value(id));
}

} // namespace signalbox::models
