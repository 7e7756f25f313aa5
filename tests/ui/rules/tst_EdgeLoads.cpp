// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/decision/DecisionTree.h"
#include "support/Records.h"
#include "ui/rules/canvas/EdgeLayer.h"
#include "ui/rules/canvas/EdgeLoads.h"

#include <QLocale>
#include <QTest>

using namespace signalbox;
using ui::EdgeLoad;
using ui::EdgeMeasure;

Q_DECLARE_METATYPE(signalbox::ui::EdgeMeasure)
Q_DECLARE_METATYPE(signalbox::ui::EdgeLoad)

namespace {

const QString node = QStringLiteral("long");

models::Route routeOfOneMatch()
{
    models::Route route;
    route.name = QStringLiteral("smart");
    route.graph.start = node;
    route.graph.nodes.insert(node,
                             {.body = models::MatchNode{.when = {},
                                                        .then = QStringLiteral("a"),
                                                        .otherwise = QStringLiteral("b")}});
    return route;
}

/// Of ten exchanges eight take `then`, of which one fails; the others are free of charge.
models::RouteTraffic tenExchanges()
{
    models::RouteTraffic traffic;
    for (int number = 0; number < 10; ++number) {
        models::DecisionStep step;
        step.route = QStringLiteral("smart");
        step.node = node;
        step.kind = models::RouteNodeKind::Match;
        step.took = number < 8 ? QStringLiteral("then") : QStringLiteral("else");
        step.next = QStringLiteral("a");
        models::DecisionTree tree;
        tree.path.push_back(step);
        auto record = tests::makeRecord(number);
        record.cost = {number < 8 ? 10'000 : 0};
        if (number == 0)
            record.outcome = models::ExchangeOutcome::ProviderError;
        traffic.add(tree, record);
    }
    return traffic;
}

} // namespace

class EdgeLoadsTest final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void edgesSayWhatWentAlongThem_data()
    {
        QTest::addColumn<EdgeMeasure>("measure");
        QTest::addColumn<QString>("port");
        QTest::addColumn<int>("tone");
        QTest::addColumn<double>("weight");
        QTest::addColumn<QString>("text");
        using Tone = EdgeLoad::Tone;
        const auto row = [](const char *name, EdgeMeasure measure, const char *port, Tone tone,
                            double weight, const char *text) {
            QTest::newRow(name) << measure << QString(QLatin1String(port)) << static_cast<int>(tone)
                                << weight << QString::fromUtf8(text);
        };
        row("share of then", EdgeMeasure::Share, "then", Tone::Plain, 0.8, "80");
        row("share of else", EdgeMeasure::Share, "else", Tone::Plain, 0.2, "20");
        row("failures of then", EdgeMeasure::Errors, "then", Tone::Danger, 0.8, "12.5");
        row("no failures of else", EdgeMeasure::Errors, "else", Tone::Good, 0.2, "none failed");
        row("cost of then", EdgeMeasure::Cost, "then", Tone::Plain, 1, "0.08");
        row("cost of else", EdgeMeasure::Cost, "else", Tone::Plain, 0, "0");
    }

    void edgesSayWhatWentAlongThem()
    {
        QFETCH(const EdgeMeasure, measure);
        QFETCH(const QString, port);
        QFETCH(const int, tone);
        QFETCH(const double, weight);
        QFETCH(const QString, text);

        const auto loads = ui::edgeLoads(tenExchanges(), routeOfOneMatch(), measure);

        const EdgeLoad load = loads.value(ui::EdgeLayer::key({.node = node, .port = port}));
        QCOMPARE(static_cast<int>(load.tone), tone);
        QCOMPARE(load.weight, weight);
        QVERIFY2(load.text.contains(text), qPrintable(load.text));
    }

    void edgeThatNothingTookIsIdle()
    {
        models::Route other = routeOfOneMatch();
        other.name = QStringLiteral("other");

        const auto loads = ui::edgeLoads(tenExchanges(), other, EdgeMeasure::Share);

        QCOMPARE(loads.size(), 3); // the start has one, too
        for (const EdgeLoad &load : loads)
            QCOMPARE(load, EdgeLoad());
    }

    void edgeIsFoundWithTheExchangesThatTookIt()
    {
        const auto traffic = tenExchanges();
        const models::Route route = routeOfOneMatch();

        const auto *then =
            ui::trafficOf(traffic, route, {.node = node, .port = QStringLiteral("then")});
        QVERIFY(then);
        QCOMPARE(then->ids.size(), 8U);
        QCOMPARE(ui::trafficOf(traffic, route, {})->ids.size(), 10U);
        QVERIFY(!ui::trafficOf(traffic, route, {.node = QStringLiteral("x"), .port = {}}));
    }

    void edgeHasAName()
    {
        models::RouteGraph graph = routeOfOneMatch().graph;
        QCOMPARE(ui::edgeTitle(graph, {.node = node, .port = QStringLiteral("then")}),
                 QStringLiteral("long · then"));
        graph.nodes[node].label = QStringLiteral("Long prompts");
        QCOMPARE(ui::edgeTitle(graph, {.node = node, .port = QStringLiteral("else")}),
                 QStringLiteral("Long prompts · else"));
        QVERIFY(!ui::edgeTitle(graph, {}).isEmpty());
    }
};

QTEST_MAIN(EdgeLoadsTest)
#include "tst_EdgeLoads.moc"
