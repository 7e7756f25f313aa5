// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"

#include <QString>

#include <array>
#include <optional>
#include <utility>

namespace signalbox::models {

/// The texts that the reader and the writer of policies must agree on and that are no key of the
/// schema.
inline constexpr std::array captureBodiesNames{
    std::pair(CaptureBodies::All, QLatin1String("all")),
    std::pair(CaptureBodies::Errors, QLatin1String("errors")),
    std::pair(CaptureBodies::None, QLatin1String("none")),
};

inline constexpr std::array routeNodeKindNames{
    std::pair(RouteNodeKind::Target, QLatin1String("target")),
    std::pair(RouteNodeKind::Fallback, QLatin1String("fallback")),
    std::pair(RouteNodeKind::Match, QLatin1String("match")),
    std::pair(RouteNodeKind::Switch, QLatin1String("switch")),
    std::pair(RouteNodeKind::Table, QLatin1String("table")),
    std::pair(RouteNodeKind::Pool, QLatin1String("pool")),
    std::pair(RouteNodeKind::Split, QLatin1String("split")),
    std::pair(RouteNodeKind::Budget, QLatin1String("budget")),
    std::pair(RouteNodeKind::RateLimit, QLatin1String("rate_limit")),
    std::pair(RouteNodeKind::Cache, QLatin1String("cache")),
    std::pair(RouteNodeKind::Transform, QLatin1String("transform")),
    std::pair(RouteNodeKind::Shadow, QLatin1String("shadow")),
    std::pair(RouteNodeKind::Route, QLatin1String("route")),
    std::pair(RouteNodeKind::Reject, QLatin1String("reject")),
    std::pair(RouteNodeKind::Answer, QLatin1String("answer")),
};

inline constexpr std::array strategyNames{
    std::pair(Strategy::Priority, QLatin1String("priority")),
    std::pair(Strategy::Weighted, QLatin1String("weighted")),
    std::pair(Strategy::RoundRobin, QLatin1String("round_robin")),
    std::pair(Strategy::LeastInFlight, QLatin1String("least_in_flight")),
    std::pair(Strategy::Fastest, QLatin1String("fastest")),
    std::pair(Strategy::Cheapest, QLatin1String("cheapest")),
    std::pair(Strategy::MostAccurate, QLatin1String("most_accurate")),
    std::pair(Strategy::MostReliable, QLatin1String("most_reliable")),
    std::pair(Strategy::Balanced, QLatin1String("balanced")),
    std::pair(Strategy::PriceAndSpeed, QLatin1String("price_and_speed")),
};

inline constexpr std::array measureNames{
    std::pair(Measure::Ttft, QLatin1String("ttft_ms")),
    std::pair(Measure::Total, QLatin1String("total_ms")),
    std::pair(Measure::TimePerOutputToken, QLatin1String("ms_per_token")),
    std::pair(Measure::SuccessRate, QLatin1String("success_rate")),
    std::pair(Measure::Accuracy, QLatin1String("accuracy")),
    std::pair(Measure::Cost, QLatin1String("cost_usd")),
    std::pair(Measure::InputPrice, QLatin1String("input_price_per_m")),
    std::pair(Measure::InFlight, QLatin1String("in_flight")),
};

inline constexpr std::array comparisonNames{
    std::pair(Comparison::Equal, QLatin1String("==")),
    std::pair(Comparison::NotEqual, QLatin1String("!=")),
    std::pair(Comparison::Below, QLatin1String("<")),
    std::pair(Comparison::AtMost, QLatin1String("<=")),
    std::pair(Comparison::Above, QLatin1String(">")),
    std::pair(Comparison::AtLeast, QLatin1String(">=")),
    std::pair(Comparison::In, QLatin1String("in")),
    std::pair(Comparison::NotIn, QLatin1String("not_in")),
    std::pair(Comparison::Glob, QLatin1String("glob")),
    std::pair(Comparison::Regex, QLatin1String("regex")),
    std::pair(Comparison::Contains, QLatin1String("contains")),
    std::pair(Comparison::StartsWith, QLatin1String("starts_with")),
    std::pair(Comparison::Exists, QLatin1String("exists")),
};

inline constexpr std::array onNoneNames{
    std::pair(OnNone::Cheapest, QLatin1String("cheapest")),
    std::pair(OnNone::First, QLatin1String("first")),
    std::pair(OnNone::Reject, QLatin1String("reject")),
};

inline constexpr std::array slowActionNames{
    std::pair(SlowRule::Action::Nothing, QLatin1String("nothing")),
    std::pair(SlowRule::Action::Switch, QLatin1String("switch")),
    std::pair(SlowRule::Action::Hedge, QLatin1String("hedge")),
};

inline constexpr std::array tableHitNames{
    std::pair(TableNode::Hit::First, QLatin1String("first")),
    std::pair(TableNode::Hit::Unique, QLatin1String("unique")),
    std::pair(TableNode::Hit::Collect, QLatin1String("collect")),
};

inline constexpr std::array unitNames{
    std::pair(Unit::Conversation, QLatin1String("conversation")),
    std::pair(Unit::Client, QLatin1String("client")),
    std::pair(Unit::Request, QLatin1String("request")),
    std::pair(Unit::All, QLatin1String("all")),
};

inline constexpr std::array systemPlaceNames{
    std::pair(SystemPrompt::Place::Replace, QLatin1String("replace")),
    std::pair(SystemPrompt::Place::Before, QLatin1String("before")),
    std::pair(SystemPrompt::Place::After, QLatin1String("after")),
};

inline constexpr std::array budgetPeriodNames{
    std::pair(Budget::Period::Day, QLatin1String("day")),
    std::pair(Budget::Period::Week, QLatin1String("week")),
    std::pair(Budget::Period::Month, QLatin1String("month")),
};

/// Budget::OnLimit::Downgrade has no name: it is an object with the route.
inline constexpr std::array onLimitNames{
    std::pair(Budget::OnLimit::Reject, QLatin1String("reject")),
    std::pair(Budget::OnLimit::Warn, QLatin1String("warn")),
};

inline constexpr std::array budgetReserveNames{
    std::pair(Budget::Reserve::Expected, QLatin1String("expected")),
    std::pair(Budget::Reserve::Most, QLatin1String("most")),
};

/// The model counts in whole parts of what the document says in decimals.
inline constexpr int partsOfPercent = 1'000;
inline constexpr int partsOfDollar = 1'000'000;

template<typename Names, typename Value>
QString nameOf(const Names &names, Value value)
{
    for (const auto &[candidate, name] : names) {
        if (candidate == value)
            return name;
    }
    return {};
}

template<typename Names>
auto valueOf(const Names &names, const QString &text)
    -> std::optional<decltype(names.front().first)>
{
    for (const auto &[value, name] : names) {
        if (text == name)
            return value;
    }
    return std::nullopt;
}

} // namespace signalbox::models
