// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/simulator/SimulatedDecision.h"

#include "models/policy/JsonTree.h"
#include "models/policy/NodePorts.h"
#include "routing/simulator/RouteSimulator.h"

#include <QCoreApplication>

#include <algorithm>

namespace signalbox::ui {

using models::DecisionCandidate;
using models::DecisionTree;
using routing::WalkedNode;

namespace {

constexpr std::size_t longestWay = 1000;

struct SimulatorWords
{
    Q_DECLARE_TR_FUNCTIONS(SimulatorWords)
};

/// The plan's outputs stand in the order of the ports; a pool's are places in its ranking, and a
/// sub-route has none of its own.
QString portOf(const routing::PlanNode &node, int output)
{
    const auto ports = models::portsOf(*node.source);
    const auto place = static_cast<std::size_t>(output);
    return output >= 0 && place < ports.size() ? ports[place].id : QString();
}

std::vector<WayStop> stopsOf(const routing::RoutePlan &plan, const std::vector<WalkedNode> &way)
{
    std::vector<WayStop> stops;
    stops.reserve(way.size());
    for (const WalkedNode &walked : way) {
        const routing::PlanNode &node = plan.node(walked.node);
        WayStop stop{.route = plan.routeName(node.route),
                     .at = {.node = node.id, .port = portOf(node, walked.output)}};
        if (stops.empty() || stops.back() != stop) // a pool that offers its next member
            stops.push_back(std::move(stop));
    }
    return stops;
}

/// What the pool that chose the target knew of it.
const DecisionCandidate *memberChosen(const DecisionTree &tree)
{
    for (auto step = tree.path.rbegin(); step != tree.path.rend(); ++step) {
        const auto found =
            std::ranges::find(step->members, tree.target, &DecisionCandidate::target);
        if (found != step->members.end())
            return &*found;
    }
    return nullptr;
}

QString withoutPeriod(const QString &text)
{
    return text.endsWith(u'.') ? text.chopped(1) : text;
}

/// Takes what \a tree knows of its target and \a decision does not.
void takeFigures(const DecisionTree &tree, SimulatedDecision &decision)
{
    const DecisionCandidate *member = memberChosen(tree);
    if (!member)
        return;
    if (!decision.costUsd)
        decision.costUsd = member->costUsd;
    if (!decision.ttftMs)
        decision.ttftMs = member->ttftMs;
}

/// What a pool that goes by speed would know of the target, where none has weighed it, or by other
/// figures: a pool of it alone is asked.
void takeFiguresOfTarget(const SimulatorInput &input, SimulatedDecision &decision)
{
    models::PoolNode pool{.strategy = models::Strategy::Fastest, .percentile = 95};
    pool.members.append(models::PoolMember{.target = decision.tree.target});
    models::Route route;
    do
        route.name += u'-'; // until no other is called so
    while (input.policy->route(route.name));
    route.graph.start = QStringLiteral("pool");
    route.graph.nodes.insert(route.graph.start, {.body = pool});
    models::Policy policy = *input.policy;
    policy.routes.append(route);
    routing::RouteSimulator simulator(std::make_shared<const models::Policy>(policy), input.moment);
    models::RouteCaseRequest request = input.request;
    request.route = route.name;
    const auto tree = DecisionTree::fromJson(
        QByteArray::fromStdString(simulator.run(request, input.conditions).json));
    takeFigures(tree, decision);
}

/// A sentence of \a problem, with the place in \a body that it is about if that can be told.
QString problemSentence(QString problem, const QByteArray &body)
{
    if (!problem.isEmpty())
        problem[0] = problem.at(0).toUpper();
    const models::JsonTree json = models::JsonTree::parse(body.isEmpty() ? "{}" : body);
    if (json.root() || json.problems().isEmpty())
        return problem;
    const models::PolicyProblem &found = json.problems().first();
    return SimulatorWords::tr("%1 (line %2: %3)")
        .arg(withoutPeriod(problem))
        .arg(found.line)
        .arg(withoutPeriod(found.message));
}

/// What comes of a draft that leads in a circle, along the way to where it begins anew.
SimulatedDecision endless(const std::vector<WayStop> &way)
{
    SimulatedDecision decision;
    for (const WayStop &stop : way) {
        if (std::ranges::find(decision.way, stop) != decision.way.end())
            break;
        decision.way.push_back(stop);
    }
    decision.tree.isServed = false;
    decision.tree.route = way.front().route;
    decision.problem =
        SimulatorWords::tr("The request goes round in a circle: “%1” leads back to itself.")
            .arg(way.back().at.node);
    return decision;
}

} // namespace

SimulatedDecision simulate(const SimulatorInput &input)
{
    using routing::ExplainDetail;
    routing::RouteSimulator simulator(input.policy, input.moment);
    // Only drafts have circles; told whole, thousands of rounds would be thousands of rows.
    const auto brief = simulator.run(input.request, input.conditions, ExplainDetail::Decision);
    if (brief.way.size() > longestWay)
        return endless(stopsOf(simulator.plan(), brief.way));
    const routing::Explanation explanation = simulator.run(input.request, input.conditions);
    SimulatedDecision decision{
        .tree = DecisionTree::fromJson(QByteArray::fromStdString(explanation.json)),
        .way = stopsOf(simulator.plan(), explanation.way)};
    if (decision.tree.path.empty() && !explanation.isServed)
        decision.problem = problemSentence(explanation.problem, input.request.body);
    takeFigures(decision.tree, decision);
    // Without a moment and conditions nobody knows how fast anything is.
    const bool isSpeedKnown = input.moment || !input.conditions.targets.isEmpty();
    const bool hasTarget = explanation.isServed && !explanation.target.isEmpty();
    if (hasTarget && (!decision.costUsd || (!decision.ttftMs && isSpeedKnown)))
        takeFiguresOfTarget(input, decision);
    return decision;
}

} // namespace signalbox::ui
