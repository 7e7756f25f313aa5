// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/decision/CandidateWords.h"

#include "models/policy/PolicyNames.h"
#include "ui/decision/DecisionWords.h"
#include "ui/widgets/Format.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace signalbox::ui {

using models::DecisionCandidate;
using models::Measure;
using models::Strategy;
using Verdict = models::DecisionCandidate::Verdict;

namespace {

/// Carries the translation context for functions that belong to no class.
struct CandidateWords
{
    Q_DECLARE_TR_FUNCTIONS(CandidateWords)
};

constexpr double mostDollars = 1e9; // what is beyond is no price

QString bestText(const QString &strategy)
{
    switch (models::valueOf(models::strategyNames, strategy).value_or(Strategy::Priority)) {
    case Strategy::Fastest:
        return CandidateWords::tr("the fastest");
    case Strategy::Cheapest:
        return CandidateWords::tr("the cheapest");
    case Strategy::MostAccurate:
        return CandidateWords::tr("the most accurate for this task");
    case Strategy::MostReliable:
        return CandidateWords::tr("the most reliable");
    case Strategy::LeastInFlight:
        return CandidateWords::tr("the least busy");
    case Strategy::Balanced:
        return CandidateWords::tr("the best balance of speed, cost, accuracy and reliability");
    case Strategy::PriceAndSpeed:
        return CandidateWords::tr("the best of price and speed");
    case Strategy::Priority:
    case Strategy::Weighted:
    case Strategy::RoundRobin:
        break;
    }
    return CandidateWords::tr("the best of all");
}

QString limitText(const models::DecisionLimit &limit)
{
    const QString measure = measureText(limit.measure, limit.percentile);
    const QString value = limit.value ? figureText(*limit.value, limit.measure) : unknownText();
    const QString bound = limit.bound ? figureText(*limit.bound, limit.measure) : unknownText();
    //: %1 is a measure ("TTFT p95"), %2 its value, %3 the bound
    return limit.isFloor
        ? CandidateWords::tr("%1 %2 is below the floor of %3").arg(measure, value, bound)
        : CandidateWords::tr("%1 %2 is above the limit of %3").arg(measure, value, bound);
}

/// A detail in words that came with the decision stands behind ours.
QString withDetail(const QString &text, const QString &detail)
{
    if (detail.isEmpty())
        return text;
    return text.isEmpty() ? detail : CandidateWords::tr("%1 (%2)").arg(text, detail);
}

QString whyText(const DecisionCandidate &candidate, const QString &strategy)
{
    const QString &why = candidate.why;
    const bool isChosen = candidate.verdict == Verdict::Chosen;
    if (why == QLatin1String("best"))
        return isChosen ? bestText(strategy)
                        : CandidateWords::tr("next in the order of its figure");
    if (why == QLatin1String("listed"))
        return isChosen ? CandidateWords::tr("its turn")
                        : CandidateWords::tr("its place in the list");
    if (why == QLatin1String("drawn"))
        return isChosen ? CandidateWords::tr("drawn by chance")
                        : CandidateWords::tr("not drawn this time");
    if (why == QLatin1String("tie"))
        return CandidateWords::tr("as good as the best, and less busy");
    if (why == QLatin1String("explored"))
        return CandidateWords::tr("too little is known of it: explored");
    if (why == QLatin1String("kept"))
        return CandidateWords::tr("the conversation stays with it");
    if (why == QLatin1String("least_bad"))
        return CandidateWords::tr("no member meets the limits: the least bad of them");
    if (why == QLatin1String("limit"))
        return candidate.limit ? limitText(*candidate.limit)
                               : CandidateWords::tr("it does not meet a limit");
    if (why == QLatin1String("obstacle"))
        return obstacleText(candidate.obstacle);
    return why;
}

} // namespace

QString obstacleText(const QString &obstacle)
{
    if (obstacle == QLatin1String("dialect"))
        return CandidateWords::tr("its provider cannot be told this request");
    if (obstacle == QLatin1String("capability"))
        return CandidateWords::tr("its model lacks what the request needs");
    if (obstacle == QLatin1String("context"))
        return CandidateWords::tr("the request does not fit its context");
    if (obstacle == QLatin1String("key"))
        return CandidateWords::tr("no key of its provider can be used");
    if (obstacle == QLatin1String("key_limit"))
        return CandidateWords::tr("all keys of its provider have reached their limits");
    if (obstacle == QLatin1String("breaker"))
        return CandidateWords::tr("its breaker is open");
    if (obstacle == QLatin1String("budget"))
        return CandidateWords::tr("the budget of its provider is used up");
    return obstacle;
}

QString verdictText(const DecisionCandidate &candidate)
{
    switch (candidate.verdict) {
    case Verdict::Chosen:
        return CandidateWords::tr("Chosen");
    case Verdict::Fallback:
        return CandidateWords::tr("Fallback");
    case Verdict::Behind:
        return CandidateWords::tr("Put behind");
    case Verdict::Excluded:
        return CandidateWords::tr("Left out");
    case Verdict::Unknown:
        break;
    }
    return candidate.verdictName.isEmpty() ? unknownText() : candidate.verdictName;
}

QString candidateReasonText(const DecisionCandidate &candidate, const QString &strategy)
{
    return withDetail(whyText(candidate, strategy), candidate.detail);
}

QString candidateFigureText(const DecisionCandidate &candidate)
{
    return candidate.figure ? figureText(*candidate.figure, candidate.unit) : unknownText();
}

QString figureText(double value, const QString &measure)
{
    constexpr double usPerMs = 1000;
    constexpr double mostMs = 1e12;
    const auto known = models::valueOf(models::measureNames, measure);
    if (measure == QLatin1String("ms") || known == Measure::Ttft || known == Measure::Total
        || known == Measure::TimePerOutputToken) {
        return std::abs(value) < mostMs ? durationText(static_cast<qint64>(value * usPerMs))
                                        : unknownText();
    }
    if (measure.startsWith(QLatin1String("usd"), Qt::CaseInsensitive)
        || measure == QLatin1String("$") || known == Measure::Cost)
        return expectedCostText(value);
    if (known == Measure::InputPrice && std::abs(value) < mostDollars)
        return costText(models::Money{std::llround(value * 1e6)}, models::CostSource::Reported);
    if (measure == QLatin1String("share") || measure == QLatin1String("rate")
        || known == Measure::SuccessRate || known == Measure::Accuracy)
        return shareText(value);
    constexpr int mostDigits = 4;
    const QString number = QLocale().toString(value, 'g', mostDigits);
    return known || measure.isEmpty() || measure == QLatin1String("score")
        ? number
        : QStringLiteral("%1 %2").arg(number, measure);
}

QString expectedCostText(double dollars)
{
    if (!(std::abs(dollars) < mostDollars))
        return unknownText();
    return costText(models::Money{std::llround(dollars * 1e6)}, models::CostSource::Estimated);
}

QString measureText(const QString &measure, int percentile)
{
    const auto named = [&] {
        switch (models::valueOf(models::measureNames, measure).value_or(Measure::InFlight)) {
        case Measure::Ttft:
            return CandidateWords::tr("TTFT");
        case Measure::Total:
            return CandidateWords::tr("total time");
        case Measure::TimePerOutputToken:
            return CandidateWords::tr("time per token");
        case Measure::SuccessRate:
            return CandidateWords::tr("success rate");
        case Measure::Accuracy:
            return CandidateWords::tr("accuracy");
        case Measure::Cost:
            return CandidateWords::tr("expected cost");
        case Measure::InputPrice:
            return CandidateWords::tr("price of a million input tokens");
        case Measure::InFlight:
            break;
        }
        return measure == QLatin1String("in_flight") ? CandidateWords::tr("requests in flight")
                                                     : measure;
    };
    return percentile > 0 ? QStringLiteral("%1 p%2").arg(named()).arg(percentile) : named();
}

QString strategyText(const QString &strategy)
{
    const auto known = models::valueOf(models::strategyNames, strategy);
    if (!known)
        return strategy;
    switch (*known) {
    case Strategy::Priority:
        return CandidateWords::tr("By priority");
    case Strategy::Weighted:
        return CandidateWords::tr("By weight");
    case Strategy::RoundRobin:
        return CandidateWords::tr("In turn");
    case Strategy::LeastInFlight:
        return CandidateWords::tr("The least busy");
    case Strategy::Fastest:
        return CandidateWords::tr("The fastest");
    case Strategy::Cheapest:
        return CandidateWords::tr("The cheapest");
    case Strategy::MostAccurate:
        return CandidateWords::tr("The most accurate");
    case Strategy::MostReliable:
        return CandidateWords::tr("The most reliable");
    case Strategy::Balanced:
        return CandidateWords::tr("The best balance");
    case Strategy::PriceAndSpeed:
        return CandidateWords::tr("By price and speed");
    }
    return strategy;
}

} // namespace signalbox::ui
