// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Predicate.h"
#include "routing/signals/Glob.h"
#include "routing/signals/SignalSource.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace re2 {
class RE2;
}

namespace signalbox::routing {

/// One comparison with fixed values, ready to be asked of many readings. A value; thread-safe once
/// made; holds() allocates nothing but what RE2 keeps for itself.
///
/// Numbers compare with numbers and with texts that are numbers (fields of the head always are
/// texts); flags with flags and the texts true and false; texts with texts byte by byte. Order is
/// for numbers only. A missing reading makes all false but NotEqual, NotIn and `exists: false`.
/// A regular expression that RE2 refuses never holds; problem() says why.
class CompiledCondition final
{
public:
    CompiledCondition(models::Comparison comparison, const QList<models::SignalValue> &values);

    [[nodiscard]] bool holds(const SignalReading &reading) const;
    [[nodiscard]] const std::string &problem() const { return m_problem; }

    /// A constant of a policy, in the form that readings have.
    using Constant = std::variant<std::monostate, bool, double, std::string>;
    static Constant constantOf(const models::SignalValue &value);
    static bool isEqual(const SignalReading &reading, const Constant &constant);
    /// The number that \a reading is or spells.
    static std::optional<double> numberOf(const SignalReading &reading);

private:
    [[nodiscard]] bool isAmong(const SignalReading &reading) const;
    [[nodiscard]] bool isOrdered(const SignalReading &reading) const;
    [[nodiscard]] bool matchesText(std::string_view text) const;
    void compilePattern();

    models::Comparison m_comparison;
    Constant m_value; ///< the first
    std::vector<Constant> m_values; ///< In, NotIn: sorted, flags before numbers before texts
    std::optional<Glob> m_glob;
    std::shared_ptr<const re2::RE2> m_regex;
    std::string m_problem;
};

/// The constant as a reading; a text still belongs to \a constant.
[[nodiscard]] SignalReading readingOf(const CompiledCondition::Constant &constant);

} // namespace signalbox::routing
