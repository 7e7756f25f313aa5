// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/PredicateChecks.h"

#include "models/policy/PolicyNames.h"
#include "models/policy/checks/ConditionChecks.h"
#include "models/policy/checks/SignalAtoms.h"

#include <algorithm>
#include <map>
#include <utility>

namespace signalbox::models {

namespace {

/// Combinations of atoms that are tried, and comparisons in all of them.
constexpr qint64 mostCombinations = 4'096;
constexpr qint64 mostTrials = 200'000;

enum class Truth : quint8 { False, Unknown, True };

Truth negated(Truth truth)
{
    return truth == Truth::Unknown ? truth : truth == Truth::True ? Truth::False : Truth::True;
}

/// Tries a predicate on every combination of the atoms of its signals.
class Trial
{
public:
    explicit Trial(const Predicate &predicate)
        : m_predicate(predicate)
    {
        collect(predicate);
    }

    Constancy run()
    {
        qint64 combinations = 1;
        for (Signal &signal : m_signals) {
            if (!signal.atoms.cut())
                return Constancy::Varies;
            combinations *= signal.atoms.count();
            if (combinations > mostCombinations
                || combinations * static_cast<qint64>(m_tests.size()) > mostTrials)
                return Constancy::Varies;
        }
        bool canHold = false;
        bool canFail = false;
        do {
            m_next = 0;
            const Truth truth = truthOf(m_predicate);
            canHold = canHold || truth != Truth::False;
            canFail = canFail || truth != Truth::True;
        } while (!(canHold && canFail) && advance());
        if (canHold && canFail)
            return Constancy::Varies;
        return canHold ? Constancy::Always : Constancy::Never;
    }

private:
    struct Signal
    {
        SignalAtoms atoms;
        int atom = 0; ///< the one that is tried
    };
    struct Test
    {
        std::size_t signal = 0;
        int test = 0;
    };

    /// In the order in which truthOf() comes by.
    void collect(const Predicate &predicate)
    {
        if (predicate.kind != Predicate::Kind::Condition) {
            for (const Predicate &part : predicate.parts)
                collect(part);
            return;
        }
        const Condition &condition = predicate.condition;
        const auto [place, isNew] =
            m_places.try_emplace(condition.signal.toString(), m_signals.size());
        if (isNew)
            m_signals.push_back({.atoms = SignalAtoms(condition.signal)});
        const TableCell test{
            .isAny = false, .comparison = condition.comparison, .values = condition.values};
        m_tests.push_back({place->second, m_signals[place->second].atoms.add(test)});
    }

    Truth truthOf(const Predicate &predicate)
    {
        switch (predicate.kind) {
        case Predicate::Kind::Condition: {
            const Test &test = m_tests[m_next++];
            const Signal &signal = m_signals[test.signal];
            if (signal.atoms.holds(test.test).has(signal.atom))
                return Truth::True;
            return signal.atoms.mayHold(test.test).has(signal.atom) ? Truth::Unknown : Truth::False;
        }
        case Predicate::Kind::Not:
            return predicate.parts.empty() ? Truth::Unknown
                                           : negated(truthOf(predicate.parts.front()));
        case Predicate::Kind::All:
        case Predicate::Kind::Any:
            break;
        }
        const bool isAll = predicate.kind == Predicate::Kind::All;
        Truth truth = isAll ? Truth::True : Truth::False;
        for (const Predicate &part : predicate.parts) {
            const Truth one = truthOf(part); // every part, so that m_next goes on
            truth = isAll ? std::min(truth, one) : std::max(truth, one);
        }
        return truth;
    }

    bool advance()
    {
        for (Signal &signal : m_signals) {
            if (++signal.atom < signal.atoms.count())
                return true;
            signal.atom = 0;
        }
        return false;
    }

    const Predicate &m_predicate;
    std::vector<Signal> m_signals;
    std::map<QString, std::size_t> m_places;
    std::vector<Test> m_tests;
    std::size_t m_next = 0;
};

/// The one signal that \a predicate asks for; empty when there are none or several.
QString onlySignal(const Predicate &predicate)
{
    if (predicate.kind == Predicate::Kind::Condition)
        return predicate.condition.signal.toString();
    QString only;
    for (const Predicate &part : predicate.parts) {
        const QString one = onlySignal(part);
        if (one.isEmpty() || (!only.isEmpty() && one != only))
            return {};
        only = one;
    }
    return only;
}

} // namespace

bool checkPredicate(const JsonPlace &place, const NodeContext &context)
{
    bool isSound = true;
    for (const QString &key : {QStringLiteral("all"), QStringLiteral("any")}) {
        if (const JsonPlace parts = place.member(key)) {
            for (std::size_t i = 0; i < parts.count(); ++i)
                isSound = checkPredicate(parts.item(i), context) && isSound;
            return isSound;
        }
    }
    if (const JsonPlace inner = place.member(QStringLiteral("not")))
        return checkPredicate(inner, context);
    const JsonPlace op = place.member(QStringLiteral("op"));
    const auto comparison = valueOf(comparisonNames, op.text());
    const auto signal = checkSignal(place.member(QStringLiteral("signal")), context.problems);
    return signal && comparison
        && checkComparison(*signal, *comparison, op, place.member(QStringLiteral("value")),
                           context);
}

Constancy constancyOf(const Predicate &predicate)
{
    const Constancy whole = Trial(predicate).run();
    const bool isAll = predicate.kind == Predicate::Kind::All;
    if (whole != Constancy::Varies || (!isAll && predicate.kind != Predicate::Kind::Any))
        return whole;
    // Too many signals together: one of them alone may decide.
    std::map<QString, Predicate> ofSignal;
    for (const Predicate &part : predicate.parts) {
        if (const QString signal = onlySignal(part); !signal.isEmpty())
            ofSignal.try_emplace(signal, Predicate{.kind = predicate.kind})
                .first->second.parts.push_back(part);
    }
    const Constancy deciding = isAll ? Constancy::Never : Constancy::Always;
    for (const auto &[signal, parts] : ofSignal) {
        if (Trial(parts).run() == deciding)
            return deciding;
    }
    return Constancy::Varies;
}

} // namespace signalbox::models
