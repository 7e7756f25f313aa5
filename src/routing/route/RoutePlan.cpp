// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/RoutePlan.h"

#include "models/base/NearestName.h"
#include "models/policy/FallbackClasses.h"
#include "models/policy/NodeLinks.h"
#include "models/policy/NodePorts.h"
#include "routing/route/CacheDependence.h"
#include "routing/route/Reachable.h"
#include "routing/signals/ConversationMemory.h"

#include <algorithm>

namespace signalbox::routing {

using models::ErrorClass;
using models::Policy;
using models::Provider;
using models::RouteNode;
using models::RouteNodeKind;
using models::Target;

namespace {

PlannedSplit plannedSplit(const models::SplitNode &split, const QString &route, const QString &id)
{
    PlannedSplit planned;
    planned.seed =
        (split.seed.isEmpty() ? route + QLatin1Char('/') + id : split.seed).toStdString();
    int bound = 0;
    for (const models::SplitArm &arm : split.arms)
        planned.bounds.push_back(bound += arm.share);
    return planned;
}

/// The node that a walk comes to at \a id: itself, or what is behind the muted nodes there. Empty
/// when these lead nowhere.
QString pastMuted(const models::RouteGraph &graph, const QString &id)
{
    QString at = id;
    // The check refuses circles; never trust it all the same.
    for (qsizetype step = 0; step <= graph.nodes.size(); ++step) {
        const auto node = graph.nodes.constFind(at);
        if (node == graph.nodes.cend() || !node->isMuted || !models::isPassThrough(node->kind()))
            return at;
        at = models::findPort(*node, models::defaultPort(*node))->node;
    }
    return {};
}

std::vector<quint32> stepClasses(const models::FallbackNode &fallback)
{
    std::vector<quint32> classes;
    for (const models::FallbackStep &step : fallback.steps) {
        quint32 bits = step.on.empty() ? defaultFallbackClasses() : 0;
        for (const ErrorClass errorClass : step.on)
            bits |= classBit(errorClass);
        classes.push_back(bits);
    }
    return classes;
}

} // namespace

quint32 classBit(ErrorClass errorClass)
{
    return 1U << static_cast<quint32>(errorClass);
}

quint32 defaultFallbackClasses()
{
    constexpr quint32 classes = [] {
        quint32 bits = 0;
        for (const ErrorClass errorClass : models::fallbackErrorClasses) {
            if (models::mayAnotherTargetHelp(errorClass))
                bits |= 1U << static_cast<quint32>(errorClass);
        }
        return bits;
    }();
    return classes;
}

RoutePlan::RoutePlan(std::shared_ptr<const Policy> policy)
    : m_policy(std::move(policy))
{
    for (const Target &target : m_policy->targets)
        candidateIndex(target.id);
    m_routes.resize(static_cast<std::size_t>(m_policy->routes.size()));
    for (int route = 0; route < static_cast<int>(m_routes.size()); ++route) {
        m_routeIndex.insert(m_policy->routes[route].name, route);
        compileRoute(route);
    }
    linkSubRoutes();
    noteCacheDependence(m_nodes);
}

RoutePlan::~RoutePlan() = default;
RoutePlan::RoutePlan(RoutePlan &&) noexcept = default;

int RoutePlan::candidateIndex(const QString &name)
{
    const auto found = m_candidateIndex.constFind(name);
    if (found != m_candidateIndex.cend())
        return *found;
    auto candidate = Candidate::of(*m_policy, name);
    if (!candidate)
        return PlanNode::none;
    candidate->index = static_cast<int>(m_candidates.size());
    m_candidates.push_back(std::move(*candidate));
    m_candidateIndex.insert(name, m_candidates.back().index);
    return m_candidates.back().index;
}

void RoutePlan::compileRoute(int route)
{
    const models::Route &source = m_policy->routes[route];
    QHash<QString, int> indexOf;
    // A hash has no order of its own; the same policy makes the same plan.
    QStringList ids = source.graph.nodes.keys();
    std::ranges::sort(ids);
    const auto first = static_cast<int>(m_nodes.size());
    for (const QString &id : ids) {
        indexOf.insert(id, static_cast<int>(m_nodes.size()));
        PlanNode &node = m_nodes.emplace_back();
        node.route = route;
        node.id = id;
        node.path = QString(source.name + QLatin1Char('/') + id).toStdString();
        node.bindingKey = ConversationMemory::bindingKey(source.name, id);
        node.source = &*source.graph.nodes.constFind(id);
        node.kind = node.source->kind();
    }
    // A muted node has an index of its own, but every way that leads to it leads past it.
    for (const QString &id : ids) {
        const auto node = source.graph.nodes.constFind(id);
        if (node->isMuted)
            indexOf.insert(id, indexOf.value(pastMuted(source.graph, id), PlanNode::none));
    }
    for (int i = first; i < nodeCount(); ++i)
        compileNode(m_nodes[static_cast<std::size_t>(i)], indexOf);
    PlannedRoute &planned = m_routes[static_cast<std::size_t>(route)];
    planned.start = indexOf.value(source.graph.start, PlanNode::none);
    planned.field = answerField("x-signalbox-route", source.name);
}

void RoutePlan::compileNode(PlanNode &node, const QHash<QString, int> &indexOf)
{
    models::forEachLink(*node.source, [&](const QString &id) {
        node.next.push_back(indexOf.value(id, PlanNode::none));
    });
    models::forEachTarget(*node.source, [&](const QString &target) {
        node.candidates.push_back(candidateIndex(target));
    });
    const auto compile = [&](const auto &body) {
        using Body = std::remove_cvref_t<decltype(body)>;
        if constexpr (std::is_same_v<Body, models::FallbackNode>)
            node.classes = stepClasses(body);
        else if constexpr (std::is_same_v<Body, models::MatchNode>)
            node.compiled.emplace<CompiledPredicate>(body.when, m_signals);
        else if constexpr (std::is_same_v<Body, models::SwitchNode>)
            node.compiled.emplace<CompiledSwitch>(body, m_signals);
        else if constexpr (std::is_same_v<Body, models::TableNode>)
            node.compiled.emplace<CompiledTable>(body, m_signals);
        else if constexpr (std::is_same_v<Body, models::SplitNode>)
            node.compiled = plannedSplit(body, routeName(node.route), node.id);
        else if constexpr (std::is_same_v<Body, models::TransformNode>) {
            for (const auto &[name, signal] : body.fromSignals)
                node.queries.push_back(m_signals.query(signal));
        }
    };
    std::visit(compile, node.source->body);
}

void RoutePlan::linkSubRoutes()
{
    for (PlanNode &node : m_nodes) {
        if (node.kind != RouteNodeKind::Route)
            continue;
        const int route = m_routeIndex.value(node.body<models::SubRouteNode>().route, -1);
        node.next = {route < 0 ? PlanNode::none : m_routes[static_cast<std::size_t>(route)].start};
    }
}

std::optional<Resolution> RoutePlan::resolve(const QString &name,
                                             std::optional<Candidate> &madeUp) const
{
    if (const auto route = m_routeIndex.constFind(name); route != m_routeIndex.cend()) {
        const PlannedRoute &planned = m_routes[static_cast<std::size_t>(*route)];
        return Resolution{.route = &m_policy->routes[*route],
                          .start = planned.start,
                          .candidate = nullptr,
                          .routeField = planned.field};
    }
    if (const auto known = m_candidateIndex.constFind(name); known != m_candidateIndex.cend())
        return Resolution{.candidate = &candidate(*known), .routeField = {}};
    madeUp = Candidate::of(*m_policy, name);
    if (!madeUp)
        return std::nullopt;
    return Resolution{.candidate = &*madeUp, .routeField = {}};
}

std::vector<const Candidate *> RoutePlan::candidatesOf(const Resolution &resolution) const
{
    if (resolution.candidate)
        return {resolution.candidate};
    std::vector<const Candidate *> found;
    std::vector<bool> wasFound(m_candidates.size());
    for (const int index : reachable(m_nodes, resolution.start)) {
        const PlanNode &one = node(index);
        for (const int other : one.candidates) {
            if (one.kind == RouteNodeKind::Shadow || other == PlanNode::none
                || wasFound[static_cast<std::size_t>(other)])
                continue;
            wasFound[static_cast<std::size_t>(other)] = true;
            found.push_back(&candidate(other));
        }
    }
    return found;
}

QString RoutePlan::withoutDefaultTag(const QString &name) const
{
    const QLatin1String tag(":latest");
    const bool isKnown = m_routeIndex.contains(name) || m_candidateIndex.contains(name);
    return name.endsWith(tag) && !isKnown ? name.chopped(tag.size()) : name;
}

QStringList RoutePlan::names() const
{
    QStringList names;
    for (const models::Route &route : m_policy->routes)
        names.append(route.name);
    for (const Target &target : m_policy->targets)
        names.append(target.id);
    for (const Provider &provider : m_policy->providers) {
        const QStringList &own = provider.dialect == models::ProviderDialect::Simulated
            ? provider.simulated.models
            : provider.models;
        for (const QString &model : own)
            names.append(provider.id + QLatin1Char('/') + model);
    }
    names.removeDuplicates();
    return names;
}

QString RoutePlan::nearestName(const QString &name) const
{
    constexpr qsizetype longestName = 128;
    return models::nearestName(name.left(longestName), names());
}

bool RoutePlan::asksForConversations() const
{
    return std::ranges::any_of(m_signals.queries(), [](const SignalQuery &query) {
        return query.kind == models::SignalKind::Frustration
            || query.kind == models::SignalKind::PreviousOutcome
            || query.kind == models::SignalKind::PreviousFailures;
    });
}

} // namespace signalbox::routing
