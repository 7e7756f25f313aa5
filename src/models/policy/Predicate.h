// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Signal.h"

#include <QList>
#include <QString>

#include <vector>

namespace signalbox::models {

/// How a condition compares. JSON: "==", "!=", "<", "<=", ">", ">=", "in", "not_in", "glob",
/// "regex", "contains", "starts_with", "exists".
enum class Comparison : quint8 {
    Equal,
    NotEqual,
    Below,
    AtMost,
    Above,
    AtLeast,
    In,
    NotIn,
    Glob, ///< `*` any text, `?` one character, `[a-z]`; the whole value, case counts
    Regex, ///< RE2 syntax, found anywhere in the value
    Contains, ///< text: as part of it, case does not count
    StartsWith,
    Exists, ///< value true: there is one; false: there is none
};

/// Whether \a comparison holds exactly where another one does not, for a missing value too.
[[nodiscard]] constexpr bool isComplement(Comparison comparison)
{
    return comparison == Comparison::NotEqual || comparison == Comparison::NotIn;
}

/// Whether \a comparison needs values that have an order.
[[nodiscard]] constexpr bool isOrder(Comparison comparison)
{
    return comparison == Comparison::Below || comparison == Comparison::AtMost
        || comparison == Comparison::Above || comparison == Comparison::AtLeast;
}

/// One comparison of a signal with a value: {"signal": "input_tokens", "op": ">", "value": 8000}.
///
/// A missing signal makes every comparison false but NotEqual, NotIn and `exists: false`.
struct Condition
{
    SignalName signal{};
    Comparison comparison = Comparison::Equal;
    QList<SignalValue> values{}; ///< one; any number for In and NotIn

    bool operator==(const Condition &) const = default;
};

/// Conditions joined by all / any / not: {"all": [...]}, {"any": [...]}, {"not": {...}}, or a
/// condition by itself. `all` of nothing holds, `any` of nothing does not.
struct Predicate
{
    enum class Kind : quint8 { Condition, All, Any, Not };

    Kind kind = Kind::All;
    Condition condition{}; ///< Kind::Condition
    std::vector<Predicate> parts{}; ///< All, Any: any number; Not: one

    /// Deepest nesting that a policy may have.
    static constexpr int maximumDepth = 32;

    bool operator==(const Predicate &) const = default;
};

} // namespace signalbox::models
