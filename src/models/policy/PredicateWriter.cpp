// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PredicateWriter.h"

#include "models/policy/JsonObjectWriter.h"

namespace signalbox::models {

namespace {

JsonValue valueJson(const SignalValue &value)
{
    if (const auto *flag = std::get_if<bool>(&value))
        return jsonOf(*flag);
    if (const auto *number = std::get_if<double>(&value))
        return jsonOf(*number);
    if (const auto *text = std::get_if<QString>(&value))
        return jsonOf(*text);
    return {};
}

JsonValue listJson(const QList<SignalValue> &values)
{
    JsonValue list;
    list.kind = JsonValue::Kind::Array;
    for (const SignalValue &value : values)
        list.items.push_back(valueJson(value));
    return list;
}

/// Adds the keys `op` and `value`.
void addComparison(JsonObjectWriter &object, Comparison comparison,
                   const QList<SignalValue> &values)
{
    const bool isList = comparison == Comparison::In || comparison == Comparison::NotIn;
    object.add("op", nameOf(comparisonNames, comparison))
        .addValue(QStringLiteral("value"), isList ? listJson(values) : signalValuesJson(values));
}

JsonValue partsListJson(const std::vector<Predicate> &parts)
{
    JsonValue list;
    list.kind = JsonValue::Kind::Array;
    for (const Predicate &part : parts)
        list.items.push_back(predicateJson(part));
    return list;
}

} // namespace

JsonValue signalValuesJson(const QList<SignalValue> &values)
{
    return values.size() == 1 ? valueJson(values.constFirst()) : listJson(values);
}

// Recursion ends: no policy nests deeper than Predicate::maximumDepth.
JsonValue predicateJson(const Predicate &predicate)
{
    JsonObjectWriter object;
    switch (predicate.kind) {
    case Predicate::Kind::All:
        return object.addValue(QStringLiteral("all"), partsListJson(predicate.parts)).take();
    case Predicate::Kind::Any:
        return object.addValue(QStringLiteral("any"), partsListJson(predicate.parts)).take();
    case Predicate::Kind::Not: {
        const Predicate inner = predicate.parts.empty() ? Predicate{} : predicate.parts.front();
        return object.addValue(QStringLiteral("not"), predicateJson(inner)).take();
    }
    case Predicate::Kind::Condition:
        break;
    }
    const Condition &condition = predicate.condition;
    object.add("signal", condition.signal.toString());
    addComparison(object, condition.comparison, condition.values);
    return object.take();
}

JsonValue tableCellJson(const TableCell &cell)
{
    if (cell.isAny)
        return {};
    if (cell.comparison == Comparison::Equal && cell.values.size() == 1)
        return valueJson(cell.values.constFirst());
    if (cell.comparison == Comparison::In)
        return listJson(cell.values);
    JsonObjectWriter object;
    addComparison(object, cell.comparison, cell.values);
    return object.take();
}

} // namespace signalbox::models
