// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "routing/route/Candidate.h"
#include "routing/route/PlanNode.h"

#include <QHash>
#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace signalbox::routing {

/// What a name in `model` leads to: a route, or one target by its own name.
struct Resolution
{
    const models::Route *route = nullptr; ///< null for a target or provider/model
    int start = PlanNode::none; ///< node to start from, for a route
    const Candidate *candidate = nullptr; ///< for a target or provider/model
    std::string_view routeField; ///< complete line for the answer; empty without a route
};

/// A policy made ready for deciding: immutable, shared between threads.
class RoutePlan final
{
public:
    explicit RoutePlan(std::shared_ptr<const models::Policy> policy);
    ~RoutePlan();
    RoutePlan(RoutePlan &&) noexcept;
    RoutePlan &operator=(RoutePlan &&) = delete;
    Q_DISABLE_COPY(RoutePlan)

    [[nodiscard]] const models::Policy &policy() const { return *m_policy; }
    /// What \a name leads to: a route, a target, or provider/model, in that order. Nothing when it
    /// is none of these. \a madeUp holds a provider/model that the policy does not mention.
    [[nodiscard]] std::optional<Resolution> resolve(const QString &name,
                                                    std::optional<Candidate> &madeUp) const;
    /// Every target that \a resolution can lead to, each once, in the order of the graph.
    [[nodiscard]] std::vector<const Candidate *> candidatesOf(const Resolution &resolution) const;

    [[nodiscard]] const PlanNode &node(int index) const
    {
        return m_nodes[static_cast<std::size_t>(index)];
    }
    [[nodiscard]] const Candidate &candidate(int index) const
    {
        return m_candidates[static_cast<std::size_t>(index)];
    }
    [[nodiscard]] const std::vector<Candidate> &candidates() const { return m_candidates; }
    [[nodiscard]] int nodeCount() const { return static_cast<int>(m_nodes.size()); }
    [[nodiscard]] const QString &routeName(int route) const { return m_policy->routes[route].name; }
    /// How many different signals the rules ask for; slots of SignalQuery are below it.
    [[nodiscard]] int signalCount() const { return m_signals.count(); }
    /// Whether a rule asks how the conversation went so far.
    [[nodiscard]] bool asksForConversations() const;

    /// \a name as the policy has it: Ollama's clients call what has no tag `name:latest`.
    [[nodiscard]] QString withoutDefaultTag(const QString &name) const;
    /// Known names that come closest to \a name, for an error message.
    [[nodiscard]] QString nearestName(const QString &name) const;
    /// Every name /v1/models lists: routes, targets, then provider/model.
    [[nodiscard]] QStringList names() const;

private:
    struct PlannedRoute
    {
        int start = PlanNode::none;
        std::string field;
    };

    void compileRoute(int route);
    void compileNode(PlanNode &node, const QHash<QString, int> &indexOf);
    int candidateIndex(const QString &name);
    void linkSubRoutes();

    std::shared_ptr<const models::Policy> m_policy;
    std::vector<Candidate> m_candidates;
    QHash<QString, int> m_candidateIndex;
    std::vector<PlanNode> m_nodes;
    std::vector<PlannedRoute> m_routes; ///< as the policy's
    QHash<QString, int> m_routeIndex;
    SignalSlots m_signals;
};

} // namespace signalbox::routing
