// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/DecisionJson.h"

#include "models/policy/PolicyNames.h"
#include "routing/proxy/PoolJson.h"
#include "routing/route/WalkWords.h"

#include <algorithm>

namespace signalbox::routing {

using models::Predicate;
using models::RouteNodeKind;

namespace {

/// Rows of a table that a person reads; the others are counted.
constexpr std::size_t mostRowsTold = 20;
constexpr double usPerMs = 1000;

void writeValue(const models::SignalValue &value, JsonWriter &json)
{
    if (const auto *flag = std::get_if<bool>(&value))
        json.boolean(*flag);
    else if (const auto *number = std::get_if<double>(&value))
        json.real(*number);
    else if (const auto *text = std::get_if<QString>(&value))
        json.text(*text);
    else
        json.null();
}

void writeValues(const QList<models::SignalValue> &values, bool isList, JsonWriter &json)
{
    if (!isList && !values.isEmpty()) {
        writeValue(values.front(), json);
        return;
    }
    json.beginArray();
    for (const models::SignalValue &value : values)
        writeValue(value, json);
    json.endArray();
}

} // namespace

DecisionJson::DecisionJson(const DecisionFacts &facts, const RoutePlan &plan, JsonWriter &json)
    : m_facts(facts)
    , m_plan(plan)
    , m_json(json)
    , m_readings({facts.readings.data(), facts.readings.size()})
{}

void DecisionJson::writePath()
{
    if (m_facts.isByName || m_facts.trace.steps.empty())
        return;
    m_json.beginArray("path");
    for (std::size_t place = 0; place < m_facts.trace.steps.size(); ++place)
        writeStep(place);
    m_json.endArray();
}

void DecisionJson::writeStep(std::size_t place)
{
    const WalkStep &step = m_facts.trace.steps[place];
    const PlanNode &node = m_plan.node(step.node);
    m_json.beginObject();
    m_json.text("route", m_plan.routeName(node.route));
    m_json.text("node", node.id);
    m_json.textIfAny("label", node.source->label);
    m_json.text("kind", models::nameOf(models::routeNodeKindNames, node.kind));
    if (step.isRevisit)
        m_json.boolean("again", true);
    if (step.after != models::ErrorClass::None)
        m_json.text("after", models::errorClassName(step.after));
    writeTook(node, place);
    const bool isPool = node.kind == RouteNodeKind::Pool;
    if (!isPool && step.output >= 0 && step.output < static_cast<int>(node.next.size())) {
        const int next = node.next[static_cast<std::size_t>(step.output)];
        if (next != PlanNode::none)
            m_json.text("next", m_plan.node(next).id);
    }
    m_json.endObject();
}

void DecisionJson::writeTook(const PlanNode &node, std::size_t place)
{
    const WalkStep &step = m_facts.trace.steps[place];
    const auto numbered = [&](std::string_view word) {
        m_json.text("took", std::string(word) + ' ' + std::to_string(step.output + 1));
    };
    const bool isLast = step.output + 1 == static_cast<int>(node.next.size());
    switch (node.kind) {
    case RouteNodeKind::Match:
        m_json.text("took", step.output == 0 ? "then" : "else");
        writeMatch(node, step);
        return;
    case RouteNodeKind::Switch: {
        const auto &choice = node.body<models::SwitchNode>();
        m_json.text("signal", choice.on.toString());
        m_readings.writeLeft(choice.on, m_json);
        if (isLast)
            m_json.text("took", "else");
        else
            numbered("case");
        return;
    }
    case RouteNodeKind::Table:
        if (isLast)
            m_json.text("took", "else");
        else
            numbered("row");
        if (!step.isRevisit)
            writeRows(node, place);
        return;
    case RouteNodeKind::Fallback:
        numbered("step");
        return;
    case RouteNodeKind::Split: {
        const auto &split = node.body<models::SplitNode>();
        m_json.text("unit", models::nameOf(models::unitNames, step.unit));
        m_json.integer("bucket", step.bucket);
        if (step.output < static_cast<int>(split.arms.size())) {
            const auto &arm = split.arms[static_cast<std::size_t>(step.output)];
            m_json.text("took", arm.name.isEmpty() ? arm.node : arm.name);
        }
        return;
    }
    case RouteNodeKind::Budget:
        m_json.text("budget", node.body<models::BudgetNode>().budget);
        [[fallthrough]];
    case RouteNodeKind::RateLimit:
        m_json.text("took", step.room.fits ? "within" : "over");
        writeRoom(step.room);
        return;
    case RouteNodeKind::Pool:
        if (step.isRevisit)
            numbered("member");
        else
            writePool(m_plan, m_facts.trace.pools[static_cast<std::size_t>(step.detail)], m_json);
        return;
    case RouteNodeKind::Target:
        m_json.text("target", node.body<models::TargetNode>().target);
        if (step.obstruction.obstacle != MemberFigures::Obstacle::Nothing)
            m_json.text("passed_over", obstacleName(step.obstruction.obstacle));
        if (step.isRevisit) // whom nobody fell back to: all breakers are open
            m_json.text("why", whyName(RankedMember::Why::LeastBad));
        return;
    case RouteNodeKind::Shadow:
        m_json.text("target", node.body<models::ShadowNode>().target);
        return;
    case RouteNodeKind::Transform:
        m_json.textIfAny("variant", node.body<models::TransformNode>().variant);
        return;
    case RouteNodeKind::Reject:
        m_json.integer("status", node.body<models::RejectNode>().status);
        return;
    case RouteNodeKind::Cache:
        m_json.text("took", step.output < 0 ? "hit" : "miss");
        return;
    case RouteNodeKind::Route:
    case RouteNodeKind::Answer:
        return;
    }
}

void DecisionJson::writeRoom(const Room &room)
{
    const bool isMoney = room.what == Room::What::Money;
    if (!std::isnan(room.used))
        m_json.measure(std::string_view(isMoney ? "used_usd" : "used"), room.used);
    if (!std::isnan(room.limit))
        m_json.measure(std::string_view(isMoney ? "limit_usd" : "limit"), room.limit);
    switch (room.what) {
    case Room::What::Requests:
        m_json.text("counts", "requests");
        break;
    case Room::What::Tokens:
        m_json.text("counts", "tokens");
        break;
    case Room::What::Concurrent:
        m_json.text("counts", "concurrent");
        break;
    case Room::What::Money:
        break;
    }
}

void DecisionJson::writeMatch(const PlanNode &node, const WalkStep &step)
{
    const auto &conditions = m_facts.trace.conditions;
    const std::span<const Truth> results(conditions.data() + step.detail,
                                         static_cast<std::size_t>(step.count));
    std::size_t index = 0;
    m_json.key("when");
    writePredicate(node.body<models::MatchNode>().when, results, index);
}

void DecisionJson::writePredicate(const Predicate &predicate, std::span<const Truth> results,
                                  std::size_t &index)
{
    const Truth result = index < results.size() ? results[index] : Truth::Unknown;
    ++index;
    m_json.beginObject();
    if (predicate.kind == Predicate::Kind::Condition) {
        writeCondition(predicate.condition, result);
    } else if (predicate.kind == Predicate::Kind::Not) {
        m_json.key("not");
        if (predicate.parts.empty())
            m_json.null();
        else
            writePredicate(predicate.parts.front(), results, index);
    } else {
        m_json.beginArray(std::string_view(predicate.kind == Predicate::Kind::All ? "all" : "any"));
        for (const Predicate &part : predicate.parts)
            writePredicate(part, results, index);
        m_json.endArray();
    }
    if (result == Truth::Unknown)
        m_json.null("holds");
    else
        m_json.boolean("holds", result == Truth::True);
    m_json.endObject();
}

void DecisionJson::writeCondition(const models::Condition &condition, Truth result)
{
    const bool isList = condition.comparison == models::Comparison::In
        || condition.comparison == models::Comparison::NotIn;
    m_json.text("signal", condition.signal.toString());
    m_json.text("op", models::nameOf(models::comparisonNames, condition.comparison));
    m_json.key("value");
    writeValues(condition.values, isList, m_json);
    if (result != Truth::Unknown)
        m_readings.writeLeft(condition.signal, m_json);
}

void DecisionJson::writeRows(const PlanNode &node, std::size_t place)
{
    const WalkStep &step = m_facts.trace.steps[place];
    const auto &table = node.body<models::TableNode>();
    const auto &rows = m_facts.trace.rows;
    const auto held =
        std::span<const int>(rows.data(), rows.size())
            .subspan(static_cast<std::size_t>(step.detail), static_cast<std::size_t>(step.count));
    m_json.text("hit", models::nameOf(models::tableHitNames, table.hit));
    m_json.integer("of_rows", static_cast<qint64>(table.rows.size()));
    m_json.beginArray("rows");
    const auto traced =
        std::ranges::find(m_facts.tables, static_cast<int>(place), &TableCells::step);
    for (int row = 0; traced != m_facts.tables.end() && row < traced->rows; ++row) {
        if (std::ranges::find(held, row) == held.end())
            writeOtherRow(table, row, traced->row(row));
    }
    for (const int row : held.first(std::min(held.size(), mostRowsTold)))
        writeHoldingRow(table, row);
    m_json.endArray();
}

void DecisionJson::writeHoldingRow(const models::TableNode &table, int index)
{
    m_json.beginObject().integer("row", index + 1).boolean("holds", true);
    m_json.beginArray("cells");
    for (std::size_t column = 0; column < static_cast<std::size_t>(table.columns.size()); ++column)
        writeCell(table, index, column, Truth::True);
    m_json.endArray().endObject();
}

void DecisionJson::writeOtherRow(const models::TableNode &table, int index,
                                 std::span<const Truth> cells)
{
    const bool isKnown = std::ranges::find(cells, Truth::False) != cells.end();
    m_json.beginObject().integer("row", index + 1);
    if (isKnown)
        m_json.boolean("holds", false);
    else
        m_json.null("holds");
    m_json.beginArray("cells");
    for (std::size_t column = 0; column < cells.size(); ++column) {
        if (cells[column] != Truth::Unknown)
            writeCell(table, index, column, cells[column]);
    }
    m_json.endArray().endObject();
}

void DecisionJson::writeCell(const models::TableNode &table, int row, std::size_t column,
                             Truth result)
{
    const auto &cells = table.rows[static_cast<std::size_t>(row)].cells;
    if (column >= cells.size() || cells[column].isAny)
        return;
    const models::TableCell &cell = cells[column];
    m_json.beginObject();
    writeCondition(
        {.signal = table.columns[column], .comparison = cell.comparison, .values = cell.values},
        result);
    m_json.boolean("holds", result == Truth::True).endObject();
}

void DecisionJson::writeNotes()
{
    m_json.textIfAny("variant", m_facts.variant);
    if (m_facts.cached) {
        m_json.beginObject("cache").text("target", m_facts.cached->target);
        if (m_facts.cached->savedUsd)
            m_json.measure("saved_usd", *m_facts.cached->savedUsd);
        m_json.endObject();
    }
    if (!m_facts.problems.empty()) {
        m_json.beginArray("problems");
        for (const std::string &problem : m_facts.problems)
            m_json.text(problem);
        m_json.endArray();
    }
    if (m_facts.isDowngraded)
        m_json.boolean("downgraded", true);
    if (m_facts.warnings.isEmpty())
        return;
    m_json.beginArray("warnings");
    for (const QString &budget : m_facts.warnings)
        m_json.text("the budget '" + budget.toStdString() + "' is used up");
    m_json.endArray();
}

void DecisionJson::writeAttempts(std::span<const models::AttemptRecord> attempts, JsonWriter &json)
{
    if (attempts.empty())
        return;
    json.beginArray("attempts");
    for (const models::AttemptRecord &attempt : attempts) {
        json.beginObject();
        json.text("target", attempt.target);
        json.text("outcome",
                  attempt.errorClass == models::ErrorClass::None
                      ? std::string_view("success")
                      : models::errorClassName(attempt.errorClass));
        json.integer("status", attempt.status);
        if (attempt.keyIndex >= 0)
            json.integer("key", attempt.keyIndex);
        if (attempt.firstByteUs >= 0)
            json.measure("first_byte_ms", static_cast<double>(attempt.firstByteUs) / usPerMs);
        json.measure("ms", static_cast<double>(attempt.durationUs) / usPerMs);
        json.textIfAny("error", attempt.error);
        json.endObject();
    }
    json.endArray();
}

} // namespace signalbox::routing
