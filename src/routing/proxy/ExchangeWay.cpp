// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ClientKeys.h"
#include "routing/proxy/Exchange.h"
#include "routing/proxy/FailureSummary.h"
#include "routing/proxy/KeyLimits.h"
#include "routing/proxy/RateUnits.h"
#include "routing/proxy/RouteRefusal.h"

#include <algorithm>

namespace signalbox::routing {

// The way of an exchange through its route graph: from the name asked for to the next attempt.

using models::ErrorClass;

void Exchange::start()
{
    m_channel->setObserver(this);
    if (!m_call.problem.empty()) {
        refuse({.status = 400,
                .message = m_call.problem,
                .code = {},
                .param = m_call.peek.problem.empty() ? "model" : ""});
        return;
    }
    if (m_call.dialect() == models::ClientDialect::Ollama)
        m_call.model = m_snapshot->plan->withoutDefaultTag(m_call.model);
    if (!admitClient())
        return;
    const auto resolution = m_snapshot->plan->resolve(m_call.model, m_madeUp);
    if (!resolution) {
        refuse(unknownModel(m_call.model, m_snapshot->plan->nearestName(m_call.model)));
        return;
    }
    m_resolution = *resolution;
    if (resolution->route)
        m_record.route = resolution->route->name;
    m_chain.begin(m_resolution, *m_snapshot, m_world);
    proceed(m_chain.first(m_host.clock().wallMs()));
}

bool Exchange::admitClient()
{
    const models::ClientKey *key = m_origin.key;
    if (!key)
        return true;
    if (!mayAsk(key, m_call.model)) { // before anything is said of what there is
        refuse(notAllowed(*key, m_call.model));
        return false;
    }
    if (key->limits.isEmpty())
        return true;
    RateAdmission admission = m_host.state().keyLimiter.tryBegin(
        key->limits, clientRateUnit(key->name), m_world.expectedTokens(key->limits),
        m_host.clock().monotonicNs());
    if (!admission.verdict.isAdmitted()) {
        refuse(clientAtLimit(*key, admission.verdict),
               retryAfterField(admission.verdict.retryAfterMs));
        return false;
    }
    m_tickets.push_back(std::move(admission.ticket));
    return true;
}

void Exchange::proceed(WalkEnd end)
{
    switch (end) {
    case WalkEnd::Candidate:
        m_retries.begin(m_snapshot->policy->retry);
        startAttempt();
        return;
    case WalkEnd::Answered:
        answerFixed(m_chain.walk().end().body<models::AnswerNode>());
        return;
    case WalkEnd::Cached:
        answerFromCache();
        return;
    case WalkEnd::Exhausted:
        if (!m_record.attempts.empty()) {
            giveUp();
            return;
        }
        if (goDowngraded())
            return;
        if (m_chain.impossible()) {
            refuse(*m_chain.impossible());
            return;
        }
        break;
    case WalkEnd::Refused:
    case WalkEnd::NoRoom:
    case WalkEnd::NoMember:
        break;
    }
    qint64 waitMs = retryAfterMs(end, m_chain.walk());
    if (waitMs < 0 && end == WalkEnd::Exhausted)
        waitMs = m_world.budgetRetryAfterMs();
    refuse(routeRefusal(end, m_chain.walk(), m_call), retryAfterField(waitMs));
}

bool Exchange::goDowngraded()
{
    if (m_world.downgradeRoute().isEmpty())
        return false;
    std::optional<Candidate> none; // a route makes nobody up
    const auto instead = m_snapshot->plan->resolve(m_world.downgradeRoute(), none);
    if (!instead || !instead->route)
        return false; // the check refuses such a policy
    m_resolution = *instead;
    m_world.goOnDowngraded();
    m_chain.begin(m_resolution, *m_snapshot, m_world);
    proceed(m_chain.first(m_host.clock().wallMs()));
    return true;
}

void Exchange::startAttempt()
{
    if (m_chain.service() == Service::Counted) {
        if (!answerCount())
            refuse(m_chain.version().translations().problem());
        return;
    }
    const Candidate &chosen = *m_chain.current();
    ProviderAccess &access = *m_snapshot->providers.at(chosen.provider);
    const int key = m_retries.usableKey(access);
    auto barrier = barrierTo(chosen, access, key);
    m_running.attempt = std::make_unique<Attempt>(
        Attempt::Context{m_host.manager(), m_host.clock(), *this}, m_chain.version().call(), chosen,
        access, key, m_chain.translated());
    m_running.version = &m_chain.version();
    m_running.pool = m_chain.walk().pool();
    m_last = m_running.attempt.get();
    if (!barrier || barrier->errorClass == ErrorClass::Authentication)
        m_running.account.begin(m_world, chosen, key); // who is at a limit has not failed
    takeTickets();
    if (barrier) {
        // Not from inside a call: a chain of targets without keys must not nest.
        m_lastFailure = std::move(*barrier);
        m_isPendingFailure = true;
        m_host.wakeLater(id(), 0);
        return;
    }
    m_running.attempt->start();
    if (m_moments.firstSendNs < 0)
        m_moments.firstSendNs = m_host.clock().monotonicNs();
    tapShadows();
    watchForSlowness();
}

std::optional<AttemptFailure> Exchange::barrierTo(const Candidate &candidate,
                                                  const ProviderAccess &access, int key)
{
    AttemptFailure failure{.errorClass = ErrorClass::RateLimited,
                           .mayRetry = false,
                           .wasSent = false,
                           .fields = {},
                           .body = {},
                           .message = {}};
    if (key < 0 && m_retries.isAtLimit(access)) {
        failure.retryAfterMs = keyObstruction(m_world, access).retryAfterMs;
        failure.message = QStringLiteral("the keys of %1 that can be used are at their limits")
                              .arg(access.provider->displayName());
        return failure;
    }
    if (key < 0 && !access.keys.empty()) {
        failure.errorClass = ErrorClass::Authentication;
        failure.message = keyProblem(access);
        return failure;
    }
    // The first attempt has just been found to have room; one after a wait, or beside another that
    // has taken of it, may find it gone.
    if (m_record.attempts.empty() && !m_other.attempt)
        return std::nullopt;
    const Obstruction spent = m_world.spendingObstruction(candidate);
    if (spent.obstacle != MemberFigures::Obstacle::Budget)
        return std::nullopt;
    failure.retryAfterMs = spent.retryAfterMs;
    failure.message = QStringLiteral("its budget was used up before it could be tried again");
    return failure;
}

void Exchange::takeTickets()
{
    // Once for each limit, however many attempts it takes. The walk has just found room.
    for (const int index : m_chain.walk().passed()) {
        const PlanNode &node = m_snapshot->plan->node(index);
        if (node.kind != models::RouteNodeKind::RateLimit
            || std::ranges::find(m_limited, index) != m_limited.end())
            continue;
        m_limited.push_back(index);
        const models::RateLimits &limits = node.body<models::RateLimitNode>().limits;
        RateAdmission admission = m_host.state().limiter.tryBegin(limits, m_world.rateKey(node),
                                                                  m_world.expectedTokens(limits),
                                                                  m_host.clock().monotonicNs());
        m_tickets.push_back(std::move(admission.ticket));
    }
}

void Exchange::tapShadows()
{
    const std::span<const int> passed = m_chain.walk().passed();
    for (std::size_t place = 0; place < passed.size(); ++place) {
        const PlanNode &node = m_snapshot->plan->node(passed[place]);
        if (node.kind != models::RouteNodeKind::Shadow
            || std::ranges::find(m_tapped, passed[place]) != m_tapped.end())
            continue;
        m_tapped.push_back(passed[place]);
        const auto &shadow = node.body<models::ShadowNode>();
        const auto unit = m_world.unit(models::Unit::Conversation);
        if (!m_host.state().shadows.tryBegin(node.bindingKey, shadow, unit.text,
                                             m_host.clock().wallMs()))
            continue;
        ShadowWish wish{.call = m_world.version(passed.first(place)).call(),
                        .snapshot = m_snapshot,
                        .origin = {.client = m_origin.client,
                                   .kind = models::ExchangeKind::Shadow,
                                   .shadowOf = id(),
                                   .shadowKey = node.bindingKey}};
        wish.call.model = shadow.target;
        m_host.startShadow(std::move(wish));
    }
}

void Exchange::watchForSlowness()
{
    const models::SlowRule &rule = m_chain.walk().slowRule();
    if (rule.action == models::SlowRule::Action::Nothing || m_other.attempt
        || !m_chain.hasNext(ErrorClass::Timeout))
        return;
    m_host.wakeLater(id(), rule.after.count(), ++m_alarm);
}

} // namespace signalbox::routing
