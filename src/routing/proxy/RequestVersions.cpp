// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/RequestVersions.h"

#include "routing/dialect/editing/RequestEdit.h"

#include <algorithm>

namespace signalbox::routing {

namespace {

models::SignalValue valueOf(const SignalReading &reading)
{
    if (const auto *flag = std::get_if<bool>(&reading))
        return *flag;
    if (const auto *number = std::get_if<double>(&reading))
        return *number;
    if (const auto *text = std::get_if<std::string_view>(&reading))
        return QString::fromUtf8(text->data(), static_cast<qsizetype>(text->size()));
    return {};
}

} // namespace

RequestVersion::RequestVersion(const ClientCall &call, ReasoningMemory &memory)
    : m_call(call)
    , m_translations(asked(call), memory)
{}

RequestVersion::RequestVersion(const ClientCall &call, ReasoningMemory &memory,
                               const RoutePlan &plan, std::span<const int> transforms,
                               SignalSource &source)
    : m_call(call)
    , m_edited(call)
    , m_transforms(transforms.begin(), transforms.end())
    , m_translations(asked(*m_edited), memory)
{
    for (const int transform : transforms)
        apply(plan.node(transform), source);
    const RequestPeek before = std::move(m_edited->peek);
    m_edited->peek = RequestPeek::read(m_edited->served.endpoint, m_edited->request.body());
    if (!m_edited->peek.problem.empty()) { // such an edit must not spoil a good request
        m_problems.push_back("The changed request cannot be read: " + m_edited->peek.problem);
        m_edited->request.setBody(call.request.body());
        m_edited->peek = before;
    }
}

const RequestSurvey &RequestVersion::survey()
{
    if (!m_survey)
        m_survey = RequestSurvey::read(call().served.endpoint, call().request.body());
    return *m_survey;
}

void RequestVersion::apply(const PlanNode &node, SignalSource &source)
{
    const auto &transform = node.body<models::TransformNode>();
    // Queries stand in the order of the variables that come from signals.
    std::size_t next = 0;
    const std::vector<PromptVariable> variables =
        promptVariables(transform, [&](const models::SignalName &) {
            return valueOf(source.read(node.queries[next++]));
        });
    EditedBody edited = editRequest(m_edited->served.endpoint, m_edited->request.body(), transform,
                                    {variables.data(), variables.size()});
    if (edited.isChanged)
        m_edited->request.setBody(std::move(edited.body));
    std::ranges::move(edited.problems, std::back_inserter(m_problems));
    if (!transform.variant.isEmpty())
        m_variant = transform.variant;
}

AskedRequest RequestVersion::asked(const ClientCall &call)
{
    return {.body = call.request.body(),
            .model = call.model,
            .endpoint = call.served.endpoint,
            .method = call.served.method,
            .stream = call.stream,
            .serverSentEvents = call.serverSentEvents};
}

RequestVersion &RequestVersions::of(const RoutePlan &plan, std::span<const int> passed,
                                    RouteWorld &world)
{
    boost::container::small_vector<int, 2> transforms;
    std::ranges::copy_if(passed, std::back_inserter(transforms), [&plan](int node) {
        return plan.node(node).kind == models::RouteNodeKind::Transform;
    });
    if (transforms.empty())
        return m_original;
    for (RequestVersion &version : m_edited) {
        if (std::ranges::equal(version.transforms(), transforms))
            return version;
    }
    return m_edited.emplace_front(m_call, m_memory, plan,
                                  std::span<const int>(transforms.data(), transforms.size()),
                                  world.signalSource());
}

} // namespace signalbox::routing
