// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/SignalAtoms.h"

#include "models/policy/PolicyProblem.h"
#include "models/policy/checks/ValueComparison.h"

#include <algorithm>
#include <cmath>

namespace signalbox::models {

namespace {

/// A number with few digits that lies between \a low and \a high: an example is for people.
double shortNumberBetween(double low, double high)
{
    const double middle = low + (high - low) / 2;
    constexpr int mostDigits = 17; // as many as a number can have
    for (int digits = 1; digits < mostDigits; ++digits) {
        const double rounded = QString::number(middle, 'g', digits).toDouble();
        if (rounded > low && rounded < high)
            return rounded;
    }
    return middle;
}

QString keyOf(const TableCell &test)
{
    QString key = QString::number(static_cast<int>(test.comparison));
    for (const SignalValue &value : test.values) {
        const QString text = textOf(value);
        key += u' ' + QString::number(value.index()) + u' ' + QString::number(text.size()) + u' '
            + text;
    }
    return key;
}

bool isMissing(const SignalValue &value)
{
    return std::holds_alternative<std::monostate>(value);
}

} // namespace

SignalAtoms::SignalAtoms(const SignalName &signal)
    : m_signal(signal)
    , m_domain(signalDomain(signal.kind))
{}

int SignalAtoms::add(const TableCell &test)
{
    const QString key = keyOf(test);
    if (const auto known = m_testByKey.constFind(key); known != m_testByKey.constEnd())
        return *known;
    const int place = static_cast<int>(m_tests.size());
    m_testByKey.insert(key, place);
    Test made{.comparison = test.comparison, .values = test.values};
    if (TextPattern::isPattern(test.comparison)) {
        made.pattern = static_cast<int>(m_patterns.size());
        m_patterns.emplace_back(test.comparison,
                                test.values.isEmpty() ? QString() : textOf(test.values.first()));
    }
    m_tests.push_back(std::move(made));
    return place;
}

bool SignalAtoms::cut()
{
    m_examples.clear();
    if (m_domain.canBeMissing)
        m_examples.emplace_back();
    if (m_domain.type == SignalType::Number) {
        if (!m_patterns.empty())
            return false; // how numbers are spelled is nothing that can be cut
        cutNumbers();
        return true;
    }
    if (m_domain.type == SignalType::Flag) {
        m_examples.emplace_back(false);
        m_examples.emplace_back(true);
        m_values = static_cast<int>(m_examples.size());
        for (Test &test : m_tests)
            setExact(test, valuesOf(test));
        return true;
    }
    return cutTexts();
}

void SignalAtoms::setExact(Test &test, AtomSet set)
{
    test.parts = set;
    test.holds = set;
    test.mayHold = std::move(set);
}

bool SignalAtoms::holdsFor(const Test &test, const SignalValue &value) const
{
    if (test.pattern < 0)
        return comparisonHolds(test.comparison, test.values, value);
    return !isMissing(value)
        && m_patterns[static_cast<std::size_t>(test.pattern)].matches(textOf(value));
}

/// The values for which \a test holds, found one by one.
AtomSet SignalAtoms::valuesOf(const Test &test) const
{
    AtomSet set;
    for (int i = 0; i < m_values; ++i) {
        if (holdsFor(test, m_examples[static_cast<std::size_t>(i)]))
            set.add(i);
    }
    return set;
}

// Numbers: every number that is mentioned, and one that stands for all between two of them.

void SignalAtoms::addNumber(double number)
{
    const bool isInside = number >= m_domain.least && number <= m_domain.most
        && std::isfinite(number) && (!m_domain.isWhole || number == std::floor(number));
    const auto *last = m_examples.empty() ? nullptr : std::get_if<double>(&m_examples.back());
    if (isInside && (!last || *last < number))
        m_examples.emplace_back(number);
}

std::vector<double> SignalAtoms::borders() const
{
    std::vector<double> borders;
    for (const Test &test : m_tests) {
        for (const SignalValue &value : test.values) {
            if (const auto number = numberOf(value);
                number && *number >= m_domain.least && *number <= m_domain.most)
                borders.push_back(*number);
        }
    }
    std::ranges::sort(borders);
    const auto same = std::ranges::unique(borders);
    borders.erase(same.begin(), same.end());
    return borders;
}

void SignalAtoms::cutNumbers()
{
    const std::vector<double> borders = this->borders();
    if (std::isfinite(m_domain.least))
        addNumber(m_domain.least);
    else
        addNumber(borders.empty() ? 0 : borders.front() - std::max(1.0, std::abs(borders.front())));
    for (std::size_t i = 0; i < borders.size(); ++i) {
        addNumber(borders[i]);
        const double next = i + 1 < borders.size() ? borders[i + 1] : m_domain.most;
        const double step = std::floor(borders[i]) + 1;
        double between = step;
        if (!m_domain.isWhole && std::isfinite(next) && step >= next)
            between = shortNumberBetween(borders[i], next);
        if (between <= borders[i])
            between = std::nextafter(borders[i], next);
        if (between < next)
            addNumber(between);
    }
    if (std::isfinite(m_domain.most))
        addNumber(m_domain.most);
    m_values = static_cast<int>(m_examples.size());
    for (Test &test : m_tests)
        setNumbers(test);
}

void SignalAtoms::setNumbers(Test &test) const
{
    const int begin = m_domain.canBeMissing ? 1 : 0;
    const auto firstFrom = [this, begin](double number, bool isAfter) {
        const auto isBelow = [number, isAfter](const SignalValue &value) {
            const double one = std::get<double>(value);
            return isAfter ? one <= number : one < number;
        };
        return static_cast<int>(
            std::partition_point(m_examples.begin() + begin, m_examples.end(), isBelow)
            - m_examples.begin());
    };
    if (test.comparison == Comparison::Exists) {
        setExact(test, valuesOf(test));
        return;
    }
    std::vector<AtomSet::Range> ranges;
    for (const SignalValue &value : test.values) {
        const std::optional<double> number = numberOf(value);
        if (!number)
            continue;
        const int from = firstFrom(*number, false);
        const int behind = firstFrom(*number, true);
        switch (test.comparison) {
        case Comparison::Below:
            ranges.push_back({begin, from});
            break;
        case Comparison::AtMost:
            ranges.push_back({begin, behind});
            break;
        case Comparison::Above:
            ranges.push_back({behind, m_values});
            break;
        case Comparison::AtLeast:
            ranges.push_back({from, m_values});
            break;
        default:
            ranges.push_back({from, behind});
            break;
        }
    }
    const AtomSet set(std::move(ranges));
    setExact(test, isComplement(test.comparison) ? set.complement(m_values) : set);
}

QString SignalAtoms::inWords(int atom) const
{
    const QString name = m_signal.toString();
    const SignalValue &value = m_examples[static_cast<std::size_t>(atom)];
    if (isMissing(value))
        return name + QStringLiteral(" missing");
    const auto *text = std::get_if<QString>(&value);
    return name + u' ' + (text ? quoted(*text) : textOf(value));
}

} // namespace signalbox::models
