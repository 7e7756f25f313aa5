// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/proxy/ClientCall.h"
#include "routing/proxy/RequestTranslations.h"
#include "routing/route/RoutePlan.h"
#include "routing/route/RouteWorld.h"
#include "routing/signals/RequestSurvey.h"

#include <boost/container/small_vector.hpp>
#include <forward_list>
#include <span>
#include <string>
#include <vector>

namespace signalbox::routing {

/// A client's request as the transform nodes on one way through the graph leave it.
class RequestVersion final
{
public:
    RequestVersion(const ClientCall &call, ReasoningMemory &memory);
    ~RequestVersion() = default;
    Q_DISABLE_COPY_MOVE(RequestVersion)

    /// \a call, changed by \a transforms of \a plan in this order.
    RequestVersion(const ClientCall &call, ReasoningMemory &memory, const RoutePlan &plan,
                   std::span<const int> transforms, SignalSource &source);

    [[nodiscard]] const ClientCall &call() const { return m_edited ? *m_edited : m_call; }
    [[nodiscard]] RequestTranslations &translations() { return m_translations; }
    [[nodiscard]] bool isEdited() const { return m_edited.has_value(); }
    /// Of what it has become; made when first asked for.
    [[nodiscard]] const RequestSurvey &survey();
    /// The nodes that made it, as indices of the plan.
    [[nodiscard]] std::span<const int> transforms() const
    {
        return {m_transforms.data(), m_transforms.size()};
    }
    /// Of the prompt: the name that the last of them gives; empty for none.
    [[nodiscard]] const QString &variant() const { return m_variant; }
    /// What the transforms could not do, a sentence each, without prompt text.
    [[nodiscard]] const std::vector<std::string> &problems() const { return m_problems; }

private:
    void apply(const PlanNode &node, SignalSource &source);
    [[nodiscard]] static AskedRequest asked(const ClientCall &call);

    const ClientCall &m_call;
    std::optional<ClientCall> m_edited;
    boost::container::small_vector<int, 2> m_transforms;
    QString m_variant;
    std::vector<std::string> m_problems;
    RequestTranslations m_translations;
    std::optional<RequestSurvey> m_survey;
};

/// All versions of one client's request that its way through the graph needs, each made when it is
/// first asked for. References stay valid as long as this.
///
/// Lives on the proxy thread; owned by its exchange, or by an explanation.
class RequestVersions final
{
public:
    /// Both must outlive it.
    RequestVersions(const ClientCall &call, ReasoningMemory &memory)
        : m_call(call)
        , m_memory(memory)
        , m_original(call, memory)
    {}

    [[nodiscard]] const ClientCall &original() const { return m_call; }
    /// The request behind all transform nodes among \a passed, nodes of \a plan. \a world is asked
    /// for signals only where there are such nodes.
    [[nodiscard]] RequestVersion &of(const RoutePlan &plan, std::span<const int> passed,
                                     RouteWorld &world);
    [[nodiscard]] RequestVersion &asItCame() { return m_original; }

private:
    const ClientCall &m_call;
    ReasoningMemory &m_memory;
    RequestVersion m_original;
    std::forward_list<RequestVersion> m_edited;
};

} // namespace signalbox::routing
