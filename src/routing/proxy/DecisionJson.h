// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"
#include "routing/json/JsonWriter.h"
#include "routing/route/RouteWalk.h"

#include <span>
#include <string>
#include <vector>

namespace signalbox::routing {

class LiveWorld;

/// Puts the walk of one decision into the keys of an object that \a json has open: `signals` and
/// `path`. The very same for explanations, records and the window.
class DecisionJson final
{
public:
    /// All must outlive it.
    DecisionJson(const RouteWalk &walk, LiveWorld &world, JsonWriter &json);

    void writeSignals();
    void writePath();
    static void writeAttempts(std::span<const models::AttemptRecord> attempts, JsonWriter &json);

private:
    struct Reading
    {
        std::string name;
        std::string json;
    };

    void writeStep(const WalkStep &step);
    void writeTook(const PlanNode &node, const WalkStep &step);
    void writeMatch(const PlanNode &node, const WalkStep &step);
    /// \a index counts predicates in the order in which they are written.
    void writePredicate(const models::Predicate &predicate, std::span<const Truth> results,
                        std::size_t &index);
    void writeCondition(const models::Condition &condition, Truth result);
    void writeLeft(const models::SignalName &signal);
    void writeRows(const PlanNode &node, const WalkStep &step);
    void writePool(const PlanNode &node, const PoolTrace &trace);
    void writeMember(const models::PoolNode &pool, const PlanNode &node, const PoolTrace &trace,
                     const RankedMember &member);
    void writeRoom(const Room &room);

    const RouteWalk &m_walk;
    JsonWriter &m_json;
    std::vector<Reading> m_readings;
};

} // namespace signalbox::routing
