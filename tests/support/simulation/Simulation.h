// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/route/HealthProbes.h"
#include "routing/route/RouteWalk.h"
#include "routing/route/Scoreboard.h"

#include <queue>

#include <functional>
#include <memory>
#include <random>
#include <vector>

namespace signalbox::tests {

/// How a target truly behaves, whatever the router thinks of it.
struct SimulatedTarget
{
    QString id;
    double ttftMs = 300; ///< mean of a log-normal
    double ttftSpread = 0.2; ///< standard deviation of its logarithm
    double msPerToken = 5;
    int outputTokens = 100;
    double dollars = 0.001; ///< for one answer
    double errorProbability = 0;
    models::ErrorClass errorClass = models::ErrorClass::ServerError;
    double errorMs = 50; ///< until a failure is known
    int capacity = 100'000; ///< attempts at once; one more is told 429
    qint64 retryAfterMs = -1; ///< that the 429 asks for, -1 nothing
    double accuracy = 0.8; ///< declared
};

/// At `atS` seconds the target of this index becomes another.
struct SimulatedChange
{
    double atS = 0;
    int target = 0;
    std::function<void(SimulatedTarget &)> change;
};

struct SimulationSetup
{
    std::vector<SimulatedTarget> targets;
    models::PoolNode pool; ///< without members: every target becomes one, in order
    models::BreakerSettings breaker;
    std::vector<SimulatedChange> changes;
    double arrivalsPerS = 5; ///< Poisson
    double seconds = 300; ///< arrivals end then; what runs comes to its end
    double burstAtS = -1;
    int burst = 0; ///< arrivals at once, at burstAtS
    /// An oracle chooses instead of rank(): by the true state, those that fail less first.
    enum class Oracle : quint8 { None, Fastest, Cheapest } oracle = Oracle::None;
};

struct SimulatedRequest
{
    qint64 arrivedNs = 0;
    qint64 endedNs = 0;
    bool hasSucceeded = false;
    double ttftMs = -1; ///< from its arrival, as its client sees it; -1 without an answer
    double dollars = 0;
    std::vector<int> targets{}; ///< of its attempts, in order
    std::vector<qint64> beganNs{}; ///< of its attempts

    [[nodiscard]] double arrivedS() const { return static_cast<double>(arrivedNs) / 1e9; }
    [[nodiscard]] double tookMs() const { return static_cast<double>(endedNs - arrivedNs) / 1e6; }
    [[nodiscard]] int first() const { return targets.empty() ? -1 : targets.front(); }
};

/// A breaker opened: the model's, or its provider's key's.
struct SimulatedOpening
{
    double atS = 0;
    double untilS = 0;
    int target = 0;
};

struct SimulationSummary
{
    int requests = 0;
    double successRate = 0;
    double ttftP95Ms = 0; ///< of those that succeeded
    double meanDollars = 0; ///< of those that succeeded
};

/// Traffic through the real walk, ranking, scores and breakers to made-up targets, in virtual time:
/// the same setup and seed, the same numbers. Chance is drawn from separate generators for
/// arrivals, targets and the router, so that strategies meet the same traffic. Each target is at a
/// provider of its own that needs no key. One thread.
class Simulation final : private routing::RouteWorld
{
public:
    Simulation(SimulationSetup setup, quint64 seed);
    ~Simulation() override;

    /// Called with each ranking, before anything is tried.
    std::function<void(const routing::PoolTrace &trace)> ranked;

    void run();

    [[nodiscard]] const std::vector<SimulatedRequest> &requests() const { return m_requests; }
    [[nodiscard]] const std::vector<SimulatedOpening> &openings() const { return m_openings; }
    [[nodiscard]] std::vector<SimulatedOpening> openingsOf(int target) const;
    [[nodiscard]] int probeCount() const { return m_probeCount; }
    [[nodiscard]] SimulationSummary summary(double fromS = 0, double toS = 1e9) const;
    [[nodiscard]] routing::Scoreboard &scoreboard() { return m_board; }
    [[nodiscard]] const SimulatedTarget &target(int index) const
    {
        return m_setup.targets[static_cast<std::size_t>(index)];
    }
    [[nodiscard]] qint64 nowNs() const { return m_nowNs; }
    [[nodiscard]] double nowS() const { return static_cast<double>(m_nowNs) / 1e9; }

private:
    struct NoSignals final : routing::SignalSource
    {
        routing::SignalReading read(const routing::SignalQuery & /*query*/) override { return {}; }
    };
    struct Passes;
    struct Flight;
    struct Event
    {
        qint64 atNs = 0;
        quint64 number = 0; ///< of equal times the earlier one first
        std::function<void()> happens;

        bool operator<(const Event &other) const
        {
            return atNs != other.atNs ? atNs > other.atNs : number > other.number;
        }
    };

    void at(qint64 ns, std::function<void()> happens);
    void scheduleArrival();
    void arrive();
    void goOn(const std::shared_ptr<Flight> &flight, routing::WalkEnd end);
    void attempt(const std::shared_ptr<Flight> &flight);
    void endAttempt(const std::shared_ptr<Flight> &flight, const routing::AttemptOutcome &outcome);
    [[nodiscard]] routing::AttemptOutcome drawOutcome(const SimulatedTarget &target, int inFlight,
                                                      const routing::RouteWalk *walk);
    /// The same with its end in time; the target is busy from now on. \a walk is null for a probe.
    [[nodiscard]] routing::AttemptOutcome outcomeOf(const routing::Candidate &candidate,
                                                    const routing::RouteWalk *walk);
    [[nodiscard]] routing::KeyAtModel keyOf(const routing::Candidate &candidate);
    [[nodiscard]] routing::Breaker &modelOf(const routing::Candidate &candidate);
    [[nodiscard]] Passes begin(const routing::Candidate &candidate);
    void end(const routing::Candidate &candidate, const Passes &passes,
             const routing::AttemptOutcome &outcome);
    void scheduleProbes();
    void probe();
    void noteOpening(const routing::Breaker &breaker, int before, int target);
    void rankByTruth(routing::PoolTrace &trace) const;

    // RouteWorld
    routing::SignalSource &signalSource() override { return m_noSignals; }
    void enterRoute(const QString & /*name*/) override {}
    routing::Obstruction obstruction(const routing::Candidate & /*candidate*/) override
    {
        return {};
    }
    routing::Obstruction spendingObstruction(const routing::Candidate & /*candidate*/) override
    {
        return {};
    }
    void rankPool(const routing::PlanNode &pool, routing::PoolTrace &trace) override;
    routing::Room budgetRoom(const routing::PlanNode & /*node*/) override { return {}; }
    routing::Room rateRoom(const routing::PlanNode & /*node*/, int /*index*/) override
    {
        return {};
    }
    UnitText unit(models::Unit wanted) override { return {wanted, {}}; }
    qint64 contextWindow(const routing::Candidate & /*candidate*/) override { return -1; }

    SimulationSetup m_setup;
    std::mt19937_64 m_arrivals;
    std::mt19937_64 m_chance;
    std::mt19937_64 m_router;
    NoSignals m_noSignals;
    routing::Scoreboard m_board;
    std::unique_ptr<routing::RoutePlan> m_plan;
    std::optional<routing::Candidate> m_madeUp;
    routing::Resolution m_resolution;
    routing::HealthProbes m_probes;
    int m_probeCount = 0;
    std::vector<int> m_busy;
    std::vector<SimulatedRequest> m_requests;
    std::vector<SimulatedOpening> m_openings;
    std::priority_queue<Event> m_events;
    quint64 m_eventNumber = 0;
    quint64 m_turn = 0;
    qint64 m_nowNs = 0;
};

} // namespace signalbox::tests
