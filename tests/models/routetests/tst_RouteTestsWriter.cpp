// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/routetests/RouteTestsReader.h"
#include "models/routetests/RouteTestsWriter.h"

#include <QFile>
#include <QTest>

using namespace signalbox::models;

namespace {

RouteTests everything()
{
    RouteTests tests{.schema = QStringLiteral("signalbox-tests-1.schema.json"),
                     .policy = QStringLiteral("../p.signalbox.json")};
    tests.conditions.at = QStringLiteral("2026-03-02T10:30:00+01:00");
    RouteCase one{.name = QStringLiteral("a \"quoted\" näme")};
    one.request = {.path = QStringLiteral("/v1beta/models/auto:generateContent?alt=sse"),
                   .headers = {{QByteArray("x-team"), QByteArray("blau & grün")},
                               {QByteArray("a"), QByteArray("1")}},
                   .body =
                       R"({"z":1e3,"a":[null,true,{"deep":"\u0001"}],"n":12345678901234567890})",
                   .client = QStringLiteral("Ann"),
                   .route = QStringLiteral("smart")};
    one.conditions.seed = 4'294'967'295;
    one.conditions.budgets.insert(QStringLiteral("daily"), 1'234'567);
    one.conditions.targets.insert(QStringLiteral("b"),
                                  {.ttftP50Ms = 0.5,
                                   .ttftP95Ms = 6000,
                                   .tokensPerSecond = 33.25,
                                   .successRate = 0.99,
                                   .samples = 12,
                                   .inFlight = 0,
                                   .isBreakerOpen = false,
                                   .accuracy = {{QStringLiteral("coding"), 0.75}}});
    one.conditions.targets.insert(QStringLiteral("a"), {.isBreakerOpen = true});
    one.expectation = {.isServed = true,
                       .route = QString(),
                       .targets = {QStringLiteral("a"), QStringLiteral("b")},
                       .notTargets = {QStringLiteral("c")},
                       .variant = QStringLiteral("brief"),
                       .reasonContains = QStringLiteral("fastest"),
                       .pathContains = {QStringLiteral("n")}};
    RouteCase refused{.name = QStringLiteral("refused")};
    refused.expectation = {.isServed = false, .error = QStringLiteral("rejected")};
    tests.cases = {one, refused};
    return tests;
}

} // namespace

class RouteTestsWriterTest final : public QObject
{
    Q_OBJECT

private slots:
    void whatIsWrittenIsReadAsTheSame()
    {
        const RouteTests tests = everything();

        const auto read = readRouteTests(writeRouteTests(tests));

        QVERIFY(read);
        QVERIFY(read.value().warnings.isEmpty());
        QVERIFY(read.value().tests == tests);
    }

    void equalTestsGiveEqualBytes()
    {
        const QByteArray once = writeRouteTests(everything());
        const auto read = readRouteTests(once);
        QVERIFY(read);

        QCOMPARE(writeRouteTests(read.value().tests), once);
    }

    void defaultsAreLeftOut()
    {
        RouteTests tests;
        tests.cases = {{.name = QStringLiteral("a"), .expectation = {.isServed = true}}};

        const QByteArray text = writeRouteTests(tests);

        QVERIFY(!text.contains("path"));
        QVERIFY(!text.contains("conditions"));
        QVERIFY(!text.contains("policy"));
        QVERIFY(!text.contains("body"));
    }

    void bodyThatIsNoObjectIsLeftOut()
    {
        RouteTests tests;
        tests.cases = {{.name = QStringLiteral("a"),
                        .request = {.body = "[1"},
                        .expectation = {.isServed = true}}};

        QVERIFY(readRouteTests(writeRouteTests(tests)));
    }

    void exampleIsAsTheWriterWritesIt()
    {
        QFile file(QStringLiteral(SIGNALBOX_TEST_DATA "/policies/routing.signalbox-tests.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        const auto read = readRouteTests(bytes);
        QVERIFY(read);

        QCOMPARE(writeRouteTests(read.value().tests), bytes);
    }
};

QTEST_GUILESS_MAIN(RouteTestsWriterTest)
#include "tst_RouteTestsWriter.moc"
