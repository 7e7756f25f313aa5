// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"
#include "routing/json/JsonWriter.h"
#include "routing/proxy/DecisionReadings.h"
#include "routing/route/RouteWalk.h"

#include <span>
#include <string>

namespace signalbox::routing {

class RequestVersion;

/// Puts the walk of one decision into the keys of an object that \a json has open: `signals` and
/// `path`. The very same for explanations, records and the window.
class DecisionJson final
{
public:
    /// All must outlive it.
    DecisionJson(const RouteWalk &walk, LiveWorld &world, const DecisionPrivacy &privacy,
                 JsonWriter &json);

    void writeSignals() { m_readings.writeAll(m_json); }
    void writePath();
    /// What else there is to say of a decision: `variant`, `cache`, `problems`, `warnings`,
    /// `downgraded`; each only where it holds. \a version is the request that was sent.
    void writeNotes(const RequestVersion &version);
    static void writeAttempts(std::span<const models::AttemptRecord> attempts, JsonWriter &json);

private:
    void writeStep(const WalkStep &step);
    void writeTook(const PlanNode &node, const WalkStep &step);
    void writeMatch(const PlanNode &node, const WalkStep &step);
    /// \a index counts predicates in the order in which they are written.
    void writePredicate(const models::Predicate &predicate, std::span<const Truth> results,
                        std::size_t &index);
    void writeCondition(const models::Condition &condition, Truth result);
    void writeRows(const PlanNode &node, const WalkStep &step);
    void writeRoom(const Room &room);

    const RouteWalk &m_walk;
    LiveWorld &m_world;
    JsonWriter &m_json;
    DecisionReadings m_readings;
};

} // namespace signalbox::routing
