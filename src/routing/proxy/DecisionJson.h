// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"
#include "routing/json/JsonWriter.h"
#include "routing/proxy/DecisionFacts.h"
#include "routing/proxy/DecisionReadings.h"
#include "routing/route/RoutePlan.h"

#include <span>
#include <string>

namespace signalbox::routing {

/// Puts one decision into the keys of an object that \a json has open. The very same for
/// explanations, records and the window. Any thread.
class DecisionJson final
{
public:
    /// \a plan is the one that was walked. All must outlive it.
    DecisionJson(const DecisionFacts &facts, const RoutePlan &plan, JsonWriter &json);

    void writeSignals() { m_readings.writeAll(m_json); }
    void writePath();
    /// What else there is to say of a decision: `variant`, `cache`, `problems`, `warnings`,
    /// `downgraded`; each only where it holds.
    void writeNotes();
    static void writeAttempts(std::span<const models::AttemptRecord> attempts, JsonWriter &json);

private:
    void writeStep(std::size_t place);
    void writeTook(const PlanNode &node, std::size_t place);
    void writeMatch(const PlanNode &node, const WalkStep &step);
    /// \a index counts predicates in the order in which they are written.
    void writePredicate(const models::Predicate &predicate, std::span<const Truth> results,
                        std::size_t &index);
    void writeCondition(const models::Condition &condition, Truth result);
    void writeRows(const PlanNode &node, std::size_t place);
    void writeHoldingRow(const models::TableNode &table, int index);
    /// Up to the cell that decided.
    void writeOtherRow(const models::TableNode &table, int index, std::span<const Truth> cells);
    void writeCell(const models::TableNode &table, int row, std::size_t column, Truth result);
    void writeRoom(const Room &room);

    const DecisionFacts &m_facts;
    const RoutePlan &m_plan;
    JsonWriter &m_json;
    DecisionReadings m_readings;
};

} // namespace signalbox::routing
