// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/RouteGraphChecks.h"

#include "models/policy/PolicyNames.h"

#include <QHash>

#include <algorithm>
#include <vector>

namespace signalbox::models {

namespace {

/// The graph as numbers, in the order of the text, so that problems come in a stable order.
struct Graph
{
    QHash<QString, std::size_t> index;
    QStringList names;
    std::vector<const JsonValue *> values;
    std::vector<std::vector<std::size_t>> next; // steps that name a node, first to last
};

/// Walks a graph without recursion: a policy may have thousands of nodes in a row.
class DepthFirst
{
public:
    explicit DepthFirst(const Graph &graph)
        : m_graph(graph)
        , m_state(graph.next.size(), State::New)
        , m_depth(graph.next.size(), 1)
    {}

    /// Visits what \a start reaches. Returns the first cycle found, its first node again at its
    /// end.
    std::vector<std::size_t> visit(std::size_t start)
    {
        if (m_state[start] != State::New)
            return {};
        std::vector<Frame> path{{start, 0}};
        m_state[start] = State::Open;
        std::vector<std::size_t> cycle;
        while (!path.empty()) {
            const std::size_t node = path.back().node;
            const std::vector<std::size_t> &steps = m_graph.next[node];
            if (path.back().step == steps.size()) {
                for (const std::size_t step : steps)
                    m_depth[node] = std::max(m_depth[node], m_depth[step] + 1);
                m_state[node] = State::Done;
                path.pop_back();
                continue;
            }
            const std::size_t next = steps[path.back().step++];
            if (m_state[next] == State::New) {
                m_state[next] = State::Open;
                path.push_back({next, 0});
            } else if (m_state[next] == State::Open && cycle.empty()) {
                const auto first = std::ranges::find(path, next, &Frame::node);
                for (auto frame = first; frame != path.end(); ++frame)
                    cycle.push_back(frame->node);
                cycle.push_back(next);
            }
        }
        return cycle;
    }

    [[nodiscard]] bool isVisited(std::size_t node) const { return m_state[node] != State::New; }
    /// Nodes on the longest way from \a node. Means nothing in a cycle.
    [[nodiscard]] int depth(std::size_t node) const { return m_depth[node]; }

private:
    enum class State : quint8 {
        New, ///< not reached yet
        Open, ///< on the path being walked
        Done, ///< everything behind it is known
    };
    struct Frame
    {
        std::size_t node;
        std::size_t step;
    };

    const Graph &m_graph;
    std::vector<State> m_state;
    std::vector<int> m_depth;
};

class GraphCheck
{
public:
    GraphCheck(const JsonValue &value, const QString &path, const KnownNames &known,
               ProblemList &problems)
        : m_value(value)
        , m_path(path)
        , m_nodesPath(childPath(path, QStringLiteral("nodes")))
        , m_known(known)
        , m_problems(problems)
    {}

    void run()
    {
        collectNodes();
        for (std::size_t i = 0; i < m_graph.values.size(); ++i)
            checkNode(i);
        checkShape();
    }

private:
    void collectNodes()
    {
        for (const JsonMember &member : m_value.member(u"nodes")->members) {
            m_graph.index.insert(member.key, m_graph.values.size());
            m_graph.names.append(member.key);
            m_graph.values.push_back(&member.value);
        }
        m_graph.next.resize(m_graph.values.size());
    }

    [[nodiscard]] QString nameOfNode(std::size_t node) const
    {
        return m_graph.names[static_cast<qsizetype>(node)];
    }

    [[nodiscard]] QString nodePath(std::size_t node) const
    {
        return childPath(m_nodesPath, nameOfNode(node));
    }

    void checkNode(std::size_t node)
    {
        const JsonValue &value = *m_graph.values[node];
        if (const JsonValue *target = value.member(u"target"))
            checkTarget(*target, childPath(nodePath(node), QStringLiteral("target")));
        if (const JsonValue *steps = value.member(u"steps"))
            checkSteps(node, *steps);
    }

    void checkTarget(const JsonValue &target, const QString &path)
    {
        if (m_known.targets.contains(target.text))
            return;
        const qsizetype slash = target.text.indexOf(u'/');
        if (slash < 0) {
            m_problems.error(target, path,
                             QStringLiteral("There is no target %1.").arg(quoted(target.text)),
                             m_problems.suggestion(target.text, m_known.targetList));
            return;
        }
        const QString provider = target.text.left(slash);
        if (!m_known.providers.contains(provider))
            m_problems.error(target, path,
                             QStringLiteral("There is no provider %1.").arg(quoted(provider)),
                             m_problems.suggestion(provider, m_known.providerList));
        if (target.text.mid(slash + 1).trimmed().isEmpty())
            m_problems.error(target, path,
                             QStringLiteral("No model follows the slash of provider/model."));
    }

    void checkSteps(std::size_t node, const JsonValue &steps)
    {
        const QString stepsPath = childPath(nodePath(node), QStringLiteral("steps"));
        for (std::size_t i = 0; i < steps.items.size(); ++i) {
            const JsonValue &step = steps.items[i];
            const QString stepPath = childPath(stepsPath, i);
            const JsonValue &name = *step.member(u"node");
            const auto found = m_graph.index.constFind(name.text);
            if (found != m_graph.index.constEnd())
                m_graph.next[node].push_back(*found);
            else
                m_problems.error(
                    name, childPath(stepPath, QStringLiteral("node")),
                    QStringLiteral("There is no node %1 in this graph.").arg(quoted(name.text)),
                    m_problems.suggestion(name.text, m_graph.names));
            if (const JsonValue *on = step.member(u"on"); on && i == 0)
                m_problems.warning(*on, childPath(stepPath, QStringLiteral("on")),
                                   QStringLiteral("The first step is always tried; this has no "
                                                  "effect."));
        }
    }

    void checkShape()
    {
        const JsonValue &startValue = *m_value.member(u"start");
        const QString startPath = childPath(m_path, QStringLiteral("start"));
        const auto start = m_graph.index.constFind(startValue.text);
        const bool hasStart = start != m_graph.index.constEnd();
        if (!hasStart)
            m_problems.error(
                startValue, startPath,
                QStringLiteral("There is no node %1 in this graph.").arg(quoted(startValue.text)),
                m_problems.suggestion(startValue.text, m_graph.names));

        DepthFirst reached(m_graph);
        bool hasCycle = false;
        if (hasStart) {
            hasCycle = reportCycle(reached.visit(*start));
            if (!hasCycle && reached.depth(*start) > maximumRouteDepth)
                m_problems.error(startValue, startPath,
                                 QStringLiteral("The longest way through this graph has more than "
                                                "%1 nodes.")
                                     .arg(maximumRouteDepth));
        }
        // Nodes that nothing reaches may still hold a cycle of their own.
        DepthFirst rest = reached;
        for (std::size_t i = 0; i < m_graph.values.size(); ++i) {
            if (hasStart && !reached.isVisited(i))
                m_problems.warning(
                    *m_graph.values[i], nodePath(i),
                    QStringLiteral("Nothing leads to the node %1.").arg(quoted(nameOfNode(i))));
            reportCycle(rest.visit(i));
        }
    }

    bool reportCycle(const std::vector<std::size_t> &cycle)
    {
        if (cycle.empty())
            return false;
        constexpr std::size_t longestShown = 12;
        QStringList names;
        for (const std::size_t node : cycle) {
            if (static_cast<std::size_t>(names.size()) < longestShown)
                names.append(quoted(nameOfNode(node)));
        }
        if (cycle.size() > longestShown)
            names.append(QStringLiteral("…"));
        m_problems.error(
            *m_graph.values[cycle.front()], nodePath(cycle.front()),
            QStringLiteral("The nodes go in a circle: %1.").arg(names.join(QStringLiteral(" -> "))),
            QStringLiteral("A path may not come back to a node it has passed."));
        return true;
    }

    const JsonValue &m_value;
    const QString m_path;
    const QString m_nodesPath;
    const KnownNames &m_known;
    ProblemList &m_problems;
    Graph m_graph;
};

} // namespace

void checkRouteGraph(const JsonValue &value, const QString &path, const KnownNames &known,
                     ProblemList &problems)
{
    GraphCheck(value, path, known, problems).run();
}

} // namespace signalbox::models
