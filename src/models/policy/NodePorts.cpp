// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/NodePorts.h"

#include "models/policy/FallbackClasses.h"
#include "models/policy/NodeLinks.h"

#include <QSet>

#include <algorithm>

namespace signalbox::models {

namespace {

/// Lists the outputs of a node of each kind.
class PortLister
{
public:
    std::vector<NodePort> take() { return std::move(m_ports); }

    void operator()(const FallbackNode &node)
    {
        for (const FallbackStep &step : node.steps) {
            const bool isFirst = m_ports.empty();
            addEntry(QStringLiteral("step"), QStringLiteral("steps"), step.node);
            if (isFirst)
                continue;
            for (const ErrorClass errorClass : fallbackErrorClasses) {
                if (isFor(step, errorClass))
                    m_ports.back().on.push_back(errorClass);
            }
        }
    }
    void operator()(const MatchNode &node)
    {
        addField(QStringLiteral("then"), node.then);
        addField(QStringLiteral("else"), node.otherwise);
    }
    void operator()(const SwitchNode &node)
    {
        for (const SwitchCase &one : node.cases)
            addEntry(QStringLiteral("case"), QStringLiteral("cases"), one.node);
        addField(QStringLiteral("else"), node.otherwise, NodePort::Need::Optional);
    }
    void operator()(const TableNode &node)
    {
        for (const TableRow &row : node.rows)
            addEntry(QStringLiteral("row"), QStringLiteral("rows"), row.node);
        addField(QStringLiteral("else"), node.otherwise, NodePort::Need::Optional);
    }
    void operator()(const SplitNode &node)
    {
        for (const SplitArm &arm : node.arms)
            addEntry(QStringLiteral("arm"), QStringLiteral("arms"), arm.node);
    }
    void operator()(const BudgetNode &node) { addRoom(node.within, node.over); }
    void operator()(const RateLimitNode &node) { addRoom(node.within, node.over); }
    void operator()(const CacheNode &node) { addField(QStringLiteral("node"), node.node); }
    void operator()(const TransformNode &node) { addField(QStringLiteral("node"), node.node); }
    void operator()(const ShadowNode &node) { addField(QStringLiteral("node"), node.node); }
    void operator()(const TargetNode & /*node*/) {}
    void operator()(const PoolNode & /*node*/) {}
    void operator()(const SubRouteNode & /*node*/) {}
    void operator()(const RejectNode & /*node*/) {}
    void operator()(const AnswerNode & /*node*/) {}

private:
    void addField(const QString &field, const QString &node,
                  NodePort::Need need = NodePort::Need::Required)
    {
        m_ports.push_back({.id = field, .node = node, .path = u'/' + field, .need = need});
    }
    /// Entries come before all else, so that the ports so far tell the place.
    void addEntry(const QString &word, const QString &list, const QString &node)
    {
        const std::size_t index = m_ports.size();
        m_ports.push_back({.id = QStringLiteral("%1 %2").arg(word).arg(index + 1),
                           .node = node,
                           .path = QStringLiteral("/%1/%2/node").arg(list).arg(index),
                           .place = NodePort::Place::Entry});
    }
    void addRoom(const QString &within, const QString &over)
    {
        addField(QStringLiteral("within"), within);
        addField(QStringLiteral("over"), over, NodePort::Need::Optional);
    }

    std::vector<NodePort> m_ports;
};

} // namespace

std::vector<NodePort> portsOf(const RouteNode &node)
{
    PortLister ports;
    std::visit(ports, node.body);
    return ports.take();
}

std::optional<NodePort> findPort(const RouteNode &node, const QString &port)
{
    const std::vector<NodePort> ports = portsOf(node);
    const auto found = std::ranges::find(ports, port, &NodePort::id);
    return found == ports.end() ? std::nullopt : std::optional(*found);
}

QString *linkOf(RouteNode &node, const QString &port)
{
    const std::vector<NodePort> ports = portsOf(node);
    const auto place = std::ranges::find(ports, port, &NodePort::id) - ports.begin();
    QString *found = nullptr;
    std::ptrdiff_t index = 0;
    forEachLink(node, [&](QString &link) {
        if (index++ == place)
            found = &link;
    });
    return found;
}

bool canAddPorts(RouteNodeKind kind)
{
    return kind == RouteNodeKind::Fallback || kind == RouteNodeKind::Switch
        || kind == RouteNodeKind::Table || kind == RouteNodeKind::Split;
}

QString defaultPort(const RouteNode &node)
{
    switch (node.kind()) {
    case RouteNodeKind::Cache:
    case RouteNodeKind::Transform:
    case RouteNodeKind::Shadow:
        return QStringLiteral("node");
    case RouteNodeKind::Budget:
    case RouteNodeKind::RateLimit:
        return QStringLiteral("within");
    case RouteNodeKind::Match:
    case RouteNodeKind::Switch:
    case RouteNodeKind::Table:
        return QStringLiteral("else");
    case RouteNodeKind::Fallback:
        return QStringLiteral("step 1");
    case RouteNodeKind::Split: {
        const auto &arms = std::get<SplitNode>(node.body).arms;
        const auto largest = std::ranges::max_element(arms, {}, &SplitArm::share);
        return QStringLiteral("arm %1").arg(largest - arms.begin() + 1);
    }
    case RouteNodeKind::Target:
    case RouteNodeKind::Pool:
    case RouteNodeKind::Route:
    case RouteNodeKind::Reject:
    case RouteNodeKind::Answer:
        break;
    }
    return {};
}

QString defaultSuccessor(const RouteNode &node)
{
    if (const auto port = findPort(node, defaultPort(node)); port && !port->node.isEmpty())
        return port->node;
    QSet<QString> others;
    forEachLink(node, [&others](const QString &link) {
        if (!link.isEmpty())
            others.insert(link);
    });
    return others.size() == 1 ? *others.cbegin() : QString();
}

std::vector<ErrorClassPort> errorClassPortsOf(const FallbackNode &node, std::size_t after)
{
    std::vector<ErrorClassPort> ports;
    for (const ErrorClass errorClass : fallbackErrorClasses) {
        ErrorClassPort port{.errorClass = errorClass};
        for (std::size_t step = after + 1; step < node.steps.size(); ++step) {
            if (!isFor(node.steps[step], errorClass))
                continue;
            port.step = step;
            port.node = node.steps[step].node;
            break;
        }
        ports.push_back(std::move(port));
    }
    return ports;
}

} // namespace signalbox::models
