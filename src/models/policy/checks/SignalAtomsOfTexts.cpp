// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/SignalAtoms.h"
#include "models/policy/checks/ValueComparison.h"

#include <algorithm>
#include <utility>

namespace signalbox::models {

namespace {

/// Comparisons of a text with a value that are made one by one.
constexpr std::size_t mostComparisons = 1'000'000;

/// Whether only this very text is equal to \a value.
bool isPlainText(const SignalValue &value)
{
    const auto *text = std::get_if<QString>(&value);
    return text && !numberOf(value) && *text != QLatin1String("true")
        && *text != QLatin1String("false");
}

bool wantsToExist(const QList<SignalValue> &values)
{
    const auto *flag = values.isEmpty() ? nullptr : std::get_if<bool>(&values.first());
    return !flag || *flag;
}

} // namespace

// Texts: every text that is mentioned, one that each pattern matches, one that is none of them.

void SignalAtoms::addText(const QString &text)
{
    if (m_textIndex.contains(text))
        return;
    m_textIndex.insert(text, static_cast<int>(m_examples.size()));
    m_examples.emplace_back(text);
}

void SignalAtoms::collectTexts()
{
    for (const Test &test : m_tests) {
        if (test.pattern >= 0 || test.comparison == Comparison::Exists)
            continue;
        m_isOpaque = m_isOpaque || isOrder(test.comparison)
            || !std::ranges::all_of(test.values, isPlainText);
        for (const SignalValue &value : test.values) {
            if (m_domain.type == SignalType::Any && !std::holds_alternative<QString>(value))
                m_examples.push_back(value);
            else
                addText(textOf(value));
        }
    }
}

void SignalAtoms::addSamples()
{
    for (const TextPattern &pattern : m_patterns) {
        if (const QString sample = pattern.sample(); !sample.isNull())
            addText(sample);
    }
    const QStringList others{QStringLiteral("other"), QStringLiteral("something else"),
                             QStringLiteral("0"), QStringLiteral("~")};
    for (const QString &other : others) {
        if (!m_textIndex.contains(other)
            && std::ranges::none_of(m_patterns, [&other](const TextPattern &pattern) {
                   return pattern.matches(other);
               })) {
            addText(other);
            return;
        }
    }
}

bool SignalAtoms::cutTexts()
{
    if (!m_domain.texts.isEmpty()) {
        for (const QString &text : std::as_const(m_domain.texts))
            addText(text);
    } else {
        collectTexts();
        addSamples();
        // The rest, and what each pattern matches of it; or what each comparison may hold for.
        m_regions = 1 + static_cast<int>(m_isOpaque ? m_tests.size() : m_patterns.size());
    }
    m_values = static_cast<int>(m_examples.size());
    const std::size_t oneByOne =
        m_isOpaque || !m_domain.texts.isEmpty() ? m_tests.size() : m_patterns.size();
    if (oneByOne * (m_examples.size() + m_patterns.size()) > mostComparisons)
        return false;
    if (!m_domain.texts.isEmpty()) {
        for (Test &test : m_tests)
            setExact(test, valuesOf(test));
    } else if (m_isOpaque) {
        setOpaque();
    } else {
        for (Test &test : m_tests)
            setText(test);
    }
    return true;
}

/// Nothing is known of a comparison but for which of the examples it holds.
void SignalAtoms::setOpaque()
{
    int region = m_values;
    for (Test &test : m_tests) {
        if (test.comparison == Comparison::Exists) {
            setExistence(test);
        } else {
            test.parts = valuesOf(test);
            test.parts.add(region);
            test.holds = test.parts;
            test.mayHold = valuesOf(test);
            test.mayHold.add(m_values, count() - 1);
        }
        ++region;
    }
}

void SignalAtoms::setExistence(Test &test) const
{
    AtomSet missing;
    if (m_domain.canBeMissing)
        missing.add(0);
    setExact(test, wantsToExist(test.values) ? missing.complement(count()) : missing);
}

void SignalAtoms::setText(Test &test) const
{
    const int rest = m_values + static_cast<int>(m_patterns.size());
    if (test.pattern >= 0) {
        const TextPattern &pattern = m_patterns[static_cast<std::size_t>(test.pattern)];
        const AtomSet values = valuesOf(test);
        test.parts = values;
        test.parts.add(m_values + test.pattern);
        test.holds = values;
        for (int i = 0; i < rest - m_values; ++i) {
            if (m_patterns[static_cast<std::size_t>(i)].implies(pattern))
                test.holds.add(m_values + i);
        }
        test.mayHold = values;
        test.mayHold.add(m_values, rest);
        if (pattern.matchesAll()) {
            test.parts.add(rest);
            test.holds.add(rest);
            test.mayHold.add(rest);
        }
        return;
    }
    if (test.comparison == Comparison::Exists) {
        setExistence(test);
        return;
    }
    std::vector<int> found;
    for (const SignalValue &value : test.values)
        found.push_back(m_textIndex.value(textOf(value)));
    std::ranges::sort(found);
    AtomSet set;
    for (const int one : found)
        set.add(one);
    setExact(test, isComplement(test.comparison) ? set.complement(count()) : set);
}

} // namespace signalbox::models
