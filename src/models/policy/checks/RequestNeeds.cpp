// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/RequestNeeds.h"

#include "models/policy/checks/ValueComparison.h"

#include <algorithm>
#include <functional>
#include <optional>

namespace signalbox::models {

namespace {

std::optional<Ability> abilityFor(SignalKind kind)
{
    switch (kind) {
    case SignalKind::Tools:
    case SignalKind::ToolTurn:
        return Ability::Tools;
    case SignalKind::Images:
        return Ability::Images;
    case SignalKind::Documents:
        return Ability::Documents;
    case SignalKind::JsonSchema:
        return Ability::JsonSchema;
    case SignalKind::Reasoning:
        return Ability::Reasoning;
    default:
        return std::nullopt;
    }
}

/// Whether a comparison that holds, or does not, leaves nothing below a number, and which.
std::optional<double> floorOf(Comparison comparison, const QList<SignalValue> &values, bool holds)
{
    if (values.isEmpty())
        return std::nullopt;
    std::optional<double> least;
    for (const SignalValue &value : values) {
        const std::optional<double> number = numberOf(value);
        if (!number)
            return std::nullopt;
        least = least ? std::min(*least, *number) : *number;
    }
    switch (comparison) {
    case Comparison::Above:
    case Comparison::AtLeast:
    case Comparison::Equal:
    case Comparison::In:
        return holds ? least : std::nullopt;
    case Comparison::Below:
    case Comparison::AtMost:
    case Comparison::NotEqual:
    case Comparison::NotIn:
        return holds ? std::nullopt : least;
    default:
        return std::nullopt;
    }
}

/// Whether zero, or false, is ruled out.
bool rulesOutNone(SignalKind kind, Comparison comparison, const QList<SignalValue> &values,
                  bool holds)
{
    const SignalValue none =
        signalType(kind) == SignalType::Flag ? SignalValue(false) : SignalValue(0.0);
    const SignalValue some =
        signalType(kind) == SignalType::Flag ? SignalValue(true) : SignalValue(1e9);
    const bool isPossible = comparisonHolds(comparison, values, some) == holds
        || comparison == Comparison::Equal || comparison == Comparison::In;
    return comparison != Comparison::Exists && isPossible
        && comparisonHolds(comparison, values, none) != holds;
}

RequestNeeds needsOf(const SignalName &signal, Comparison comparison,
                     const QList<SignalValue> &values, bool holds)
{
    RequestNeeds needs;
    if (signal.kind == SignalKind::InputTokens)
        needs.inputTokens = std::max(0.0, floorOf(comparison, values, holds).value_or(0));
    else if (const auto ability = abilityFor(signal.kind))
        needs.abilities[static_cast<std::size_t>(*ability)] =
            rulesOutNone(signal.kind, comparison, values, holds);
    return needs;
}

std::vector<NeedsOfLink> needsOfTable(const TableNode &table)
{
    std::vector<NeedsOfLink> found;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        RequestNeeds needs;
        const std::vector<TableCell> &cells = table.rows[row].cells;
        for (std::size_t i = 0; i < std::min(cells.size(), table.columns.size()); ++i) {
            if (!cells[i].isAny)
                needs.add(needsOf(table.columns[i], cells[i].comparison, cells[i].values, true));
        }
        if (!needs.isEmpty())
            found.push_back({QStringLiteral("rows"), row, needs});
    }
    return found;
}

} // namespace

bool RequestNeeds::isEmpty() const
{
    return inputTokens <= 0 && std::ranges::none_of(abilities, std::identity());
}

void RequestNeeds::add(const RequestNeeds &other)
{
    for (std::size_t i = 0; i < abilityCount; ++i)
        abilities[i] = abilities[i] || other.abilities[i];
    inputTokens = std::max(inputTokens, other.inputTokens);
}

// Recursion ends: a predicate nests no deeper than Predicate::maximumDepth.
RequestNeeds needsOf(const Predicate &predicate, bool holds)
{
    const Condition &condition = predicate.condition;
    RequestNeeds needs;
    switch (predicate.kind) {
    case Predicate::Kind::Condition:
        return needsOf(condition.signal, condition.comparison, condition.values, holds);
    case Predicate::Kind::Not:
        return predicate.parts.empty() ? needs : needsOf(predicate.parts.front(), !holds);
    case Predicate::Kind::All:
    case Predicate::Kind::Any:
        break;
    }
    // All hold, or none does; of anything else each part is only possible.
    if ((predicate.kind == Predicate::Kind::All) == holds || predicate.parts.size() == 1) {
        for (const Predicate &part : predicate.parts)
            needs.add(needsOf(part, holds));
    }
    return needs;
}

std::vector<NeedsOfLink> needsOf(const RouteNode &node)
{
    constexpr auto none = static_cast<std::size_t>(-1);
    std::vector<NeedsOfLink> found;
    if (const auto *match = std::get_if<MatchNode>(&node.body)) {
        found.push_back({QStringLiteral("then"), none, needsOf(match->when, true)});
        found.push_back({QStringLiteral("else"), none, needsOf(match->when, false)});
    } else if (const auto *choice = std::get_if<SwitchNode>(&node.body)) {
        for (std::size_t i = 0; i < choice->cases.size(); ++i)
            found.push_back({QStringLiteral("cases"), i,
                             needsOf(choice->on, Comparison::In, choice->cases[i].values, true)});
    } else if (const auto *table = std::get_if<TableNode>(&node.body)) {
        found = needsOfTable(*table);
    }
    std::erase_if(found, [](const NeedsOfLink &link) { return link.needs.isEmpty(); });
    return found;
}

} // namespace signalbox::models
