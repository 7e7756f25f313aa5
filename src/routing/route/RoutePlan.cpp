// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/RoutePlan.h"

#include "models/base/JsonText.h"
#include "models/base/NearestName.h"

#include <algorithm>

namespace signalbox::routing {

using models::ErrorClass;
using models::Policy;
using models::Provider;
using models::Target;

namespace {

constexpr std::size_t deepestGraph = 64;
/// Steps that share nodes multiply; no exchange would try that many targets.
constexpr std::size_t mostCandidates = 256;
constexpr int mostNodes = 1024;

quint32 bit(ErrorClass errorClass)
{
    return 1U << static_cast<quint32>(errorClass);
}

/// Anything that could end the line or is no ASCII becomes a question mark: fields are for tools.
std::string fieldLine(std::string_view name, const QString &value)
{
    std::string line(name);
    line += ": ";
    for (const QChar c : value)
        line += c.unicode() >= 0x20 && c.unicode() < 0x7f ? static_cast<char>(c.unicode()) : '?';
    return line + "\r\n";
}

/// Walks one graph and lists its targets in the order they would be tried.
class GraphWalk
{
public:
    using MakeCandidate = std::function<std::optional<Candidate>(const QString &)>;

    GraphWalk(const models::RouteGraph &graph, MakeCandidate makeCandidate)
        : m_graph(graph)
        , m_makeCandidate(std::move(makeCandidate))
    {}

    std::vector<Candidate> candidates()
    {
        visit(m_graph.start, {});
        return std::move(m_candidates);
    }

private:
    void visit(const QString &id, const std::vector<Candidate::Step> &steps)
    {
        const auto found = m_graph.nodes.constFind(id);
        if (found == m_graph.nodes.cend() || steps.size() > deepestGraph
            || m_candidates.size() >= mostCandidates || m_nextNode >= mostNodes)
            return; // the policy check has refused such a graph; never trust it all the same
        if (const auto *target = std::get_if<models::TargetNode>(&found->body)) {
            if (auto candidate = m_makeCandidate(target->target)) {
                candidate->steps = steps;
                m_candidates.push_back(std::move(*candidate));
            }
            return;
        }
        const auto *fallback = std::get_if<models::FallbackNode>(&found->body);
        if (!fallback)
            return;
        const int node = m_nextNode++;
        int index = 0;
        for (const models::FallbackStep &step : fallback->steps) {
            quint32 classes = step.on.empty() ? defaultFallbackClasses() : 0;
            for (const ErrorClass errorClass : step.on)
                classes |= bit(errorClass);
            std::vector<Candidate::Step> deeper = steps;
            deeper.push_back({.node = node, .index = index++, .classes = classes});
            visit(step.node, deeper);
        }
    }

    const models::RouteGraph &m_graph;
    MakeCandidate m_makeCandidate;
    std::vector<Candidate> m_candidates;
    int m_nextNode = 0;
};

} // namespace

quint32 defaultFallbackClasses()
{
    return bit(ErrorClass::RateLimited) | bit(ErrorClass::ServerError) | bit(ErrorClass::Timeout)
        | bit(ErrorClass::Connection) | bit(ErrorClass::Authentication)
        | bit(ErrorClass::ContextTooLong) | bit(ErrorClass::ContentFilter)
        | bit(ErrorClass::NotFound);
}

std::optional<std::size_t> Resolution::next(std::size_t failed, ErrorClass errorClass) const
{
    const std::vector<Candidate::Step> &from = candidates[failed].steps;
    for (std::size_t i = failed + 1; i < candidates.size(); ++i) {
        const std::vector<Candidate::Step> &to = candidates[i].steps;
        // Steps that both are in need no permission; every one entered anew does.
        std::size_t shared = 0;
        while (shared < from.size() && shared < to.size() && from[shared].node == to[shared].node
               && from[shared].index == to[shared].index)
            ++shared;
        bool isAllowed = true;
        for (std::size_t level = shared; level < to.size(); ++level) {
            // The first step of a node entered on the way in is not a fallback of that node.
            const bool isEntry = to[level].index == 0;
            isAllowed = isAllowed && (isEntry || (to[level].classes & bit(errorClass)) != 0);
        }
        if (isAllowed)
            return i;
    }
    return std::nullopt;
}

RoutePlan::RoutePlan(std::shared_ptr<const Policy> policy)
    : m_policy(std::move(policy))
{
    // Routes are put in last, so that they win over a target of the same name.
    for (const Target &target : m_policy->targets) {
        if (auto candidate = candidateFor(target.id)) {
            Resolution resolution;
            resolution.candidates.push_back(std::move(*candidate));
            m_resolutions.insert(target.id, resolution);
        }
    }
    for (const models::Route &route : m_policy->routes)
        compile(route);
}

void RoutePlan::compile(const models::Route &route)
{
    Resolution resolution;
    resolution.route = route.name;
    resolution.candidates = GraphWalk(route.graph, [this](const QString &target) {
                                return candidateFor(target);
                            }).candidates();
    const std::string routeField = fieldLine("x-signalbox-route", route.name);
    for (Candidate &candidate : resolution.candidates)
        candidate.answerFields.insert(0, routeField);
    m_resolutions.insert(route.name, resolution);
}

std::optional<Candidate> RoutePlan::candidateFor(const QString &name) const
{
    Candidate candidate;
    candidate.target = name;
    if (const Target *target = m_policy->target(name)) {
        candidate.provider = m_policy->provider(target->provider);
        candidate.model = target->model;
    } else if (const qsizetype slash = name.indexOf(QLatin1Char('/')); slash > 0) {
        candidate.provider = m_policy->provider(name.left(slash));
        candidate.model = name.mid(slash + 1);
    }
    if (!candidate.provider || candidate.model.isEmpty())
        return std::nullopt;
    candidate.modelUtf8 = candidate.model.toStdString();
    candidate.modelJson = models::jsonEscaped(candidate.modelUtf8);
    candidate.answerFields = fieldLine("x-signalbox-target", candidate.target)
        + fieldLine("x-signalbox-model",
                    candidate.provider->id + QLatin1Char('/') + candidate.model);
    return candidate;
}

const Resolution *RoutePlan::resolve(const QString &name, Resolution &scratch) const
{
    const auto found = m_resolutions.constFind(name);
    if (found != m_resolutions.cend())
        return &*found;
    auto candidate = candidateFor(name);
    if (!candidate)
        return nullptr;
    scratch.route.clear();
    scratch.candidates.clear();
    scratch.candidates.push_back(std::move(*candidate));
    return &scratch;
}

QString RoutePlan::withoutDefaultTag(const QString &name) const
{
    const QLatin1String tag(":latest");
    return name.endsWith(tag) && !m_resolutions.contains(name) ? name.chopped(tag.size()) : name;
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

} // namespace signalbox::routing
