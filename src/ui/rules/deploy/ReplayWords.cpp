// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/deploy/ReplayWords.h"

#include "ui/widgets/Format.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <cmath>

namespace signalbox::ui {

namespace {

struct ReplayWords
{
    Q_DECLARE_TR_FUNCTIONS(ReplayWords)
};

QString dollarsText(double dollars)
{
    constexpr double microDollars = 1e6;
    return costText({std::llround(dollars * microDollars)}, models::CostSource::Estimated);
}

QString ttftText(double milliseconds)
{
    constexpr double usPerMs = 1000;
    //: A time that is an estimate.
    return ReplayWords::tr("≈ %1").arg(durationText(std::llround(milliseconds * usPerMs)));
}

/// " (−12 %)"; empty where it says nothing.
QString relativeText(double before, double after)
{
    if (before <= 0)
        return {};
    const double percent = (after - before) / before * 100;
    constexpr double least = 0.05;
    if (std::abs(percent) < least)
        return {};
    const QString number = QLocale().toString(std::abs(percent), 'f', 1);
    return percent < 0 ? ReplayWords::tr(" (−%1 %)").arg(number)
                       : ReplayWords::tr(" (+%1 %)").arg(number);
}

QString costLine(const routing::ReplayReport &report)
{
    if (report.priced == 0)
        return ReplayWords::tr("Cost: unknown, as no price is known on both sides");
    return ReplayWords::tr("Cost: %1 → %2%3, over %n exchange(s)", nullptr, report.priced)
        .arg(dollarsText(report.dollarsBefore), dollarsText(report.dollarsAfter),
             relativeText(report.dollarsBefore, report.dollarsAfter));
}

QString ttftLine(const routing::ReplayReport &report)
{
    if (report.timed == 0)
        return ReplayWords::tr("First token: unknown, as no target of both sides was measured of "
                               "late");
    return ReplayWords::tr("First token: %1 → %2%3 on average, over %n exchange(s)", nullptr,
                           report.timed)
        .arg(ttftText(report.ttftMsBefore), ttftText(report.ttftMsAfter),
             relativeText(report.ttftMsBefore, report.ttftMsAfter));
}

} // namespace

QString replaySummary(const routing::ReplayReport &report)
{
    if (report.replayed == 0)
        return ReplayWords::tr("No exchange to replay");
    if (report.changed == 0)
        return ReplayWords::tr("None of %n decision(s) changes", nullptr, report.replayed);
    return ReplayWords::tr("%1 of %n decision(s) change", nullptr, report.replayed)
        .arg(countText(report.changed));
}

QString replayFigures(const routing::ReplayReport &report)
{
    if (report.replayed == 0)
        return {};
    QStringList lines{costLine(report), ttftLine(report)};
    if (report.refusedBefore > 0 || report.refusedAfter > 0)
        lines.append(ReplayWords::tr("Refused: %1 → %2")
                         .arg(countText(report.refusedBefore), countText(report.refusedAfter)));
    return lines.join(u'\n');
}

QString replayLeftOut(const routing::ReplayReport &report)
{
    if (report.skipped > 0)
        return ReplayWords::tr("%n exchange(s) left out: what the client sent was not kept whole.",
                               nullptr, report.skipped);
    if (report.replayed == 0)
        return ReplayWords::tr("Once clients have asked for something, the draft can be tried on "
                               "it.");
    return {};
}

QString replayOutcomeText(const routing::ReplayOutcome &outcome)
{
    if (!outcome.isServed)
        return outcome.error.isEmpty() ? ReplayWords::tr("refused")
                                       : ReplayWords::tr("refused: %1").arg(outcome.error);
    const QString target =
        outcome.target.isEmpty() ? ReplayWords::tr("answered by the route") : outcome.target;
    return outcome.variant.isEmpty()
        ? target
        : ReplayWords::tr("%1, prompt %2").arg(target, outcome.variant);
}

} // namespace signalbox::ui
