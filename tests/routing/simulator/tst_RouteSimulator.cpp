// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/decision/DecisionTree.h"
#include "models/policy/PolicyReader.h"
#include "routing/simulator/RouteSimulator.h"

#include <QTest>

using namespace signalbox::models;
using signalbox::routing::Explanation;
using signalbox::routing::RouteSimulator;
using signalbox::routing::RoutingMoment;
using signalbox::routing::RoutingState;
using signalbox::routing::StoppedClock;

namespace {

const QByteArray twoPriced = R"({ "signalbox": 1,
  "providers": [{ "id": "o", "dialect": "openai", "base_url": "https:\/\/api.openai.com/v1" }],
  "targets": [{ "id": "a", "provider": "o", "model": "gpt-4o" },
              { "id": "b", "provider": "o", "model": "gpt-4o-mini" }],
  "routes": [{ "name": "cheap", "graph": { "start": "p", "nodes": { "p": { "kind": "pool",
    "strategy": "cheapest", "members": ["a", "b"], "exploration": 0, "tie_band": 0 } } } }] })";
/// Somebody pays more for the small one than for the large one.
const QByteArray ownPrices = R"({ "signalbox_prices": 1, "source": "contract",
  "date": "2026-01-01", "providers": [{ "id": "openai", "models": [{ "id": "gpt-4o-mini",
    "match": { "equals": "gpt-4o-mini" },
    "prices": [{ "input": 90000000, "output": 90000000 }] }] }] })";

/// Two targets, `a` and `b`, and a route for each question.
std::shared_ptr<const Policy> policy()
{
    const QByteArray head = R"({ "signalbox": 1,
      "providers": [{ "id": "sim", "dialect": "simulated", "simulated": { "models": ["x", "y"],
        "input_price_per_m": 1, "output_price_per_m": 2 } }],
      "targets": [{ "id": "a", "provider": "sim", "model": "x" },
                  { "id": "b", "provider": "sim", "model": "y" }],
      "budgets": [{ "id": "daily", "period": "day", "usd": 5 },
                  { "id": "each", "period": "day", "usd": 1, "per_client": true, "on_limit": "warn" }],
      "routes": [)";
    const QByteArray routes = R"(
      { "name": "fastest", "graph": { "start": "p", "nodes": { "p": { "kind": "pool",
        "strategy": "fastest", "members": ["a", "b"], "percentile": 95, "exploration": 0,
        "tie_band": 0 } } } },
      { "name": "limited", "graph": { "start": "p", "nodes": { "p": { "kind": "pool",
        "strategy": "priority", "members": ["a", "b"],
        "limits": [{ "measure": "success_rate", "at_least": 0.9, "samples": 10 }] } } } },
      { "name": "accurate", "graph": { "start": "p", "nodes": { "p": { "kind": "pool",
        "strategy": "most_accurate", "members": ["a", "b"], "exploration": 0, "tie_band": 0 } } } },
      { "name": "busy", "graph": { "start": "p", "nodes": { "p": { "kind": "pool",
        "strategy": "least_in_flight", "members": ["a", "b"] } } } },
      { "name": "chain", "graph": { "start": "f", "nodes": {
        "f": { "kind": "fallback", "steps": [{ "node": "1" }, { "node": "2" }] },
        "1": { "kind": "target", "target": "a" }, "2": { "kind": "target", "target": "b" } } } },
      { "name": "money", "graph": { "start": "m", "nodes": {
        "m": { "kind": "budget", "budget": "each", "within": "1", "over": "2" },
        "1": { "kind": "target", "target": "a" }, "2": { "kind": "target", "target": "b" } } } },
      { "name": "night", "graph": { "start": "m", "nodes": {
        "m": { "kind": "match", "when": { "all": [ { "signal": "hour", "op": ">=", "value": 22 },
               { "signal": "weekday", "op": "==", "value": 1 } ] }, "then": "1", "else": "2" },
        "1": { "kind": "target", "target": "a" }, "2": { "kind": "target", "target": "b" } } } },
      { "name": "drawn", "graph": { "start": "p", "nodes": { "p": { "kind": "pool",
        "strategy": "weighted", "members": ["a", "b"] } } } },
      { "name": "split", "graph": { "start": "s", "nodes": {
        "s": { "kind": "split", "unit": "request", "arms": [
          { "name": "x", "percent": 50, "node": "1" }, { "name": "y", "percent": 50, "node": "2" }] },
        "1": { "kind": "target", "target": "a" }, "2": { "kind": "target", "target": "b" } } } },
      { "name": "asks", "graph": { "start": "m", "nodes": {
        "m": { "kind": "match", "when": { "all": [
               { "signal": "header.x-team", "op": "==", "value": "blue" },
               { "signal": "client", "op": "==", "value": "Ann" },
               { "signal": "dialect", "op": "==", "value": "anthropic" } ] },
             "then": "1", "else": "2" },
        "1": { "kind": "target", "target": "a" },
        "2": { "kind": "reject", "status": 403, "code": "not_you" } } } } ] })";
    auto read = readPolicy(head + routes);
    if (!read)
        qFatal("%s", qPrintable(read.error().front().path + read.error().front().message));
    return std::make_shared<const Policy>(read.takeValue().policy);
}

RouteCaseRequest asking(const char *route)
{
    return {.body = QByteArray(R"({"model":")") + route
                + R"(","messages":[{"role":"user","content":"Hello"}]})"};
}

RouteConditions with(const char *target, const TargetConditions &conditions)
{
    RouteConditions all;
    all.targets.insert(QString::fromLatin1(target), conditions);
    return all;
}

const QString a = QStringLiteral("a");
const QString b = QStringLiteral("b");

} // namespace

class RouteSimulatorTest final : public QObject
{
    Q_OBJECT

private slots:
    void conditionsDecide_data()
    {
        QTest::addColumn<QByteArray>("route");
        QTest::addColumn<RouteConditions>("conditions");
        QTest::addColumn<QString>("target");

        const auto row = [](const char *name, const char *route, const RouteConditions &conditions,
                            const QString &target) {
            QTest::newRow(name) << QByteArray(route) << conditions << target;
        };
        RouteConditions slow = with("a", {.ttftP50Ms = 10, .ttftP95Ms = 6000});
        slow.targets[b] = {.ttftP50Ms = 400, .ttftP95Ms = 500};
        RouteConditions quick = with("a", {.ttftP50Ms = 10, .ttftP95Ms = 499});
        quick.targets[b] = slow.targets[b];
        row("p95 is what was asked", "fastest", slow, b);
        row("however close", "fastest", quick, a);
        row("nothing is known of success", "limited", {}, a);
        row("success below the limit", "limited", with("a", {.successRate = 0.89}), b);
        row("success at the limit", "limited", with("a", {.successRate = 0.9}), a);
        row("too few samples", "limited", with("a", {.successRate = 0.5, .samples = 9}), a);
        RouteConditions accurate =
            with("a", {.accuracy = {{QStringLiteral("chat"), 0.5}, {QStringLiteral("all"), 0.99}}});
        accurate.targets[b].accuracy = {{QStringLiteral("all"), 0.6}};
        row("accuracy of the type of task", "accurate", accurate, b);
        accurate.targets[a].accuracy.remove(QStringLiteral("chat"));
        row("accuracy of all others", "accurate", accurate, a);
        row("in flight", "busy", with("a", {.inFlight = 1}), b);
        row("closed breaker", "chain", with("a", {.isBreakerOpen = false}), a);
        row("open breaker of a target", "chain", with("a", {.isBreakerOpen = true}), b);
        row("open breaker of a member", "busy", with("a", {.isBreakerOpen = true}), b);
        RouteConditions open = with("a", {.isBreakerOpen = true});
        open.targets[b].isBreakerOpen = true;
        row("the first, when all breakers are open", "chain", open, a);
        row("Monday night", "night", {.at = QStringLiteral("2026-01-05T22:00")}, a);
        row("Monday evening", "night", {.at = QStringLiteral("2026-01-05T21:59:59")}, b);
        row("Tuesday night", "night", {.at = QStringLiteral("2026-01-06T22:00")}, b);
        row("Monday night elsewhere", "night", {.at = QStringLiteral("2026-01-05T22:00:00-07:00")},
            a);
        row("noon, when nothing is said", "night", {}, b);
        row("money left", "money", {.budgets = {{QStringLiteral("each"), 999'999}}}, a);
        row("money spent", "money", {.budgets = {{QStringLiteral("each"), 1'000'000}}}, b);
    }

    void conditionsDecide()
    {
        QFETCH(const QByteArray, route);
        QFETCH(const RouteConditions, conditions);
        QFETCH(const QString, target);
        RouteSimulator simulator(policy());

        const Explanation decision = simulator.run(asking(route.constData()), conditions);

        QVERIFY2(decision.isServed, decision.json.c_str());
        QVERIFY2(decision.target == target, decision.json.c_str());
    }

    void figureIsToldAsItWasAsked()
    {
        RouteSimulator simulator(policy());
        const RouteConditions conditions =
            with("a", {.ttftP50Ms = 10, .ttftP95Ms = 6000, .samples = 33});

        const auto tree = DecisionTree::fromJson(
            QByteArray::fromStdString(simulator.run(asking("fastest"), conditions).json));

        QCOMPARE(tree.path.size(), 1U);
        const auto member = std::ranges::find(tree.path[0].members, a, &DecisionCandidate::target);
        QCOMPARE(member->ttftMs, 6000.0);
        QCOMPARE(member->samples, 33);
    }

    void clientHasItsOwnMoney()
    {
        RouteSimulator simulator(policy());
        RouteCaseRequest ann = asking("money");
        ann.client = QStringLiteral("Ann");
        const RouteConditions spent{.budgets = {{QStringLiteral("each"), 1'000'000}}};

        QCOMPARE(simulator.run(ann, spent).target, b);
        QCOMPARE(simulator.run(ann, {}).target, a);
    }

    void requestIsReadAsItWouldBe()
    {
        RouteSimulator simulator(policy());
        RouteCaseRequest request = asking("nobody");
        request.path = QStringLiteral("/v1/messages?beta=true");
        request.headers = {{QByteArray("X-Team"), QByteArray("blue")}};
        request.client = QStringLiteral("Ann");
        request.route = QStringLiteral("asks");

        QCOMPARE(simulator.run(request, {}).target, a);
        request.client.clear();
        const Explanation refused = simulator.run(request, {});
        QVERIFY(!refused.isServed);
        QCOMPARE(refused.error, QStringLiteral("not_you"));
        QCOMPARE(refused.route, QStringLiteral("asks"));
    }

    void whatCannotBeReadHasAProblem_data()
    {
        QTest::addColumn<RouteCaseRequest>("request");
        QTest::addColumn<QString>("word");

        QTest::newRow("path") << RouteCaseRequest{.path = QStringLiteral("/nowhere")}
                              << QStringLiteral("not routed");
        QTest::newRow("list") << RouteCaseRequest{.path = QStringLiteral("/v1/models")}
                              << QStringLiteral("not routed");
        QTest::newRow("no model") << RouteCaseRequest{} << QStringLiteral("no model");
        QTest::newRow("no JSON") << RouteCaseRequest{.body = "{"} << QStringLiteral("JSON");
        QTest::newRow("unknown") << asking("who") << QStringLiteral("'who'");
    }

    void whatCannotBeReadHasAProblem()
    {
        QFETCH(const RouteCaseRequest, request);
        QFETCH(const QString, word);
        RouteSimulator simulator(policy());

        const Explanation decision = simulator.run(request, {});

        QVERIFY(!decision.isServed);
        QVERIFY2(decision.problem.contains(word), qPrintable(decision.problem));
        QCOMPARE(DecisionTree::fromJson(QByteArray::fromStdString(decision.json)).problem,
                 decision.problem);
    }

    void seedDecidesChance()
    {
        RouteSimulator simulator(policy());
        for (const char *route : {"drawn", "split"}) {
            QSet<QString> targets;
            for (quint32 seed = 0; seed < 32; ++seed) {
                const RouteConditions conditions{.seed = seed};
                const QString target = simulator.run(asking(route), conditions).target;
                QCOMPARE(simulator.run(asking(route), conditions).target, target);
                targets.insert(target);
            }
            QCOMPARE(targets.size(), 2);
        }
    }

    void runLeavesNoTrace()
    {
        RouteSimulator simulator(policy());
        const auto decided = [&] { return simulator.run(asking("limited"), {}).json; };
        const std::string before = decided();
        RouteConditions bad = with("a", {.successRate = 0, .inFlight = 9, .isBreakerOpen = true});
        bad.budgets.insert(QStringLiteral("each"), 1'000'000);
        bad.at = QStringLiteral("2030-01-01T00:00");

        QCOMPARE(simulator.run(asking("limited"), bad).target, b);
        QCOMPARE(decided(), before);
    }

    void pricesAreThoseOfTheMoment()
    {
        auto read = readPolicy(twoPriced);
        QVERIFY(read);
        const auto shared = std::make_shared<const Policy>(read.takeValue().policy);
        RoutingState state(QTimeZone::utc());
        state.scoreboard.setPolicy(*shared, 1);
        const StoppedClock clock(1'000'000, 1'767'614'400'000);
        const auto own = PriceBook::fromJson(ownPrices, *PriceBook::shipped());
        QVERIFY(own);
        const auto decided = [&](const signalbox::routing::ModelBooks &books) {
            const auto moment =
                std::make_shared<const RoutingMoment>(RoutingMoment::of(state, clock, books));
            return RouteSimulator(shared, moment).run(asking("cheap"), {}).target;
        };

        QCOMPARE(decided({}), b);
        QCOMPARE(decided({.prices = own.value(), .models = ModelTable::shipped()}), a);
    }

    void momentOfAProxyIsWhatIsKnown()
    {
        const auto shared = policy();
        RoutingState state(QTimeZone::utc());
        state.scoreboard.setPolicy(*shared, 1);
        state.budgets.setBudgets(shared->budgets);
        constexpr qint64 nowNs = 1'000'000'000'000;
        const StoppedClock clock(nowNs, 1'767'614'400'000);
        for (int i = 0; i < 40; ++i) {
            for (const auto &[target, ttftUs] : {std::pair(a, 900'000), std::pair(b, 100'000)}) {
                state.scoreboard.score(target).attemptBegan();
                state.scoreboard.score(target).attemptEnded(signalbox::models::ErrorClass::None,
                                                            ttftUs, ttftUs, nowNs);
            }
        }
        const std::array budgets{1};
        auto reservation = state.budgets.reserve(budgets, {}, 1'000'000, clock.wallMs());
        state.budgets.settle(reservation, 1'000'000);
        RouteSimulator simulator(
            shared, std::make_shared<const RoutingMoment>(RoutingMoment::of(state, clock)));

        QCOMPARE(simulator.run(asking("fastest"), {}).target, b);
        QCOMPARE(simulator.run(asking("money"), {}).target, b);
        // What if b's p95 were 6 s, and the money were not spent?
        QCOMPARE(simulator.run(asking("fastest"), with("b", {.ttftP95Ms = 6000})).target, a);
        QCOMPARE(simulator.run(asking("money"), {.budgets = {{QStringLiteral("each"), 0}}}).target,
                 a);
        QCOMPARE(simulator.run(asking("fastest"), {}).target, b);
    }
};

QTEST_GUILESS_MAIN(RouteSimulatorTest)
#include "tst_RouteSimulator.moc"
