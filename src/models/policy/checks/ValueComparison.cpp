// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/ValueComparison.h"

#include "models/base/NumberText.h"

#include <algorithm>
#include <cmath>

namespace signalbox::models {

namespace {

std::optional<bool> flagOf(const SignalValue &value)
{
    if (const auto *flag = std::get_if<bool>(&value))
        return *flag;
    const auto *text = std::get_if<QString>(&value);
    if (text && *text == QLatin1String("true"))
        return true;
    if (text && *text == QLatin1String("false"))
        return false;
    return std::nullopt;
}

bool isEqual(const SignalValue &left, const SignalValue &right)
{
    const auto *text = std::get_if<QString>(&left);
    const auto *wanted = std::get_if<QString>(&right);
    if (text && wanted)
        return *text == *wanted;
    if (std::holds_alternative<bool>(left) || std::holds_alternative<bool>(right)) {
        const std::optional<bool> flag = flagOf(left);
        return flag && flag == flagOf(right);
    }
    const std::optional<double> number = numberOf(left);
    return number && number == numberOf(right);
}

bool isOrdered(Comparison comparison, double left, double right)
{
    switch (comparison) {
    case Comparison::Below:
        return left < right;
    case Comparison::AtMost:
        return left <= right;
    case Comparison::Above:
        return left > right;
    default:
        return left >= right;
    }
}

} // namespace

std::optional<double> numberOf(const SignalValue &value)
{
    if (const auto *number = std::get_if<double>(&value))
        return *number;
    const auto *text = std::get_if<QString>(&value);
    if (!text)
        return std::nullopt;
    bool isNumber = false;
    const double number = text->trimmed().toDouble(&isNumber);
    // "nan" and "inf" are texts.
    return isNumber && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

QString textOf(const SignalValue &value)
{
    if (const auto *flag = std::get_if<bool>(&value))
        return *flag ? QStringLiteral("true") : QStringLiteral("false");
    if (const auto *number = std::get_if<double>(&value))
        return plainNumber(*number);
    const auto *text = std::get_if<QString>(&value);
    return text ? *text : QString();
}

bool comparisonHolds(Comparison comparison, const QList<SignalValue> &values,
                     const SignalValue &value)
{
    const bool isMissing = std::holds_alternative<std::monostate>(value);
    const auto isAmong = [&] {
        return !isMissing && std::ranges::any_of(values, [&value](const SignalValue &one) {
            return isEqual(value, one);
        });
    };
    switch (comparison) {
    case Comparison::Exists: {
        const auto *wanted = values.isEmpty() ? nullptr : std::get_if<bool>(&values.first());
        return isMissing != (!wanted || *wanted);
    }
    case Comparison::Equal:
    case Comparison::In:
        return isAmong();
    case Comparison::NotEqual:
    case Comparison::NotIn:
        return !isAmong();
    default:
        break;
    }
    const std::optional<double> left = numberOf(value);
    const std::optional<double> right = values.isEmpty() ? std::nullopt : numberOf(values.first());
    return left && right && isOrdered(comparison, *left, *right);
}

} // namespace signalbox::models
