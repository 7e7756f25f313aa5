// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/Proxy.h"

#include <QTimer>

#include <algorithm>

namespace signalbox::routing {

// What the proxy does besides serving its clients: it remembers, learns, and looks after targets.

using models::ExchangeKind;

namespace {

/// Asks for next to nothing. In Anthropic's dialect, since that is translated for most providers:
/// their ways of naming a limit are known there.
ClientCall probeCall(const QString &target)
{
    HttpRequest::Message message;
    message.method(boost::beast::http::verb::post);
    message.target("/v1/messages");
    HttpRequest request(std::move(message));
    request.setBody(
        R"({"model":"-","max_tokens":16,"messages":[{"role":"user","content":"Say OK."}]})");
    ServedPath served = ServedPath::parse("/v1/messages");
    ClientCall call = ClientCall::read(std::move(request), std::move(served));
    call.model = target;
    return call;
}

/// Whether a policy has budgets or rate limits: something that is counted over days.
bool limitsUse(const models::Policy &policy)
{
    const auto isLimit = [](const models::RateLimits &limits) {
        return limits.requests > 0 || limits.tokens > 0;
    };
    const auto hasLimitedKey = [&](const models::Provider &provider) {
        return std::ranges::any_of(provider.keyLimits, isLimit);
    };
    const auto hasLimitNode = [&](const models::Route &route) {
        return std::any_of(route.graph.nodes.cbegin(), route.graph.nodes.cend(),
                           [&](const models::RouteNode &node) {
                               const auto *limit = std::get_if<models::RateLimitNode>(&node.body);
                               return limit && isLimit(limit->limits);
                           });
    };
    return !policy.budgets.isEmpty()
        || std::ranges::any_of(policy.clients, isLimit, &models::ClientKey::limits)
        || std::ranges::any_of(policy.providers, hasLimitedKey)
        || std::ranges::any_of(policy.routes, hasLimitNode);
}

} // namespace

void Proxy::exchangeEnded(quint64 id, models::ExchangeRecord record, const QString &conversation)
{
    const auto found = m_exchanges.find(id);
    if (found == m_exchanges.end())
        return;
    const ExchangeOrigin &origin = found->second->origin();
    if (record.costSource == models::CostSource::Unknown && !record.provider.isEmpty()) {
        // By the policy it began with, which may be another by now.
        if (const models::Provider *provider = found->second->policy().provider(record.provider))
            m_catalog.estimateCost(*provider, record);
    }
    if (origin.kind == ExchangeKind::Shadow)
        m_state.shadows.ended(origin.shadowKey, record.cost, m_clock.wallMs());
    if (!record.target.isEmpty() && origin.kind != ExchangeKind::Probe)
        m_feedback.remember(
            {.exchangeId = record.id, .target = record.target, .conversation = conversation});
    constexpr std::size_t usualBatch = 128;
    if (m_records.capacity() == 0)
        m_records.reserve(usualBatch);
    m_ended.push_back(std::move(found->second));
    m_exchanges.erase(found);
    m_records.push_back(std::move(record));
    if (m_records.size() >= usualBatch)
        flushRecords();
}

void Proxy::openSpending(const QString &dataDirectory)
{
    // After a stop the counts go on where they are: they are newer than the file.
    if (!m_spending.isOpenIn(dataDirectory))
        m_state.restoreSpending(m_spending.open(dataDirectory), m_clock.monotonicNs(),
                                m_clock.wallMs());
    watchSpending();
}

void Proxy::watchSpending()
{
    if (!m_spending.isOpen() || !limitsUse(*m_policy))
        m_spendingTimer.stop();
    else if (!m_spendingTimer.isActive())
        m_spendingTimer.start(static_cast<int>(SpendingStore::flushMs), Qt::PreciseTimer, this);
}

void Proxy::keepSpending()
{
    if (!m_spending.isOpen())
        return;
    const qint64 nowNs = m_clock.monotonicNs();
    const qint64 wallMs = m_clock.wallMs();
    if (m_spending.wantsSnapshot())
        m_spending.replace(m_state.takeSpendingSnapshot(nowNs, wallMs));
    else if (m_state.hasSpendingChanges())
        m_spending.append(m_state.takeSpendingChanges(nowNs, wallMs));
}

void Proxy::takeLessons()
{
    while (const auto learned = m_lessons.take(m_clock.monotonicNs())) {
        m_feedback.noteTaskType(learned->exchange, learned->taskType);
        for (const Judgement &judgement : learned->judgements)
            m_state.scoreboard.accuracies().judge(learned->target, learned->taskType,
                                                  judgement.isGood ? 1 : 0, judgement.weight);
    }
}

void Proxy::startShadow(ShadowWish wish)
{
    auto shared = std::make_shared<ShadowWish>(std::move(wish));
    QTimer::singleShot(0, this, [this, shared] {
        if (m_isStopping) {
            m_state.shadows.ended(shared->origin.shadowKey, {}, m_clock.wallMs());
            return;
        }
        start(std::make_unique<Exchange>(static_cast<ExchangeHost &>(*this), shared->snapshot,
                                         nextId(), m_nobody, std::move(shared->call),
                                         std::move(shared->origin)));
    });
}

void Proxy::probe()
{
    if (m_isStopping || !m_server.isListening())
        return;
    const qint64 nowNs = m_clock.monotonicNs();
    Scoreboard &board = m_state.scoreboard;
    std::vector<ProbeCandidate> candidates;
    for (const Candidate &candidate : m_snapshot->plan->candidates()) {
        const CandidateScores scores = m_snapshot->books.scoresOf(candidate, board);
        const KeysHealth keys = keysHealth(candidate, nowNs);
        candidates.push_back(
            {.target = candidate.target,
             .isOpen = scores.model->state(nowNs) != Breaker::State::Closed || keys.areBarred,
             .isAskedToWait = scores.model->isAskedToWait(nowNs) || keys.isAskedToWait,
             .hasEnded = scores.target->ended() > 0,
             .lastEndedNs = scores.target->lastEndedNs,
             .inFlight = scores.target->inFlight});
    }
    for (const QString &target :
         m_probes.due({candidates.data(), candidates.size()}, m_policy->breaker, nowNs))
        startProbe(target);
}

Proxy::KeysHealth Proxy::keysHealth(const Candidate &candidate, qint64 nowNs)
{
    const ProviderAccess &access = *m_snapshot->providers.at(candidate.provider);
    KeysHealth health;
    bool isAnyFree = false;
    const auto look = [&](int index) {
        const KeyAtModel key = m_snapshot->books.keyOf(candidate, index, m_state.scoreboard);
        isAnyFree = isAnyFree || key.mayTry(nowNs);
        health.isAskedToWait = health.isAskedToWait || key.isAskedToWait(nowNs);
        health.areBarred = true;
    };
    if (access.keys.empty())
        look(-1);
    for (std::size_t i = 0; i < access.keys.size(); ++i) {
        if (!access.keys[i].value.empty())
            look(static_cast<int>(i));
    }
    return isAnyFree ? KeysHealth() : health;
}

void Proxy::startProbe(const QString &target)
{
    start(std::make_unique<Exchange>(static_cast<ExchangeHost &>(*this), m_snapshot, nextId(),
                                     m_nobody, probeCall(target),
                                     ExchangeOrigin{.client = {}, .kind = ExchangeKind::Probe}));
}

} // namespace signalbox::routing
