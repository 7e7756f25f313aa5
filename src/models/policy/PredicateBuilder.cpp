// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PredicateBuilder.h"

#include "models/policy/JsonFields.h"

namespace signalbox::models {

namespace {

SignalValue signalValue(const JsonValue &value)
{
    switch (value.kind) {
    case JsonValue::Kind::Boolean:
        return value.boolean;
    case JsonValue::Kind::Number:
        return value.number();
    case JsonValue::Kind::String:
        return value.text;
    default:
        return {};
    }
}

/// The keys `op` and `value` of \a object.
void readComparison(const JsonValue &object, Comparison &comparison, QList<SignalValue> &values)
{
    readName(object, u"op", comparisonNames, comparison);
    if (const JsonValue *value = object.member(u"value"))
        values = buildSignalValues(*value);
}

Predicate joined(Predicate::Kind kind, const std::vector<JsonValue> &parts)
{
    Predicate predicate{.kind = kind};
    predicate.parts.reserve(parts.size());
    for (const JsonValue &part : parts)
        predicate.parts.push_back(buildPredicate(part));
    return predicate;
}

} // namespace

QList<SignalValue> buildSignalValues(const JsonValue &value)
{
    if (value.kind != JsonValue::Kind::Array)
        return {signalValue(value)};
    QList<SignalValue> values;
    values.reserve(static_cast<qsizetype>(value.items.size()));
    for (const JsonValue &item : value.items)
        values.append(signalValue(item));
    return values;
}

SignalName buildSignalName(const JsonValue &value)
{
    return SignalName::fromString(value.text).value_or(SignalName{});
}

// Recursion ends: the schema allows no more than Predicate::maximumDepth.
Predicate buildPredicate(const JsonValue &value)
{
    if (const JsonValue *all = value.member(u"all"))
        return joined(Predicate::Kind::All, all->items);
    if (const JsonValue *any = value.member(u"any"))
        return joined(Predicate::Kind::Any, any->items);
    if (const JsonValue *inner = value.member(u"not"))
        return joined(Predicate::Kind::Not, {*inner});
    Predicate predicate{.kind = Predicate::Kind::Condition};
    if (const JsonValue *signal = value.member(u"signal"))
        predicate.condition.signal = buildSignalName(*signal);
    readComparison(value, predicate.condition.comparison, predicate.condition.values);
    return predicate;
}

TableCell buildTableCell(const JsonValue &value)
{
    if (value.kind == JsonValue::Kind::Null)
        return {};
    TableCell cell{.isAny = false};
    if (value.kind == JsonValue::Kind::Object) {
        readComparison(value, cell.comparison, cell.values);
        return cell;
    }
    cell.comparison = value.kind == JsonValue::Kind::Array ? Comparison::In : Comparison::Equal;
    cell.values = buildSignalValues(value);
    return cell;
}

} // namespace signalbox::models
