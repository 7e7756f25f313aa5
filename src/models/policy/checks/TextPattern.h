// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Predicate.h"

#include <QString>

#include <memory>

namespace re2 {
class RE2;
}

namespace signalbox::models {

/// Memory of one regular expression, in bytes, when a policy is checked and when it is used. A
/// program that needs more is refused; above it the automaton goes a slower way, linear as well.
inline constexpr qint64 regexMemoryBytes = 2LL * 1024 * 1024;

/// The pattern of a glob, regex, contains or starts_with comparison, as a request is matched. A
/// value; thread-safe once made.
class TextPattern final
{
public:
    TextPattern(Comparison comparison, const QString &text);

    [[nodiscard]] static bool isPattern(Comparison comparison);

    /// Why it cannot be used, in RE2's words; empty: it can.
    [[nodiscard]] const QString &problem() const { return m_problem; }
    /// Instructions of its program.
    [[nodiscard]] qint64 size() const;
    [[nodiscard]] bool matches(const QString &text) const;
    /// Whether every text that this one matches is known to be matched by \a other as well.
    [[nodiscard]] bool implies(const TextPattern &other) const;
    /// Whether it is known to match every text.
    [[nodiscard]] bool matchesAll() const;
    /// A text that it matches, other than \a text itself where that is easy; null: none is known.
    [[nodiscard]] QString sample() const;

    [[nodiscard]] Comparison comparison() const { return m_comparison; }
    [[nodiscard]] const QString &text() const { return m_text; }

private:
    Comparison m_comparison;
    QString m_text;
    std::shared_ptr<const re2::RE2> m_regex;
    QString m_problem;
};

/// What is odd about \a glob, a sentence; empty when nothing is.
[[nodiscard]] QString globProblem(const QString &glob);

} // namespace signalbox::models
