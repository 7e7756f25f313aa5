// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/ProblemList.h"
#include "models/policy/RouteGraph.h"
#include "models/policy/checks/JsonPlace.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <vector>

namespace signalbox::models {

/// A graph as numbers, in the order of the text, so that problems come in a stable order. Lives
/// with the tree and the graph it is made of.
struct GraphIndex
{
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    /// A field that names the next node.
    struct Link
    {
        std::size_t node = 0;
        const JsonValue *value = nullptr;
        QString field{}; ///< "then", or the list that the link stands in: "rows"
        std::size_t item = none; ///< place in that list
    };

    /// The graph at \a place, built as \a graph. Reports links that lead nowhere.
    GraphIndex(const JsonPlace &place, const RouteGraph &graph, ProblemList &problems);

    [[nodiscard]] std::size_t count() const { return values.size(); }
    [[nodiscard]] QString pathOf(std::size_t node) const
    {
        return childPath(nodesPath, names[static_cast<qsizetype>(node)]);
    }
    [[nodiscard]] QString pathOf(std::size_t node, const Link &link) const;
    /// Whether the start leads to the node, directly or not.
    [[nodiscard]] bool isReached(std::size_t node) const { return reached[node]; }

    QString nodesPath;
    QHash<QString, std::size_t> index;
    QStringList names;
    std::vector<const JsonValue *> values;
    std::vector<const RouteNode *> nodes;
    std::vector<std::vector<Link>> links; ///< of each node, those that lead somewhere
    std::vector<bool> reached;
    std::size_t start = none;

private:
    void addLinks(std::size_t node, ProblemList &problems);
    void addLink(std::size_t node, const JsonPlace &place, Link link, ProblemList &problems);
    void findReached();
};

} // namespace signalbox::models
