// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/ProblemPlaces.h"

#include "models/policy/NodePorts.h"

#include <QStringList>

namespace signalbox::ui {

namespace {

QString unescaped(QString token)
{
    // In this order: "~01" stands for "~1".
    return token.replace(QLatin1String("~1"), QLatin1String("/"))
        .replace(QLatin1String("~0"), QLatin1String("~"));
}

} // namespace

std::optional<ProblemPlace> placeOf(const models::PolicyProblem &problem)
{
    // "", "routes", index, "graph", "nodes", id, and what lies below the node.
    constexpr qsizetype routeAt = 2;
    constexpr qsizetype nodeAt = 5;
    const QStringList tokens = problem.path.split(u'/');
    if (tokens.size() <= nodeAt || tokens.at(1) != QLatin1String("routes")
        || tokens.at(routeAt + 1) != QLatin1String("graph")
        || tokens.at(nodeAt - 1) != QLatin1String("nodes"))
        return std::nullopt;
    QString below;
    for (const QString &token : tokens.mid(nodeAt + 1))
        below += u'/' + token;
    return ProblemPlace{.routeIndex = tokens.at(routeAt).toInt(),
                        .node = unescaped(tokens.at(nodeAt)),
                        .pathInNode = below};
}

std::optional<int> routeIndexOf(const models::PolicyProblem &problem)
{
    if (!problem.path.startsWith(QLatin1String("/routes/")))
        return std::nullopt;
    bool isIndex = false;
    const int index = problem.path.section(u'/', 2, 2).toInt(&isIndex);
    return isIndex ? std::optional(index) : std::nullopt;
}

QString portAt(const ProblemPlace &place, const models::RouteNode &node)
{
    for (const models::NodePort &port : models::portsOf(node)) {
        if (port.path == place.pathInNode)
            return port.id;
    }
    return {};
}

} // namespace signalbox::ui
