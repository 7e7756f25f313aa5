// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/WalkWords.h"
#include "support/WalkedRoute.h"

#include <QTest>

#include <algorithm>

using namespace signalbox::models;
using namespace signalbox::tests;
using signalbox::routing::MemberFigures;
using Obstacle = MemberFigures::Obstacle;

class RouteWalkTest final : public QObject
{
    Q_OBJECT

private slots:
    void fallbackGoesOnByClassOfFailure_data()
    {
        QTest::addColumn<QList<ErrorClass>>("failures");
        QTest::addColumn<QStringList>("targets");
        using enum ErrorClass;
        const auto row = [](const char *title, const QList<ErrorClass> &failures,
                            const QStringList &targets) {
            QTest::newRow(title) << failures << targets;
        };
        // a, then (b, then c on timeouts) on rate limits or server errors, then d on server errors.
        row("a is limited: into the inner chain", {RateLimited}, {s("a"), s("b")});
        row("a breaks: into the inner chain", {ServerError}, {s("a"), s("b")});
        row("a is slow: nothing allows it", {Timeout}, {s("a"), s("exhausted")});
        row("a is asked nonsense", {BadRequest}, {s("a"), s("exhausted")});
        row("b is slow: on inside", {ServerError, Timeout}, {s("a"), s("b"), s("c")});
        row("b breaks: out and on", {ServerError, ServerError}, {s("a"), s("b"), s("d")});
        row("b is limited: nothing allows it", {ServerError, RateLimited},
            {s("a"), s("b"), s("exhausted")});
        row("c breaks: out and on", {ServerError, Timeout, ServerError},
            {s("a"), s("b"), s("c"), s("d")});
        row("c is slow", {ServerError, Timeout, Timeout}, {s("a"), s("b"), s("c"), s("exhausted")});
        row("d is last", {ServerError, ServerError, ServerError},
            {s("a"), s("b"), s("d"), s("exhausted")});
    }

    void fallbackGoesOnByClassOfFailure()
    {
        QFETCH(QList<ErrorClass>, failures);
        QFETCH(QStringList, targets);
        using enum ErrorClass;
        Walked walked({{s("start"),
                        fallback({{s("na"), {}},
                                  {s("inner"), {RateLimited, ServerError}},
                                  {s("nd"), {ServerError}}})},
                       {s("inner"), fallback({{s("nb"), {}}, {s("nc"), {Timeout}}})},
                       {s("na"), target("a")},
                       {s("nb"), target("b")},
                       {s("nc"), target("c")},
                       {s("nd"), target("d")}});
        QStringList tried{walked.first()};
        for (const ErrorClass failed : failures) {
            // What is announced is what happens: here nobody turns out to be unable.
            const bool mayGoOn = walked.walk.mayGoOn(failed);
            tried.append(walked.next(failed));
            QCOMPARE(mayGoOn, tried.last() != s("exhausted"));
        }
        QCOMPARE(tried, targets);
    }

    void matchTakesOneWayOrTheOther()
    {
        const QHash<QString, RouteNode> nodes{
            {s("start"), match(when("input_tokens", Comparison::Above, 8000.0), "long", "short")},
            {s("long"), target("a")},
            {s("short"), target("b")}};
        Walked small(nodes);
        small.world.signalValues.values["input_tokens"] = 12.0;
        QCOMPARE(small.first(), s("b"));
        Walked big(nodes);
        big.world.signalValues.values["input_tokens"] = 9000.0;
        QCOMPARE(big.first(), s("a"));
        Walked unknown(nodes); // a missing signal makes the comparison false
        QCOMPARE(unknown.first(), s("b"));
    }

    void switchFindsTheFirstCaseOfAValue()
    {
        SwitchNode choice;
        choice.on = *SignalName::fromString(s("task_type"));
        choice.cases = {{.values = {s("coding"), s("math")}, .node = s("na")},
                        {.values = {s("chat")}, .node = s("nb")}};
        choice.otherwise = s("nc");
        const QHash<QString, RouteNode> nodes{{s("start"), {.body = choice}},
                                              {s("na"), target("a")},
                                              {s("nb"), target("b")},
                                              {s("nc"), target("c")}};
        for (const auto &[value, expected] :
             {std::pair("math", "a"), std::pair("chat", "b"), std::pair("creative", "c")}) {
            Walked walked(nodes);
            walked.world.signalValues.values["task_type"] = std::string_view(value);
            QCOMPARE(walked.first(), s(expected));
        }
    }

    void collectedRowsAreAChainByPriority()
    {
        TableNode table;
        table.hit = TableNode::Hit::Collect;
        table.columns = {*SignalName::fromString(s("tools"))};
        const TableCell any;
        const TableCell some{.isAny = false, .comparison = Comparison::Above, .values = {0.0}};
        table.rows = {{.cells = {any}, .node = s("na"), .priority = 2},
                      {.cells = {some}, .node = s("nb"), .priority = 1},
                      {.cells = {any}, .node = s("nc"), .priority = 3}};
        table.otherwise = s("nd");
        Walked walked({{s("start"), {.body = table}},
                       {s("na"), target("a")},
                       {s("nb"), target("b")},
                       {s("nc"), target("c")},
                       {s("nd"), target("d")}});
        walked.world.signalValues.values["tools"] = 3.0;
        QCOMPARE(walked.first(), s("b"));
        QVERIFY(walked.walk.mayGoOn(ErrorClass::Timeout));
        QCOMPARE(walked.next(ErrorClass::Timeout), s("a"));
        QCOMPARE(walked.next(ErrorClass::Timeout), s("c"));
        QCOMPARE(walked.next(ErrorClass::Timeout), s("exhausted"));
    }

    void splitPutsEveryUnitInItsArm()
    {
        SplitNode split;
        split.seed = s("seed");
        split.arms = {{.name = s("old"), .share = 70'000, .node = s("na")},
                      {.name = s("new"), .share = 30'000, .node = s("nb")}};
        const QHash<QString, RouteNode> nodes{
            {s("start"), {.body = split}}, {s("na"), target("a")}, {s("nb"), target("b")}};
        int old = 0;
        for (int i = 0; i < 2000; ++i) {
            Walked walked(nodes);
            walked.world.conversation = "unit-" + std::to_string(i);
            const QString first = walked.first();
            old += first == s("a") ? 1 : 0;
            Walked again(nodes);
            again.world.conversation = walked.world.conversation;
            QCOMPARE(again.first(), first);
        }
        QVERIFY2(old > 1340 && old < 1460, qPrintable(QString::number(old)));
    }

    void poolServesInTheOrderOfItsRanking()
    {
        Walked walked({{s("start"), pool({s("a"), s("b"), s("c")})}});
        walked.world.figures[s("a")].obstacle = Obstacle::Breaker;
        QCOMPARE(walked.first(), s("b"));
        QVERIFY(walked.walk.pool());
        QCOMPARE(walked.next(ErrorClass::ServerError), s("c"));
        QCOMPARE(walked.next(ErrorClass::ServerError), s("exhausted"));
    }

    void poolDoesNotGoOnAfterWhatTheClientDidWrong()
    {
        Walked walked({{s("start"), pool({s("a"), s("b")})}});
        QCOMPARE(walked.first(), s("a"));
        QVERIFY(!walked.walk.mayGoOn(ErrorClass::BadRequest));
        QCOMPARE(walked.next(ErrorClass::BadRequest), s("exhausted"));
    }

    void whatIsPassedOnTheWayBelongsToTheCandidate()
    {
        Walked walked({{s("start"), fallback({{s("cache"), {}}, {s("plain"), {}}})},
                       {s("cache"), {.body = CacheNode{.node = s("edit")}}},
                       {s("edit"), {.body = TransformNode{.node = s("na")}}},
                       {s("na"), target("a")},
                       {s("plain"), target("b")}});
        QCOMPARE(walked.first(), s("a"));
        QCOMPARE(walked.passed(), (QStringList{s("cache"), s("edit")}));
        QCOMPARE(walked.next(ErrorClass::ServerError), s("b"));
        QCOMPARE(walked.passed(), QStringList());
    }

    void limitsWithoutRoomGoTheOtherWayOrRefuse()
    {
        const auto nodes = [](const char *over) {
            return QHash<QString, RouteNode>{
                {s("start"),
                 {.body = BudgetNode{.budget = s("daily"), .within = s("na"), .over = s(over)}}},
                {s("na"), target("a")},
                {s("nb"), target("b")}};
        };
        Walked within(nodes("nb"));
        QCOMPARE(within.first(), s("a"));
        QCOMPARE(within.passed(), QStringList{s("start")});
        Walked over(nodes("nb"));
        over.world.rooms[s("start")] = {.fits = false};
        QCOMPARE(over.first(), s("b"));
        QCOMPARE(over.passed(), QStringList());
        Walked refused(nodes(""));
        refused.world.rooms[s("start")] = {.fits = false, .retryAfterMs = 5000};
        QCOMPARE(refused.first(), s("no room"));
        QCOMPARE(refused.walk.room().retryAfterMs, 5000);
    }

    void subRouteIsWalkedAsIfItWereHere()
    {
        Route other;
        other.name = s("other");
        other.graph.start = s("x");
        other.graph.nodes = {{s("x"), target("h")}};
        Walked walked({{s("start"), fallback({{s("sub"), {}}, {s("na"), {}}})},
                       {s("sub"), {.body = SubRouteNode{s("other")}}},
                       {s("na"), target("a")}},
                      {other});
        QCOMPARE(walked.first(), s("h"));
        QCOMPARE(walked.next(ErrorClass::ServerError), s("a"));
        QCOMPARE(walked.world.routes, (QStringList{s("r"), s("other"), s("r")}));
    }

    void rejectAndAnswerEndTheWalk()
    {
        Walked refused({{s("start"), {.body = RejectNode{}}}});
        QCOMPARE(refused.first(), s("refused"));
        Walked answered({{s("start"), {.body = AnswerNode{s("closed")}}}});
        QCOMPARE(answered.first(), s("answered"));
        Walked late({{s("start"), fallback({{s("na"), {}}, {s("no"), {ErrorClass::Timeout}}})},
                     {s("na"), target("a")},
                     {s("no"), {.body = RejectNode{}}}});
        QCOMPARE(late.first(), s("a"));
        QCOMPARE(late.next(ErrorClass::Timeout), s("refused"));
    }

    void poolWhoseLimitsNobodyMeetsMayRefuse()
    {
        RouteNode node = pool({s("a"), s("b")}, OnNone::Reject);
        auto &body = std::get<PoolNode>(node.body);
        body.limits = {{.measure = Measure::Cost, .bound = 0.1, .isHard = true}};
        const RouteNode budget{
            .body = BudgetNode{.budget = s("x"), .within = s("pool"), .over = s("nc")}};
        const QHash<QString, RouteNode> alone{{s("start"), node}};
        const QHash<QString, RouteNode> behindABudget{
            {s("start"), budget}, {s("pool"), node}, {s("nc"), target("c")}};
        for (const auto &nodes : {alone, behindABudget}) {
            Walked walked(nodes);
            for (const char *id : {"a", "b"})
                walked.world.figures[s(id)].limited = {{.value = 1.0, .samples = 100}};
            QCOMPARE(walked.first(), s("no member"));
        }
    }

    void circleThatTheCheckWouldRefuseEnds()
    {
        Walked walked(
            {{s("start"), match({}, "other", "other")}, {s("other"), match({}, "start", "start")}});
        QCOMPARE(walked.first(), s("exhausted"));
    }

    void everyNodeOnTheWayIsTraced()
    {
        Walked walked({{s("start"), match(when("stream", Comparison::Equal, true), "na", "chain")},
                       {s("chain"), fallback({{s("na"), {}}, {s("nb"), {}}})},
                       {s("na"), target("a")},
                       {s("nb"), target("b")}});
        QCOMPARE(walked.first(), s("a"));
        QCOMPARE(walked.next(ErrorClass::ServerError), s("b"));
        QStringList ids;
        for (const auto &step : walked.walk.trace().steps)
            ids.append(walked.walk.plan().node(step.node).id);
        QCOMPARE(ids, (QStringList{s("start"), s("chain"), s("na"), s("chain"), s("nb")}));
        QCOMPARE(walked.walk.trace().steps[3].after, ErrorClass::ServerError);
    }
};

QTEST_APPLESS_MAIN(RouteWalkTest)
#include "tst_RouteWalk.moc"
