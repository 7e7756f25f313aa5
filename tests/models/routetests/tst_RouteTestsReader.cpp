// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/routetests/RouteTestsReader.h"

#include <QTest>

using namespace signalbox::models;

namespace {

/// A document with one case around \a parts of it.
QByteArray document(const QByteArray &parts, const QByteArray &more = {})
{
    return "{\n\"signalbox_tests\": 1,\n" + more + "\"cases\": [\n{ \"name\": \"one\",\n" + parts
        + "\n}\n]\n}";
}

const QByteArray plainRequest = R"("request": { "body": { "model": "auto" } },)";
const QByteArray plainExpect = R"("expect": { "target": "fast" })";

Policy policy()
{
    Policy policy = Policy::builtIn();
    policy.targets = {{.id = QStringLiteral("fast"),
                       .provider = policy.providers.front().id,
                       .model = QStringLiteral("sim-fast")}};
    policy.budgets = {{.id = QStringLiteral("daily")}};
    RouteGraph graph;
    graph.start = QStringLiteral("first");
    graph.nodes.insert(graph.start, {.body = TargetNode{QStringLiteral("fast")}});
    policy.routes = {{.name = QStringLiteral("auto"), .graph = graph}};
    return policy;
}

} // namespace

class RouteTestsReaderTest final : public QObject
{
    Q_OBJECT

private slots:
    void everythingIsRead()
    {
        const auto read = readRouteTests(R"({
            "signalbox_tests": 1, "policy": "other.signalbox.json",
            "conditions": { "at": "2026-03-02T10:30:00", "targets": { "fast": { "samples": 9 } } },
            "cases": [
              { "name": "all", "request": {
                  "path": "/v1/messages", "headers": { "x-team": "blue" },
                  "body": { "model": "auto", "n": 1.50 }, "client": "Ann", "route": "smart" },
                "conditions": {
                  "seed": 7, "budgets": { "daily": 4.5 },
                  "targets": { "fast": { "ttft_p50_ms": 100, "ttft_p95_ms": 6000.5, "tokens_per_s": 80,
                    "success_rate": 0.9, "in_flight": 3, "breaker": "open",
                    "accuracy": { "coding": 0.8, "all": 0.5 } } } },
                "expect": { "served": true, "route": "auto", "target": ["a", "b"], "not_target": "c",
                  "variant": "", "reason_contains": "fastest", "path_contains": ["n", "auto/m"] } },
              { "name": "refused", "request": {}, "expect": { "error": "model_not_found" } } ] })");
        QVERIFY(read);
        const RouteTests &tests = read.value().tests;

        QCOMPARE(tests.policy, QStringLiteral("other.signalbox.json"));
        QCOMPARE(tests.conditions.targets.value(QStringLiteral("fast")).samples, 9);
        QCOMPARE(tests.cases.size(), 2);
        const RouteCase &one = tests.cases[0];
        QCOMPARE(one.line, 5);
        QCOMPARE(one.request.path, QStringLiteral("/v1/messages"));
        QCOMPARE(one.request.headers,
                 (QList<HeaderField>{{QByteArray("x-team"), QByteArray("blue")}}));
        QCOMPARE(one.request.body, QByteArray(R"({"model":"auto","n":1.50})"));
        QCOMPARE(one.request.client, QStringLiteral("Ann"));
        QCOMPARE(one.request.route, QStringLiteral("smart"));
        QCOMPARE(one.conditions.seed, 7U);
        QCOMPARE(one.conditions.budgets.value(QStringLiteral("daily")), 4'500'000);
        const TargetConditions fast = one.conditions.targets.value(QStringLiteral("fast"));
        QCOMPARE(fast.ttftP95Ms, 6000.5);
        QCOMPARE(fast.isBreakerOpen, true);
        QCOMPARE(fast.accuracy.value(QStringLiteral("coding")), 0.8);
        QCOMPARE(one.expectation.targets, QStringList({QStringLiteral("a"), QStringLiteral("b")}));
        QCOMPARE(one.expectation.notTargets, QStringList{QStringLiteral("c")});
        QCOMPARE(one.expectation.variant, QString());
        QVERIFY(!tests.cases[1].expectation.isServed.has_value());
        QCOMPARE(tests.cases[1].expectation.error, QStringLiteral("model_not_found"));
    }

    void caseSaysMoreThanItsFile()
    {
        RouteConditions base{.at = QStringLiteral("2026-01-01T00:00"), .seed = 1};
        base.targets[QStringLiteral("a")].ttftP50Ms = 100;
        base.targets[QStringLiteral("a")].inFlight = 2;
        base.targets[QStringLiteral("b")].inFlight = 3;
        RouteConditions own{.seed = 2};
        own.targets[QStringLiteral("a")].ttftP50Ms = 200;

        const RouteConditions both = own.over(base);

        QCOMPARE(both.at, base.at);
        QCOMPARE(both.seed, 2U);
        QCOMPARE(both.targets.value(QStringLiteral("a")).ttftP50Ms, 200.0);
        QCOMPARE(both.targets.value(QStringLiteral("a")).inFlight, 2);
        QCOMPARE(both.targets.value(QStringLiteral("b")).inFlight, 3);
    }

    void problemHasLineAndPath_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("word");

        const auto row = [](const char *name, const QByteArray &bytes, int line, const char *path,
                            const char *word) {
            QTest::newRow(name) << bytes << line << QString::fromLatin1(path)
                                << QString::fromLatin1(word);
        };
        row("no JSON", "hello", 1, "", "");
        row("no cases", "{\n\"signalbox_tests\": 1 }", 1, "", "cases");
        row("unknown key", document(plainRequest + plainExpect + ", \"expct\": 1"), 5,
            "/cases/0/expct", "unknown key");
        row("newer", "{\n\"signalbox_tests\": 2 }", 2, "/signalbox_tests", "newer");
        row("no expectation", document(plainRequest + "\n\"expect\": {}"), 6, "/cases/0/expect",
            "expects nothing");
        row("served and refused",
            document(plainRequest + R"("expect": { "served": true, "error": "x" })"), 5,
            "/cases/0/expect", "no error");
        row("refused with a target",
            document(plainRequest + R"("expect": { "served": false, "target": "fast" })"), 5,
            "/cases/0/expect", "no target");
        row("wanted and unwanted",
            document(plainRequest + R"("expect": { "target": "fast", "not_target": "fast" })"), 5,
            "/cases/0/expect/not_target", "excluded");
        row("no such day",
            document(plainRequest + "\"conditions\":\n{ \"at\": \"2026-02-30T10:00\" },"
                     + plainExpect),
            6, "/cases/0/conditions/at", "no date");
        row("median above p95", document(plainExpect, R"("conditions": { "targets": { "fast":
                { "ttft_p50_ms": 2, "ttft_p95_ms": 1 } } },)"),
            4, "/conditions/targets/fast", "above");
        row("unknown target", document(plainRequest + R"("expect": { "not_target": "fsat" })"), 5,
            "/cases/0/expect/not_target", "no target");
        row("unknown target of conditions",
            document(plainRequest + R"("conditions": { "targets": { "slow": {} } },)"
                     + plainExpect),
            5, "/cases/0/conditions/targets/slow", "no target");
        row("unknown budget",
            document(plainRequest + R"("conditions": { "budgets": { "dayly": 1 } },)"
                     + plainExpect),
            5, "/cases/0/conditions/budgets/dayly", "no budget");
        row("unknown node", document(plainRequest + R"("expect": { "path_contains": ["first",
            "auto/frist"] })"),
            6, "/cases/0/expect/path_contains/1", "node");
        row("unknown route", document(plainRequest + R"("expect": { "route": "atuo" })"), 5,
            "/cases/0/expect/route", "no route");
        row("share above one",
            document(plainRequest + R"("conditions": { "targets": { "fast":
              { "success_rate": 2 } } },)"
                     + plainExpect),
            6, "/cases/0/conditions/targets/fast/success_rate", "");
        row("unknown task type",
            document(plainRequest + R"("conditions": { "targets": { "fast":
              { "accuracy": { "cooking": 1 } } } },)"
                     + plainExpect),
            6, "/cases/0/conditions/targets/fast/accuracy/cooking", "");
    }

    void problemHasLineAndPath()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const int, line);
        QFETCH(const QString, path);
        QFETCH(const QString, word);
        const Policy known = policy();

        const auto read = readRouteTests(document, &known);

        QVERIFY(!read);
        QStringList told;
        bool isFound = false;
        for (const PolicyProblem &problem : read.error()) {
            told.append(QStringLiteral("%1 %2 %3 %4")
                            .arg(problem.line)
                            .arg(problem.path, problem.message, problem.hint));
            isFound = isFound
                || (problem.line == line && problem.path == path
                    && QString(problem.message + problem.hint).contains(word, Qt::CaseInsensitive));
        }
        QVERIFY2(isFound, qPrintable(told.join(u'\n')));
    }

    void allProblemsAreToldAtOnce()
    {
        const auto read = readRouteTests(R"({ "signalbox_tests": 1, "cases": [
            { "name": "a", "request": {}, "expect": { "served": "yes" } },
            { "name": "b", "request": {}, "expect": {} },
            { "name": "b", "request": {}, "expect": { "served": true } } ] })");

        QVERIFY(!read);
        QCOMPARE(read.error().size(), 3);
        QCOMPARE(read.error()[0].path, QStringLiteral("/cases/0/expect/served"));
        QCOMPARE(read.error()[1].path, QStringLiteral("/cases/1/expect"));
        QCOMPARE(read.error()[2].path, QStringLiteral("/cases/2/name"));
    }

    void namesAreNotCheckedWithoutAPolicy()
    {
        QVERIFY(readRouteTests(document(plainRequest + R"("expect": { "target": "whoever" })")));
    }

    void modelOfAProviderIsATarget()
    {
        const Policy known = policy();
        const QByteArray provider = known.providers.front().id.toUtf8();

        QVERIFY(readRouteTests(
            document(plainRequest + "\"expect\": { \"target\": \"" + provider + "/any\" }"),
            &known));
    }

    void headerThatLooksLikeAKeyIsWarnedOf()
    {
        const auto read = readRouteTests(document(
            R"("request": { "headers": { "x-a": "sk-abcdefghijklmnop" } },)" + plainExpect));

        QVERIFY(read);
        QCOMPARE(read.value().warnings.size(), 1);
        QCOMPARE(read.value().warnings[0].path, QStringLiteral("/cases/0/request/headers/x-a"));
        QVERIFY(!read.value().warnings[0].message.contains(QLatin1String("sk-")));
    }

    void anyBytesAreTaken()
    {
        const QByteArray whole = document(plainRequest + plainExpect);
        for (qsizetype size = 0; size < whole.size(); ++size)
            QVERIFY(!readRouteTests(whole.left(size)));
        QVERIFY(readRouteTests(whole));
    }
};

QTEST_GUILESS_MAIN(RouteTestsReaderTest)
#include "tst_RouteTestsReader.moc"
