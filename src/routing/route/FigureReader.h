// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/catalog/Price.h"
#include "models/policy/Pool.h"
#include "models/routetests/RouteTests.h"
#include "routing/route/Figures.h"
#include "routing/route/Scoreboard.h"

#include <optional>

namespace signalbox::routing {

/// What is the same for all members of a pool in one request.
struct FigureRequest
{
    const models::PoolNode &pool;
    const AccuracyTable &accuracies;
    int taskType = -1; ///< index in taskTypeNames(), -1 unknown
    qint64 inputTokens = -1; ///< counted or estimated, -1 unknown
    qint64 outputTokens = -1; ///< expected of every member; -1: what each has answered so far
    qint64 maxOutputTokens = -1; ///< what the client allows, -1 no limit
    qint64 nowNs = 0; ///< monotonic
};

/// One member. What is null is unknown, and then the figures that need it are.
struct MemberSource
{
    QString target; ///< as the accuracies name it
    const TargetScore *score = nullptr;
    const models::Price *price = nullptr;
    /// US dollars by that price, where that is known already.
    std::optional<double> expectedCost{};
    const Breaker *model = nullptr;
    bool areKeysBarred = false; ///< by the breakers of all that it could use
    /// What else keeps it from serving. Goes before the breakers, because it never comes back.
    MemberFigures::Obstacle obstacle = MemberFigures::Obstacle::Nothing;
    /// What a simulation takes of it instead of score, breakers and accuracies; null in live
    /// traffic.
    const models::TargetConditions *assumed = nullptr;
};

/// Reads what rank() may know of a member from scoreboard, breakers and prices: only what the
/// pool's strategy and limits ask for, and always cost and what is in flight. Pure but for what
/// TargetScore caches; proxy thread. Allocates only for more than four limits.
class FigureReader final
{
public:
    /// Answers are taken to be this long, in tokens, as long as nothing is known of them.
    static constexpr double usualOutputTokens = 500;

    explicit FigureReader(const FigureRequest &request)
        : m_request(request)
    {}

    [[nodiscard]] MemberFigures read(const MemberSource &source) const;

private:
    [[nodiscard]] MemberFigures::Obstacle obstacle(const MemberSource &source) const;
    [[nodiscard]] Figure speed(const MemberSource &source, models::Measure measure,
                               int percentile) const;
    [[nodiscard]] Figure successRate(const MemberSource &source) const;
    [[nodiscard]] Figure successRateBound(const MemberSource &source) const;
    [[nodiscard]] Figure accuracy(const MemberSource &source) const;
    [[nodiscard]] static qint64 inFlight(const MemberSource &source);
    [[nodiscard]] Figure cost(const MemberSource &source) const;
    [[nodiscard]] Figure inputPrice(const MemberSource &source) const;
    [[nodiscard]] Figure limited(const MemberSource &source, const models::PoolLimit &limit) const;
    [[nodiscard]] double outputTokens(const MemberSource &source) const;

    FigureRequest m_request;
};

} // namespace signalbox::routing
