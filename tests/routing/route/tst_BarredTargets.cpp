// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/WalkWords.h"
#include "support/WalkedRoute.h"

#include <QTest>

#include <algorithm>

using namespace signalbox::models;
using namespace signalbox::tests;
using signalbox::routing::chosenBecause;
using signalbox::routing::MemberFigures;
using signalbox::routing::Obstruction;
using signalbox::routing::RankedMember;
using signalbox::routing::WalkEnd;
using signalbox::routing::WalkStep;
using signalbox::routing::WalkTrace;
using Obstacle = MemberFigures::Obstacle;

namespace {

Obstruction barred(Obstacle obstacle)
{
    return {.obstacle = obstacle};
}

} // namespace

/// Targets that may not be asked: by their breakers, their size, what they cannot do, their
/// budgets.
class BarredTargetsTest final : public QObject
{
    Q_OBJECT

private slots:
    void promptThatIsTooLongGoesToALargerWindow()
    {
        Walked walked({{s("start"), pool({s("a"), s("b"), s("c")})}});
        walked.world.windows = {{s("a"), 8000}, {s("b"), 8000}, {s("c"), 128'000}};
        QCOMPARE(walked.first(), s("a"));
        QCOMPARE(walked.next(ErrorClass::ContextTooLong), s("c"));
    }

    void openBreakersArePassedOver()
    {
        Walked walked({{s("start"), fallback({{s("na"), {}}, {s("nb"), {ErrorClass::Timeout}}})},
                       {s("na"), target("a")},
                       {s("nb"), target("b")}});
        walked.world.obstructions = {{s("a"), barred(Obstacle::Breaker)}};
        QCOMPARE(walked.first(), s("b"));
    }

    void promptThatIsTooLongPassesTargetsWithNoLargerWindow()
    {
        Walked walked({{s("start"), fallback({{s("na"), {}}, {s("nb"), {}}, {s("nc"), {}}})},
                       {s("na"), target("a")},
                       {s("nb"), target("b")},
                       {s("nc"), target("c")}});
        walked.world.windows = {{s("a"), 8000}, {s("b"), 8000}, {s("c"), 128'000}};
        QCOMPARE(walked.first(), s("a"));
        QCOMPARE(walked.next(ErrorClass::ContextTooLong), s("c"));
        const auto &steps = walked.walk.trace().steps;
        QVERIFY(std::ranges::any_of(steps, [](const WalkStep &step) {
            return step.obstruction.obstacle == Obstacle::Context;
        }));
    }

    void withAllBreakersOpenTheSoonestIsAskedOnce()
    {
        Walked walked({{s("start"), fallback({{s("na"), {}}, {s("nb"), {}}, {s("nc"), {}}})},
                       {s("na"), target("a")},
                       {s("nb"), target("b")},
                       {s("nc"), target("c")}});
        const auto openFor = [](qint64 ms) {
            return Obstruction{.obstacle = Obstacle::Breaker, .retryAfterMs = ms};
        };
        walked.world.obstructions = {
            {s("a"), openFor(9000)}, {s("b"), openFor(2000)}, {s("c"), openFor(5000)}};
        QCOMPARE(walked.first(), s("b"));
        QVERIFY(walked.walk.isLeastBad());
        QCOMPARE(chosenBecause(walked.walk),
                 s("least bad: whoever could serve is left alone after failures"));
        QCOMPARE(walked.next(ErrorClass::ServerError), s("exhausted"));
    }

    void whoCannotBeToldTheRequestIsNotedSo()
    {
        Walked walked({{s("start"), fallback({{s("na"), {}}, {s("pool"), {}}})},
                       {s("na"), target("a")},
                       {s("pool"), pool({s("b"), s("c")})}});
        QCOMPARE(walked.first(), s("a"));
        QCOMPARE(walked.walk.skip(), WalkEnd::Candidate);
        QCOMPARE(walked.walk.candidate()->target, s("b"));
        QCOMPARE(walked.walk.skip(), WalkEnd::Candidate);
        QCOMPARE(walked.walk.candidate()->target, s("c"));
        const WalkTrace &trace = walked.walk.trace();
        QCOMPARE(trace.steps[1].obstruction.obstacle, Obstacle::Dialect);
        const RankedMember &passed = trace.pools.front().ranking.front();
        QCOMPARE(passed.verdict, RankedMember::Verdict::Excluded);
        QCOMPARE(passed.obstacle, Obstacle::Dialect);
    }

    void withAllBreakersOpenTheFirstIsAskedOnce()
    {
        Walked walked({{s("start"), fallback({{s("na"), {}}, {s("nb"), {}}})},
                       {s("na"), target("a")},
                       {s("nb"), target("b")}});
        walked.world.obstructions = {{s("a"), barred(Obstacle::Breaker)},
                                     {s("b"), barred(Obstacle::Breaker)}};
        QCOMPARE(walked.first(), s("a"));
        QCOMPARE(walked.next(ErrorClass::ServerError), s("exhausted"));
        // Where another route serves once the money is spent, nobody has to be asked.
        walked.world.hasDowngrade = true;
        walked.walk.begin(walked.walk.resolution());
        QCOMPARE(walked.first(), s("exhausted"));
    }

    void budgetThatBarsSomebodyBehindItGivesWay()
    {
        const QHash<QString, RouteNode> nodes{
            {s("start"),
             {.body = BudgetNode{.budget = s("b"), .within = s("na"), .over = s("nb")}}},
            {s("na"), target("a")},
            {s("nb"), target("b")}};
        Walked full(nodes); // room in the budget, but not for so dear a request
        full.world.obstructions = {{s("a"), barred(Obstacle::Budget)}};
        full.world.fullBudgets = {s("start")};
        QCOMPARE(full.first(), s("b"));
        QCOMPARE(full.next(ErrorClass::ServerError), s("exhausted"));
        Walked barredElse(nodes); // for another reason
        barredElse.world.obstructions = {{s("a"), barred(Obstacle::Capability)}};
        QCOMPARE(barredElse.first(), s("exhausted"));
        Walked failed(nodes); // who was tried has not been barred
        failed.world.fullBudgets = {s("start")};
        QCOMPARE(failed.first(), s("a"));
        QVERIFY(!failed.walk.mayGoOn(ErrorClass::ServerError));
        QCOMPARE(failed.next(ErrorClass::ServerError), s("exhausted"));
    }

    void budgetNodeIsLeftOnceItsWaysLeadToNobody()
    {
        for (const bool fits : {true, false}) {
            Walked walked(
                {{s("start"), fallback({{s("money"), {}}, {s("nc"), {}}})},
                 {s("money"),
                  {.body = BudgetNode{.budget = s("b"), .within = s("na"), .over = s("nb")}}},
                 {s("na"), target("a")},
                 {s("nb"), target("b")},
                 {s("nc"), target("c")}});
            walked.world.rooms[s("money")] = {.fits = fits};
            QCOMPARE(walked.first(), s(fits ? "a" : "b"));
            QCOMPARE(walked.world.leftBudgets, QStringList());
            QCOMPARE(walked.next(ErrorClass::ServerError), s("c"));
            QCOMPARE(walked.world.leftBudgets, fits ? QStringList() : QStringList{s("money")});
        }
    }

    void promptThatWasTooLongStaysTooLong()
    {
        Walked walked({{s("start"), fallback({{s("na"), {}}, {s("nb"), {}}, {s("nc"), {}}})},
                       {s("na"), target("a")},
                       {s("nb"), target("b")},
                       {s("nc"), target("c")}});
        walked.world.windows = {{s("a"), 8000}, {s("b"), 16'000}, {s("c"), 4000}};
        QCOMPARE(walked.first(), s("a"));
        QCOMPARE(walked.next(ErrorClass::ContextTooLong), s("b"));
        QCOMPARE(walked.next(ErrorClass::ServerError), s("exhausted"));
    }

    void promptThatAnEditMadeShorterIsTriedAgain()
    {
        TransformNode shorter;
        shorter.node = s("na");
        Walked walked({{s("start"), fallback({{s("nb"), {}}, {s("edit"), {}}, {s("nc"), {}}})},
                       {s("edit"), {.body = shorter}},
                       {s("na"), target("a")},
                       {s("nb"), target("b")},
                       {s("nc"), target("c")}});
        walked.world.windows = {{s("a"), 8000}, {s("b"), 8000}, {s("c"), 8000}};
        QCOMPARE(walked.first(), s("b"));
        QCOMPARE(walked.next(ErrorClass::ContextTooLong), s("a"));
        QCOMPARE(walked.next(ErrorClass::ServerError), s("exhausted"));
    }

    void budgetThatIsUsedUpBarsForGood()
    {
        Walked walked({{s("start"), target("a")}});
        walked.world.obstructions = {{s("a"), barred(Obstacle::Budget)}};
        QCOMPARE(walked.first(), s("exhausted"));
    }
};

QTEST_APPLESS_MAIN(BarredTargetsTest)
#include "tst_BarredTargets.moc"
