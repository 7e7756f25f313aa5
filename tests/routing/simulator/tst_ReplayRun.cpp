// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyReader.h"
#include "routing/simulator/ReplayRun.h"
#include "support/Records.h"

#include <QTest>

using namespace signalbox::models;
using namespace signalbox::tests;
using signalbox::routing::AttemptOutcome;
using signalbox::routing::ReplayOutcome;
using signalbox::routing::ReplayReport;
using signalbox::routing::ReplayRun;
using signalbox::routing::RouteSimulator;
using signalbox::routing::RoutingMoment;
using signalbox::routing::RoutingState;
using signalbox::routing::StoppedClock;

namespace {

/// A policy of the targets `a`, cheap, and `b`, dear, with \a nodes as the route `auto`, which
/// starts at the node `s`.
std::shared_ptr<const Policy> policyOf(const QByteArray &nodes)
{
    const QByteArray head = R"({ "signalbox": 1,
      "providers": [
        { "id": "low", "dialect": "simulated", "simulated": { "models": ["x"],
          "input_price_per_m": 1, "output_price_per_m": 2 } },
        { "id": "high", "dialect": "simulated", "simulated": { "models": ["y"],
          "input_price_per_m": 10, "output_price_per_m": 20 } }],
      "targets": [{ "id": "a", "provider": "low", "model": "x" },
                  { "id": "b", "provider": "high", "model": "y" }],
      "budgets": [{ "id": "daily", "period": "day", "usd": 5 }],
      "routes": [{ "name": "auto", "graph": { "start": "s", "nodes": { )";
    const QByteArray targets = R"(, "a": { "kind": "target", "target": "a" },
      "b": { "kind": "target", "target": "b" } } } }] })";
    auto read = readPolicy(head + nodes + targets);
    if (!read)
        qFatal("%s", qPrintable(read.error().front().path + read.error().front().message));
    return std::make_shared<const Policy>(read.takeValue().policy);
}

std::shared_ptr<const Policy> splitOf(int percentToB)
{
    return policyOf(R"( "s": { "kind": "split", "unit": "request", "arms": [
        { "name": "old", "percent": )"
                    + QByteArray::number(100 - percentToB) + R"(, "node": "a" },
        { "name": "new", "percent": )"
                    + QByteArray::number(percentToB) + R"(, "node": "b" }] })");
}

const QByteArray toA = R"( "s": { "kind": "fallback", "steps": [{ "node": "a" }] })";
const QByteArray toB = R"( "s": { "kind": "fallback", "steps": [{ "node": "b" }] })";
const QByteArray refusing = R"( "s": { "kind": "reject", "status": 403, "code": "not_now" })";
const QByteArray byTools = R"( "s": { "kind": "match",
    "when": { "signal": "tools", "op": ">", "value": 0 }, "then": "b", "else": "a" })";
const QByteArray byClient = R"( "s": { "kind": "match",
    "when": { "signal": "client", "op": "==", "value": "Ann" }, "then": "b", "else": "a" })";
const QByteArray byHour = R"( "s": { "kind": "match",
    "when": { "signal": "hour", "op": ">=", "value": 18 }, "then": "b", "else": "a" })";
const QByteArray byHeader = R"( "s": { "kind": "match",
    "when": { "signal": "header.x-team", "op": "==", "value": "blue" }, "then": "b", "else": "a" })";
const QByteArray byBudget = R"( "s": { "kind": "budget", "budget": "daily",
    "within": "a", "over": "b" })";

const QByteArray hello =
    R"({"model":"auto","max_tokens":100,"messages":[{"role":"user","content":"Hello"}]})";
const QByteArray withTool =
    R"({"model":"auto","messages":[{"role":"user","content":"Hello"}],"tools":[{"type":"function","function":{"name":"f","parameters":{}}}]})";

ExchangeRecord asked(int number, const QByteArray &body)
{
    return withBodies(makeRecord(number), body, "an answer");
}

ReplayReport replayed(const std::shared_ptr<const Policy> &before,
                      const std::shared_ptr<const Policy> &after,
                      const std::vector<ExchangeRecord> &records,
                      const std::shared_ptr<const RoutingMoment> &moment = {})
{
    // Reading them takes longer than all the rest.
    static const RouteSimulator::Books books{.prices = PriceBook::shipped(),
                                             .models = ModelTable::shipped()};
    ReplayRun run(before, after, moment, books);
    for (const ExchangeRecord &record : records)
        run.add(record);
    return run.report();
}

const ReplayOutcome byTargetA{.isServed = true, .target = QStringLiteral("a")};
const ReplayOutcome byTargetB{.isServed = true, .target = QStringLiteral("b")};

} // namespace

class ReplayRunTest final : public QObject
{
    Q_OBJECT

private slots:
    void changesAreFoundByWhateverRulesGoBy_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<int>("toA"); // of the eight exchanges
        QTest::addColumn<int>("toB");
        QTest::addColumn<int>("refused");
        const auto row = [](const char *name, const QByteArray &before, const QByteArray &after,
                            int movedToA, int movedToB, int nowRefused) {
            QTest::newRow(name) << before << after << movedToA << movedToB << nowRefused;
        };
        row("the same", toA, toA, 0, 0, 0);
        row("drawn otherwise", toA, QByteArray(toA).replace("}]", "}], \"label\": \"x\""), 0, 0, 0);
        row("everything moves", toA, toB, 0, 8, 0);
        row("and back", toB, toA, 8, 0, 0);
        row("refused", toA, refusing, 0, 0, 8);
        row("served again", refusing, toA, 8, 0, 0);
        row("tools in the body", toA, byTools, 0, 3, 0);
        row("the client's name", toA, byClient, 0, 2, 0);
        row("the hour of the exchange", toA, byHour, 0, 4, 0);
        row("a header", toA, byHeader, 0, 1, 0);
        row("from one rule to another", byTools, byClient, 2, 1, 0);
    }
    void changesAreFoundByWhateverRulesGoBy()
    {
        QFETCH(const QByteArray, before);
        QFETCH(const QByteArray, after);
        QFETCH(const int, toA);
        QFETCH(const int, toB);
        QFETCH(const int, refused);
        std::vector<ExchangeRecord> records;
        for (int i = 0; i < 8; ++i) {
            ExchangeRecord &record = records.emplace_back(asked(i, i < 3 ? withTool : hello));
            record.client = i == 2 || i == 3 ? QStringLiteral("Ann") : QStringLiteral("Bob");
            // Ten in the morning, and nine in the evening, UTC.
            record.startedAtMs = 1'760'004'000'000 + (i < 4 ? 0 : 11 * 3'600'000);
        }
        auto head = *records[7].bodies;
        head.requestHead = "content-type: application/json\nx-team: blue\n";
        records[7].bodies = std::make_shared<const CapturedBodies>(head);

        auto moment = std::make_shared<RoutingMoment>();
        moment->timeZone = QTimeZone::utc();
        const ReplayReport report = replayed(policyOf(before), policyOf(after), records, moment);

        QCOMPARE(report.replayed, 8);
        QCOMPARE(report.skipped, 0);
        int foundToA = 0;
        int foundToB = 0;
        int foundRefused = 0;
        for (const auto &change : report.changes) {
            foundToA += change.after == byTargetA ? change.count : 0;
            foundToB += change.after == byTargetB ? change.count : 0;
            foundRefused += change.after.isServed ? 0 : change.count;
        }
        QCOMPARE(foundToA, toA);
        QCOMPARE(foundToB, toB);
        QCOMPARE(foundRefused, refused);
        QCOMPARE(report.changed, toA + toB + refused);
        QCOMPARE(report.refusedAfter, refused);
        QCOMPARE(static_cast<int>(report.routes.size()), 1);
        QCOMPARE(report.routes[0].route, QStringLiteral("auto"));
        QCOMPARE(report.routes[0].changed, report.changed);
    }

    void refusalsHaveTheirCode()
    {
        const ReplayReport report =
            replayed(policyOf(toA), policyOf(refusing), {asked(1, hello), asked(2, hello)});

        QCOMPARE(static_cast<int>(report.changes.size()), 1);
        QCOMPARE(report.changes[0].before, byTargetA);
        QCOMPARE(report.changes[0].after,
                 (ReplayOutcome{.isServed = false, .error = QStringLiteral("not_now")}));
        QCOMPARE(report.changes[0].count, 2);
        QCOMPARE(report.changes[0].example, makeRecord(1).id);
    }

    void chanceIsTheSameOnBothSidesAndMovesNoMoreThanItMust()
    {
        std::vector<ExchangeRecord> records;
        for (int i = 0; i < 600; ++i)
            records.push_back(asked(i, hello));

        const ReplayReport same = replayed(splitOf(10), splitOf(10), records);
        const ReplayReport more = replayed(splitOf(10), splitOf(25), records);
        const ReplayReport again = replayed(splitOf(10), splitOf(25), records);

        QCOMPARE(same.changed, 0);
        QCOMPARE(static_cast<int>(more.changes.size()), 1); // nobody goes back
        QCOMPARE(more.changes[0].after, byTargetB);
        QVERIFY2(more.changed > 50 && more.changed < 130,
                 qPrintable(QString::number(more.changed)));
        QCOMPARE(again.changed, more.changed);
        QCOMPARE(again.changes[0].example, more.changes[0].example);
    }

    void whatCannotBeReplayedIsCountedOrPassedOver_data()
    {
        QTest::addColumn<int>("skipped");
        QTest::addColumn<int>("replayed");
        QTest::newRow("no body") << 1 << 0;
        QTest::newRow("cut off") << 1 << 0;
        QTest::newRow("empty") << 1 << 0;
        QTest::newRow("a copy") << 0 << 0;
        QTest::newRow("a probe") << 0 << 0;
        QTest::newRow("no JSON") << 0 << 1;
    }
    void whatCannotBeReplayedIsCountedOrPassedOver()
    {
        QFETCH(const int, skipped);
        QFETCH(const int, replayed);
        const QByteArray tag = QTest::currentDataTag();
        ExchangeRecord record = asked(1,
                                      tag == "empty"         ? QByteArray()
                                          : tag == "no JSON" ? QByteArray("%%")
                                                             : hello);
        if (tag == "no body")
            record.bodies.reset();
        if (tag == "cut off") {
            auto cut = *record.bodies;
            cut.requestOmitted = 1;
            record.bodies = std::make_shared<const CapturedBodies>(cut);
        }
        if (tag == "a copy")
            record.kind = ExchangeKind::Shadow;
        if (tag == "a probe")
            record.kind = ExchangeKind::Probe;

        const ReplayReport report = ::replayed(policyOf(toA), policyOf(toB), {record});

        QCOMPARE(report.skipped, skipped);
        QCOMPARE(report.replayed, replayed);
        QCOMPARE(report.changed, 0);
    }

    void costAndTimeAreWhatIsExpectedOfTheTargets()
    {
        const auto before = policyOf(toA);
        RoutingState state(QTimeZone::utc());
        const StoppedClock clock(3'600'000'000'000, recordsStartMs);
        state.scoreboard.setPolicy(*before, clock.monotonicNs());
        for (int i = 0; i < 50; ++i) {
            const auto measure = [&](const char *target, qint64 ttftUs) {
                state.scoreboard.score(QString::fromLatin1(target))
                    .attemptEnded(ErrorClass::None, ttftUs, ttftUs * 2, clock.monotonicNs());
            };
            measure("a", 400'000);
            measure("b", 100'000);
        }
        const auto moment = std::make_shared<const RoutingMoment>(RoutingMoment::of(state, clock));

        const ReplayReport report =
            replayed(before, policyOf(toB), {asked(1, hello), asked(2, hello)}, moment);

        QCOMPARE(report.priced, 2);
        QVERIFY(report.dollarsBefore > 0);
        QVERIFY(qAbs(report.dollarsAfter / report.dollarsBefore - 10) < 0.2);
        QCOMPARE(report.timed, 2);
        QVERIFY(qAbs(report.ttftMsBefore - 400) < 20);
        QVERIFY(qAbs(report.ttftMsAfter - 100) < 5);
    }

    void whatIsUnknownOnOneSideCountsForNeither()
    {
        const ReplayReport report = replayed(policyOf(toA), policyOf(refusing), {asked(1, hello)});

        QCOMPARE(report.priced, 0);
        QCOMPARE(report.timed, 0);
        QCOMPARE(report.dollarsBefore, 0.0);
    }

    void moneySpentIsKnownAndNotSpentOnceMore()
    {
        const auto before = policyOf(byBudget);
        RoutingState state(QTimeZone::utc());
        const StoppedClock clock(3'600'000'000'000, recordsStartMs);
        state.budgets.setBudgets(before->budgets);
        const std::array budgets{0};
        auto reservation = state.budgets.reserve(budgets, {}, 6'000'000, recordsStartMs);
        state.budgets.settle(reservation, 6'000'000);
        const auto spent = std::make_shared<const RoutingMoment>(RoutingMoment::of(state, clock));

        // All is spent: who is asked without a word of the budget is refused, its node goes past.
        const ReplayReport report = replayed(policyOf(toB), before, {asked(1, hello)}, spent);
        QCOMPARE(report.refusedBefore, 1);
        QCOMPARE(report.refusedAfter, 0);
        std::vector<ExchangeRecord> many(500, asked(1, hello));
        QCOMPARE(replayed(policyOf(toA), before, many).changed, 0);
    }

    void everyDialectIsAskedAtItsPath_data()
    {
        QTest::addColumn<int>("dialect");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, ClientDialect dialect, const QByteArray &body) {
            QTest::newRow(name) << static_cast<int>(dialect) << body;
        };
        row("chat", ClientDialect::OpenAiChat, hello);
        row("responses", ClientDialect::OpenAiResponses, R"({"model":"auto","input":"Hello"})");
        row("anthropic", ClientDialect::Anthropic,
            R"({"model":"auto","max_tokens":9,"messages":[{"role":"user","content":"Hello"}]})");
        row("gemini", ClientDialect::Gemini, R"({"contents":[{"parts":[{"text":"Hello"}]}]})");
        row("ollama chat", ClientDialect::Ollama,
            R"({"model":"auto","messages":[{"role":"user","content":"Hello"}]})");
        row("ollama generate", ClientDialect::Ollama, R"({"model":"auto","prompt":"Hello"})");
    }
    void everyDialectIsAskedAtItsPath()
    {
        QFETCH(const int, dialect);
        QFETCH(const QByteArray, body);
        ExchangeRecord record = asked(1, body);
        record.dialect = static_cast<ClientDialect>(dialect);
        record.requestedModel = QStringLiteral("auto");

        const ReplayReport report = replayed(policyOf(toA), policyOf(toB), {record});

        QCOMPARE(report.changed, 1);
        QCOMPARE(report.changes[0].before, byTargetA);
        QCOMPARE(report.changes[0].after, byTargetB);
    }
};

QTEST_GUILESS_MAIN(ReplayRunTest)
#include "tst_ReplayRun.moc"
