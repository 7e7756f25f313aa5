// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/PredicateMaker.h"

#include <array>

namespace signalbox::tests {

using namespace models;

Predicate PredicateMaker::predicate(int depth)
{
    // Mostly shallow, now and then as deep as may be.
    const bool isDeep = m_random.below(50) == 0;
    const bool isLeaf = depth == Predicate::maximumDepth || (!isDeep && m_random.below(3) == 0);
    if (isLeaf)
        return {.kind = Predicate::Kind::Condition, .condition = condition()};
    Predicate joined{.kind = static_cast<Predicate::Kind>(1 + m_random.below(3))};
    const int parts = joined.kind == Predicate::Kind::Not || depth > 4 ? 1 : m_random.below(4);
    for (int i = 0; i < parts; ++i)
        joined.parts.push_back(predicate(depth + 1));
    return joined;
}

Condition PredicateMaker::condition()
{
    Condition made{.signal = signal()};
    compare(made.signal, made.comparison, made.values);
    return made;
}

TableCell PredicateMaker::cell(const SignalName &column)
{
    if (m_random.chance())
        return {};
    TableCell made{.isAny = false};
    compare(column, made.comparison, made.values);
    return made;
}

void PredicateMaker::compare(const SignalName &signal, Comparison &comparison,
                             QList<SignalValue> &values)
{
    using enum Comparison;
    static constexpr std::array forAny{Equal, NotEqual, In, NotIn, Exists};
    static constexpr std::array forNumber{Below, AtMost, Above, AtLeast, Equal};
    static constexpr std::array forText{Glob, Regex, Contains, StartsWith, NotEqual};
    const SignalType type = signalType(signal.kind);
    comparison = m_random.oneOf(forAny);
    if (type == SignalType::Number && m_random.chance())
        comparison = m_random.oneOf(forNumber);
    else if (type == SignalType::Text && m_random.chance())
        comparison = m_random.oneOf(forText);

    if (comparison == Exists)
        values = {m_random.chance()};
    else if (comparison == Regex || comparison == Glob)
        values = {QStringLiteral("^a[b-y]*z")};
    else
        values = {value(signal)};
    if ((comparison == In || comparison == NotIn) && m_random.chance())
        values.append(value(signal));
}

SignalName PredicateMaker::signal()
{
    switch (m_random.below(8)) {
    case 0:
        return {SignalKind::InputTokens, {}};
    case 1:
        return {SignalKind::Complexity, {}};
    case 2:
        return {SignalKind::Stream, {}};
    case 3:
        return {SignalKind::LastText, {}};
    case 4:
        return {SignalKind::Header, QStringLiteral("x-team.a")};
    case 5:
        return {SignalKind::Metadata, m_random.text()};
    case 6:
        return {SignalKind::TaskType, {}};
    default:
        return {SignalKind::Body, QStringLiteral("/tools/0/a~1b.c")};
    }
}

SignalValue PredicateMaker::value(const SignalName &signal)
{
    if (signal.kind == SignalKind::TaskType)
        return m_random.oneOf(taskTypeNames());
    if (signal.kind == SignalKind::Complexity)
        return m_random.share();
    switch (signalType(signal.kind)) {
    case SignalType::Flag:
        return m_random.chance();
    case SignalType::Number:
        return static_cast<double>(m_random.below(200'000));
    default:
        return m_random.text();
    }
}

} // namespace signalbox::tests
