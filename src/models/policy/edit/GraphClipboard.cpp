// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/GraphClipboard.h"

#include "models/policy/JsonObjectWriter.h"
#include "models/policy/JsonText.h"
#include "models/policy/Policy.h"
#include "models/policy/PolicyProblem.h"
#include "models/policy/RouteGraphBuilder.h"
#include "models/policy/RouteGraphWriter.h"
#include "models/policy/SchemaValidator.h"
#include "models/policy/edit/LayoutEdits.h"
#include "models/policy/edit/NodeCopies.h"

#include <algorithm>

namespace signalbox::models {

namespace {

constexpr int clipboardVersion = 1;
/// A graph of more would be no help to anybody, and the window waits for this.
constexpr qsizetype mostNodes = 2'000;
constexpr const char *versionKey = "signalbox_nodes";
/// Where the nodes of the text stand in the policy that is checked in its place.
constexpr QLatin1String graphPath("/routes/0/graph");

void addMember(JsonObjectWriter &object, const JsonValue &root, const char *key)
{
    if (const JsonValue *value = root.member(QString::fromLatin1(key)))
        object.addValue(QString::fromLatin1(key), *value);
}

/// The smallest policy with the nodes of \a root, so that the schema of policies can judge them.
QByteArray asPolicy(const JsonValue &root)
{
    JsonObjectWriter graph;
    graph.add("start", QStringLiteral("start"));
    addMember(graph, root, "nodes");
    addMember(graph, root, "layout");
    const JsonValue route = JsonObjectWriter()
                                .add("name", QStringLiteral("clipboard"))
                                .addValue(QStringLiteral("graph"), graph.take())
                                .take();
    JsonValue routes;
    routes.kind = JsonValue::Kind::Array;
    routes.items.push_back(route);
    return toCompactJsonText(JsonObjectWriter()
                                 .add("signalbox", Policy::currentVersion)
                                 .addValue(QStringLiteral("routes"), routes)
                                 .take());
}

const JsonValue *valueAt(const JsonValue &root, const QString &path)
{
    const JsonValue *value = &root;
    const QStringList tokens = path.split(u'/').mid(1);
    for (QString token : tokens) {
        token.replace(QLatin1String("~1"), QLatin1String("/"));
        token.replace(QLatin1String("~0"), QLatin1String("~"));
        if (value->kind == JsonValue::Kind::Array) {
            bool isIndex = false;
            const std::size_t index = token.toULongLong(&isIndex);
            value = isIndex && index < value->items.size() ? &value->items[index] : nullptr;
        } else {
            value = value->member(token);
        }
        if (!value)
            return nullptr;
    }
    return value;
}

/// Whether \a problem only says that a draft has not been given something yet.
bool isUnfinished(const JsonValue &root, const PolicyProblem &problem)
{
    static const QStringList fields = QStringLiteral("node then else within over target budget "
                                                     "route text is members columns cases rows "
                                                     "steps arms")
                                          .split(u' ');
    if (!fields.contains(problem.path.section(u'/', -1)))
        return false;
    const JsonValue *value = valueAt(root, problem.path);
    return value
        && ((value->kind == JsonValue::Kind::String && value->text.isEmpty())
            || (value->kind == JsonValue::Kind::Array && value->items.empty()));
}

/// A sentence about \a problem, whose path begins where the nodes do.
QString inWords(const PolicyProblem &problem)
{
    const QString path =
        problem.path.startsWith(graphPath) ? problem.path.mid(graphPath.size()) : problem.path;
    return QStringLiteral("These nodes cannot be pasted: %1: %2")
        .arg(path.isEmpty() ? QStringLiteral("/") : path, problem.message);
}

/// The graph in \a text, without a start.
Result<RouteGraph, QString> readNodes(const QByteArray &text)
{
    const JsonTree tree = JsonTree::parse(text);
    if (!tree.root())
        return Failure{
            QStringLiteral("This text is not JSON: %1")
                .arg(tree.problems().isEmpty() ? QString() : tree.problems().constFirst().message)};
    const JsonValue *version = tree.root()->member(QString::fromLatin1(versionKey));
    if (!version)
        return Failure{
            QStringLiteral("This JSON holds no nodes of a route: it has no \"signalbox_nodes\".")};
    if (version->kind != JsonValue::Kind::Number || version->number() != clipboardVersion)
        return Failure{QStringLiteral("These nodes come from another version of Signalbox.")};
    for (const JsonMember &member : tree.root()->members) {
        if (member.key != QLatin1String(versionKey) && member.key != QLatin1String("nodes")
            && member.key != QLatin1String("layout"))
            return Failure{QStringLiteral("Nodes to paste have no %1.").arg(quoted(member.key))};
    }
    const JsonTree policy = JsonTree::parse(asPolicy(*tree.root()));
    if (!policy.root())
        return Failure{QStringLiteral("These nodes are too large to be pasted.")};
    for (const PolicyProblem &problem : validate(policy, JsonSchema::ofPolicy())) {
        if (problem.severity == PolicyProblem::Severity::Error
            && !isUnfinished(*policy.root(), problem))
            return Failure{inWords(problem)};
    }
    const JsonValue *graph = valueAt(*policy.root(), graphPath);
    RouteGraph read = buildRouteGraph(*graph);
    if (read.nodes.isEmpty())
        return Failure{QStringLiteral("There are no nodes in this text.")};
    return partOf(read, read.nodes.keys());
}

CanvasPoint upperLeft(const GraphLayout &layout)
{
    if (layout.nodes.isEmpty())
        return {};
    CanvasPoint corner{.x = CanvasPoint::farthest, .y = CanvasPoint::farthest};
    for (const CanvasPoint place : layout.nodes) {
        corner.x = std::min(corner.x, place.x);
        corner.y = std::min(corner.y, place.y);
    }
    return corner;
}

} // namespace

QByteArray copyNodes(const RouteGraph &graph, const QStringList &nodes)
{
    const JsonValue part = routeGraphJson(partOf(graph, nodes));
    JsonObjectWriter text;
    text.add(versionKey, clipboardVersion);
    addMember(text, part, "nodes");
    addMember(text, part, "layout");
    return toJsonText(text.take());
}

Result<GrownGraph, QString> pasteNodes(const RouteGraph &graph, const QByteArray &text,
                                       CanvasPoint place)
{
    auto read = readNodes(text);
    if (!read)
        return Failure{read.error()};
    RouteGraph part = read.takeValue();
    if (part.nodes.size() > mostNodes)
        return Failure{QStringLiteral("These are %1 nodes; at most %2 can be pasted at once.")
                           .arg(part.nodes.size())
                           .arg(mostNodes)};
    if (const QString id = nodeInCircle(part); !id.isEmpty())
        return Failure{QStringLiteral("These nodes cannot be pasted: the node %1 leads to itself.")
                           .arg(quoted(id))};
    // Nodes without a place come to the corner, where they are seen.
    const CanvasPoint corner = upperLeft(part.layout);
    for (const QString &id : part.nodes.keys()) {
        if (!part.layout.nodes.contains(id))
            part.layout.nodes.insert(id, corner);
    }
    const CanvasPoint by{.x = moved(place, {}).x - corner.x, .y = moved(place, {}).y - corner.y};
    return withCopies(graph, part, by);
}

bool looksLikeNodes(const QByteArray &text)
{
    return text.trimmed().startsWith('{') && text.contains(versionKey);
}

} // namespace signalbox::models
