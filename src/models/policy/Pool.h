// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace signalbox::models {

/// How a pool orders its members. JSON: "priority", "weighted", "round_robin", "least_in_flight",
/// "fastest", "cheapest", "most_accurate", "most_reliable", "balanced", "price_and_speed".
enum class Strategy : quint8 {
    Priority, ///< as listed, within equal `priority`
    Weighted, ///< drawn by `weight`
    RoundRobin,
    LeastInFlight,
    Fastest, ///< by `speed`, at `percentile`
    Cheapest, ///< by the cost expected of this request; with limits: the cheapest that meets them
    MostAccurate, ///< by the lower confidence bound for the request's task type
    MostReliable, ///< by the lower confidence bound of the success rate
    Balanced, ///< by `balance`, every figure normalised over the members of this request
    PriceAndSpeed, ///< drawn by price and speed, each member never below `exploration`
};
constexpr int strategyCount = static_cast<int>(Strategy::PriceAndSpeed) + 1;

/// What is measured of a target over the last five minutes, or known of it.
enum class Measure : quint8 {
    Ttft, ///< "ttft_ms", percentile
    Total, ///< "total_ms", percentile
    TimePerOutputToken, ///< "ms_per_token", percentile
    SuccessRate, ///< "success_rate", 0..1, of ended attempts
    Accuracy, ///< "accuracy", 0..1, lower confidence bound for the task type
    Cost, ///< "cost_usd" expected of this request
    InputPrice, ///< "input_price_per_m", US dollars
    InFlight, ///< "in_flight" attempts now
};
constexpr int measureCount = static_cast<int>(Measure::InFlight) + 1;

/// A ceiling or a floor: {"measure": "ttft_ms", "percentile": 95, "at_most": 2000}.
///
/// A member without data, or with fewer than `samples`, passes: it is explored. A hard limit
/// excludes, any other one puts a member behind those that meet it.
struct PoolLimit
{
    Measure measure = Measure::Ttft;
    int percentile = 95; ///< 50, 75, 90, 95 or 99, where the measure has percentiles
    bool isFloor = false; ///< "at_least" instead of "at_most"
    double bound = 0; ///< in the unit of the measure
    bool isHard = false;
    int samples = 10; ///< fewer measurements than these do not count

    bool operator==(const PoolLimit &) const = default;
};

struct PoolMember
{
    QString target{}; ///< target id, or provider/model
    double weight = 1; ///< Weighted
    int priority = 0; ///< lower ones first, whatever the strategy

    bool operator==(const PoolMember &) const = default;
};

/// What the figures count in Balanced; they need not add up to anything.
struct Balance
{
    double speed = 1;
    double cost = 1;
    double accuracy = 1;
    double reliability = 1;

    bool operator==(const Balance &) const = default;
};

/// A conversation stays with its target: prompt caches, dialects of tools.
struct Affinity
{
    bool isOn = false;
    std::chrono::minutes keep{60}; ///< since the conversation's last success
    /// Another member serves only when the strategy's figure is better by more than this share...
    double switchGain = 0.2;
    /// ...after what the lost prompt cache costs is added to it, where the strategy counts money.
    bool countsCache = true;

    bool operator==(const Affinity &) const = default;
};

/// What happens when no answer has begun after a while.
struct SlowRule
{
    enum class Action : quint8 {
        Nothing,
        Switch, ///< this attempt is given up as a timeout, the next target is tried
        Hedge, ///< the next target is asked as well; the first that answers serves
    };

    Action action = Action::Nothing;
    std::chrono::milliseconds after{0}; ///< without a first byte

    bool operator==(const SlowRule &) const = default;
};

/// What a pool does when limits have put every member behind or out.
enum class OnNone : quint8 {
    Cheapest, ///< of those that no hard limit excludes; if none, of all that can serve
    First, ///< as listed
    Reject,
};

/// A strategy over targets. Those it does not choose are its fallbacks, in its order.
struct PoolNode
{
    Strategy strategy = Strategy::Priority;
    QList<PoolMember> members{};
    QList<PoolLimit> limits{};
    OnNone onNone = OnNone::Cheapest;
    Measure speed = Measure::Ttft; ///< Fastest, Balanced, PriceAndSpeed: ttft, total or per token
    int percentile = 50; ///< of `speed`
    Balance balance{};
    double exploration = 0.02; ///< share of requests for members with too little data
    /// Figures this close to the best (a share of it) count as equal; the less busy one serves.
    double tieBand = 0.1;
    Affinity affinity{};
    SlowRule slow{};

    bool operator==(const PoolNode &) const = default;
};

} // namespace signalbox::models
