// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/simulation/Simulation.h"

#include "models/catalog/Price.h"
#include "routing/route/FigureReader.h"
#include "support/simulation/Chance.h"

#include <algorithm>
#include <cmath>

namespace signalbox::tests {

using models::ErrorClass;
using routing::WalkEnd;

namespace {

constexpr qint64 inputTokens = 1000;
constexpr qint64 wallAtStartMs = 1'700'000'000'000;
constexpr double usPerMs = 1000;

qint64 nanoseconds(double seconds)
{
    return std::llround(seconds * 1e9);
}

models::Price priceOf(const SimulatedTarget &target)
{
    models::Price price;
    price.prices = {
        .input = 0, .output = 0, .perThousandRequests = std::llround(target.dollars * 1e9)};
    return price;
}

std::shared_ptr<const models::Policy> policyOf(SimulationSetup &setup)
{
    auto policy = std::make_shared<models::Policy>();
    policy->breaker = setup.breaker;
    setup.pool.members.clear();
    for (const SimulatedTarget &target : setup.targets) {
        models::Provider provider;
        provider.id = QStringLiteral("at-") + target.id;
        policy->providers.append(provider);
        policy->targets.append({.id = target.id,
                                .provider = provider.id,
                                .model = target.id,
                                .expectedAccuracy = {{QStringLiteral("all"), target.accuracy}}});
        setup.pool.members.append({.target = target.id});
    }
    policy->routes = {{.name = QStringLiteral("r"),
                       .graph = {.start = QStringLiteral("pool"),
                                 .nodes = {{QStringLiteral("pool"), {.body = setup.pool}}}}}};
    return policy;
}

} // namespace

/// What an attempt holds of the breakers.
struct Simulation::Passes
{
    routing::Breaker::Pass model;
    routing::Breaker::Pass key;
    routing::Breaker::Pass limits;
};

/// One request on its way.
struct Simulation::Flight
{
    Flight(const routing::RoutePlan &plan, RouteWorld &world, std::size_t ofRequest)
        : walk(plan, world)
        , request(ofRequest)
    {}

    routing::RouteWalk walk;
    std::size_t request;
    Passes passes; ///< of its present attempt
};

Simulation::Simulation(SimulationSetup setup, quint64 seed)
    : m_setup(std::move(setup))
    , m_arrivals(seed)
    , m_chance(seed + 1'000)
    , m_router(seed + 2'000)
    , m_plan(std::make_unique<routing::RoutePlan>(policyOf(m_setup)))
    , m_resolution(*m_plan->resolve(QStringLiteral("r"), m_madeUp))
    , m_busy(m_setup.targets.size())
{
    m_board.setPolicy(m_plan->policy(), m_nowNs);
}

Simulation::~Simulation() = default;

void Simulation::at(qint64 ns, std::function<void()> happens)
{
    m_events.push({.atNs = ns, .number = m_eventNumber++, .happens = std::move(happens)});
}

void Simulation::run()
{
    for (const SimulatedChange &change : m_setup.changes) {
        at(nanoseconds(change.atS), [this, &change] {
            change.change(m_setup.targets[static_cast<std::size_t>(change.target)]);
        });
    }
    if (m_setup.arrivalsPerS > 0)
        scheduleArrival();
    if (m_setup.breaker.probeInterval.count() > 0)
        scheduleProbes();
    for (int i = 0; i < m_setup.burst; ++i)
        at(nanoseconds(m_setup.burstAtS), [this] { arrive(); });
    while (!m_events.empty()) {
        const Event event = m_events.top();
        m_events.pop();
        m_nowNs = event.atNs;
        event.happens();
    }
}

void Simulation::scheduleArrival()
{
    const qint64 ns = m_nowNs + nanoseconds(exponential(m_arrivals, 1 / m_setup.arrivalsPerS));
    if (ns > nanoseconds(m_setup.seconds))
        return;
    at(ns, [this] {
        scheduleArrival();
        arrive();
    });
}

void Simulation::arrive()
{
    m_requests.emplace_back().arrivedNs = m_nowNs;
    const auto flight =
        std::make_shared<Flight>(*m_plan, static_cast<RouteWorld &>(*this), m_requests.size() - 1);
    flight->walk.begin(m_resolution);
    goOn(flight, flight->walk.first());
}

void Simulation::goOn(const std::shared_ptr<Flight> &flight, WalkEnd end)
{
    if (end == WalkEnd::Candidate)
        attempt(flight);
    else
        m_requests[flight->request].endedNs = m_nowNs;
}

routing::KeyAtModel Simulation::keyOf(const routing::Candidate &candidate)
{
    const QString &provider = candidate.provider->id;
    return {.key = &m_board.key(provider, -1),
            .limits = &m_board.keyModelBreaker(provider, -1, candidate.model)};
}

routing::Breaker &Simulation::modelOf(const routing::Candidate &candidate)
{
    return m_board.modelBreaker(candidate.provider->id, candidate.model);
}

Simulation::Passes Simulation::begin(const routing::Candidate &candidate)
{
    const routing::KeyAtModel key = keyOf(candidate);
    m_board.score(candidate.target).attemptBegan();
    key.key->score.attemptBegan();
    return {.model = modelOf(candidate).tryBegan(m_nowNs),
            .key = key.key->breaker.tryBegan(m_nowNs),
            .limits = key.limits->tryBegan(m_nowNs)};
}

void Simulation::end(const routing::Candidate &candidate, const Passes &passes,
                     const routing::AttemptOutcome &outcome)
{
    const int target = candidate.index;
    --m_busy[static_cast<std::size_t>(target)];
    const routing::KeyAtModel key = keyOf(candidate);
    m_board.score(candidate.target).attemptEnded(outcome);
    key.key->score.attemptEnded(outcome);
    const auto endIn = [&](routing::Breaker &breaker, const routing::Breaker::Pass &pass) {
        const int openings = breaker.openings();
        breaker.ended(pass, outcome.errorClass, outcome.retryAfterMs, m_nowNs);
        noteOpening(breaker, openings, target);
    };
    endIn(modelOf(candidate), passes.model);
    endIn(key.key->breaker, passes.key);
    endIn(*key.limits, passes.limits);
}

void Simulation::scheduleProbes()
{
    const qint64 ns = m_nowNs + nanoseconds(1);
    if (ns > nanoseconds(m_setup.seconds))
        return;
    at(ns, [this] {
        scheduleProbes();
        probe();
    });
}

void Simulation::probe()
{
    std::vector<routing::ProbeCandidate> candidates;
    for (const routing::Candidate &candidate : m_plan->candidates()) {
        const routing::TargetScore &score = m_board.score(candidate.target);
        const routing::Breaker &model = modelOf(candidate);
        const routing::KeyAtModel key = keyOf(candidate);
        candidates.push_back(
            {.target = candidate.target,
             .isOpen =
                 model.state(m_nowNs) != routing::Breaker::State::Closed || !key.mayTry(m_nowNs),
             .isAskedToWait = model.isAskedToWait(m_nowNs) || key.isAskedToWait(m_nowNs),
             .hasEnded = score.ended() > 0,
             .lastEndedNs = score.lastEndedNs,
             .inFlight = score.inFlight});
    }
    for (const QString &target : m_probes.due(candidates, m_setup.breaker, m_nowNs)) {
        const auto found =
            std::ranges::find(m_plan->candidates(), target, &routing::Candidate::target);
        const routing::Candidate &candidate = *found;
        const Passes passes = begin(candidate);
        const routing::AttemptOutcome outcome = outcomeOf(candidate, nullptr);
        ++m_probeCount;
        at(outcome.nowNs, [this, &candidate, passes, outcome] { end(candidate, passes, outcome); });
    }
}

routing::AttemptOutcome Simulation::outcomeOf(const routing::Candidate &candidate,
                                              const routing::RouteWalk *walk)
{
    const auto index = static_cast<std::size_t>(candidate.index);
    routing::AttemptOutcome outcome = drawOutcome(m_setup.targets[index], m_busy[index], walk);
    ++m_busy[index];
    outcome.nowNs = m_nowNs + outcome.totalUs * 1000;
    outcome.wallMs = wallAtStartMs + outcome.nowNs / 1'000'000;
    return outcome;
}

void Simulation::attempt(const std::shared_ptr<Flight> &flight)
{
    const routing::Candidate &candidate = *flight->walk.candidate();
    SimulatedRequest &request = m_requests[flight->request];
    request.targets.push_back(candidate.index);
    request.beganNs.push_back(m_nowNs);
    flight->passes = begin(candidate);
    const routing::AttemptOutcome outcome = outcomeOf(candidate, &flight->walk);
    at(outcome.nowNs, [this, flight, outcome] { endAttempt(flight, outcome); });
}

routing::AttemptOutcome Simulation::drawOutcome(const SimulatedTarget &target, int inFlight,
                                                const routing::RouteWalk *walk)
{
    const double chance = uniform(m_chance);
    const double ttftMs = logNormal(m_chance, target.ttftMs, target.ttftSpread);
    const auto us = [](double ms) { return std::max<qint64>(1, std::llround(ms * usPerMs)); };
    routing::AttemptOutcome outcome{.isStream = true};
    const models::SlowRule slow = walk ? walk->slowRule() : models::SlowRule();
    if (inFlight >= target.capacity) {
        outcome.errorClass = ErrorClass::RateLimited;
        outcome.retryAfterMs = target.retryAfterMs;
    } else if (chance < target.errorProbability) {
        outcome.errorClass = target.errorClass;
    }
    if (outcome.errorClass != ErrorClass::None) {
        outcome.totalUs = us(target.errorMs);
        return outcome;
    }
    const auto afterMs = static_cast<double>(slow.after.count());
    if (slow.action == models::SlowRule::Action::Switch && ttftMs > afterMs
        && walk->mayGoOn(ErrorClass::Timeout)) {
        outcome.errorClass = ErrorClass::Timeout;
        outcome.totalUs = us(afterMs);
        return outcome;
    }
    outcome.ttftUs = us(ttftMs);
    outcome.totalUs = us(ttftMs + target.msPerToken * target.outputTokens);
    outcome.usage = {.input = inputTokens, .output = target.outputTokens};
    if (const auto parts = models::costParts(priceOf(target), outcome.usage))
        outcome.cost =
            routing::PaidCost{.input = parts->input + parts->cachedInput + parts->cacheWrite,
                              .output = parts->output};
    return outcome;
}

void Simulation::endAttempt(const std::shared_ptr<Flight> &flight,
                            const routing::AttemptOutcome &outcome)
{
    const int target = flight->walk.candidate()->index;
    end(*flight->walk.candidate(), flight->passes, outcome);
    if (outcome.errorClass != ErrorClass::None) {
        goOn(flight, flight->walk.next(outcome.errorClass));
        return;
    }
    SimulatedRequest &request = m_requests[flight->request];
    request.hasSucceeded = true;
    request.endedNs = m_nowNs;
    request.ttftMs = static_cast<double>(request.beganNs.back() - request.arrivedNs) / 1e6
        + static_cast<double>(outcome.ttftUs) / usPerMs;
    request.dollars = m_setup.targets[static_cast<std::size_t>(target)].dollars;
}

void Simulation::noteOpening(const routing::Breaker &breaker, int before, int target)
{
    if (breaker.openings() > before)
        m_openings.push_back({.atS = nowS(),
                              .untilS = static_cast<double>(breaker.opensAgainAtNs(m_nowNs)) / 1e9,
                              .target = target});
}

void Simulation::rankPool(const routing::PlanNode &node, routing::PoolTrace &trace)
{
    const auto &pool = node.body<models::PoolNode>();
    const routing::FigureReader reader({.pool = pool,
                                        .accuracies = m_board.accuracies(),
                                        .inputTokens = inputTokens,
                                        .nowNs = m_nowNs});
    for (const int index : node.candidates) {
        const routing::Candidate &candidate = m_plan->candidate(index);
        const models::Price price = priceOf(target(index));
        trace.figures.push_back(reader.read({.target = candidate.target,
                                             .score = &m_board.score(candidate.target),
                                             .price = &price,
                                             .model = &modelOf(candidate),
                                             .areKeysBarred = !keyOf(candidate).mayTry(m_nowNs)}));
    }
    routing::RankingContext context{
        .pool = pool, .members = {trace.figures.data(), trace.figures.size()}, .turn = m_turn++};
    for (double &random : context.random)
        random = uniform(m_router);
    if (m_setup.oracle == SimulationSetup::Oracle::None)
        trace.ranking = routing::rank(context);
    else
        rankByTruth(trace);
    if (ranked)
        ranked(trace);
}

void Simulation::rankByTruth(routing::PoolTrace &trace) const
{
    const auto key = [this](const routing::RankedMember &member) {
        const SimulatedTarget &target = this->target(member.member);
        const bool isFull = m_busy[static_cast<std::size_t>(member.member)] >= target.capacity;
        const bool isCheapest = m_setup.oracle == SimulationSetup::Oracle::Cheapest;
        return std::pair(isFull ? 1.0 : target.errorProbability,
                         isCheapest ? target.dollars : target.ttftMs);
    };
    for (int index = 0; index < static_cast<int>(m_setup.targets.size()); ++index)
        trace.ranking.push_back({.member = index});
    std::ranges::stable_sort(trace.ranking, {}, key);
    trace.ranking.front().verdict = routing::RankedMember::Verdict::Chosen;
}

} // namespace signalbox::tests
