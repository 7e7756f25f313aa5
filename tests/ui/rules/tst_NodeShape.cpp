// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/FallbackClasses.h"
#include "models/policy/edit/NodeEdits.h"
#include "ui/rules/canvas/NodeShape.h"

#include <QApplication>
#include <QFontMetricsF>
#include <QSet>
#include <QTest>

using namespace signalbox;
using models::RouteNodeKind;
using ui::NodeShape;

class NodeShapeTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyKindIsDrawnWithinItsBox_data()
    {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind < models::routeNodeKindCount; ++kind)
            QTest::newRow(qPrintable(ui::nodeKindText(static_cast<RouteNodeKind>(kind)))) << kind;
    }

    void everyKindIsDrawnWithinItsBox()
    {
        QFETCH(const int, kind);
        models::RouteNode node = models::newNode(static_cast<RouteNodeKind>(kind));
        node.label = QStringLiteral("A name that is far too long for the width of a single node, "
                                    "however wide it is made for its texts");
        const NodeShape shape = NodeShape::of(QStringLiteral("n"), node, QApplication::font());
        QVERIFY(shape.box.contains(shape.icon));
        QVERIFY(shape.box.contains(shape.titleBox));
        QVERIFY(shape.box.contains(shape.summaryBox));
        QVERIFY(!shape.icon.intersects(shape.titleBox));
        const QFontMetricsF metrics(QApplication::font());
        QVERIFY(metrics.horizontalAdvance(shape.summary) <= shape.summaryBox.width());
        QVERIFY(shape.title != shape.fullTitle);
        QVERIFY(!shape.spoken().isEmpty());
        QVERIFY(shape.toolTip().contains(node.label));
        if (node.kind() != RouteNodeKind::Fallback)
            QCOMPARE(shape.ports.size(), models::portsOf(node).size());
        double above = 0;
        for (const ui::PortShape &port : shape.ports) {
            QCOMPARE(port.place.x(), shape.box.right());
            QVERIFY(port.place.y() > above && port.place.y() < shape.box.bottom());
            above = port.place.y();
            QCOMPARE(shape.portAt(port.place), &port);
        }
    }

    void everyKindHasAnIconOfItsOwn()
    {
        QSet<int> icons;
        for (int kind = 0; kind < models::routeNodeKindCount; ++kind)
            icons.insert(static_cast<int>(ui::nodeIcon(static_cast<RouteNodeKind>(kind))));
        QCOMPARE(icons.size(), models::routeNodeKindCount);
    }

    void matchSaysItsCondition()
    {
        models::RouteNode node;
        node.body = models::MatchNode{
            .when = {.kind = models::Predicate::Kind::Condition,
                     .condition = {.signal = {.kind = models::SignalKind::InputTokens,
                                              .argument = {}},
                                   .comparison = models::Comparison::Above,
                                   .values = {8000.0}}},
            .then = QStringLiteral("large")};
        const NodeShape shape = NodeShape::of(QStringLiteral("long"), node, QApplication::font());
        QCOMPARE(shape.fullTitle, QStringLiteral("long"));
        QVERIFY2(shape.fullSummary.startsWith(QStringLiteral("input tokens is above 8")),
                 qPrintable(shape.fullSummary));
        QCOMPARE(shape.ports.at(0).text, QStringLiteral("then"));
        QVERIFY(!shape.ports.at(0).isMissing);
        QVERIFY(shape.ports.at(1).isMissing);
    }

    void onlyOutputIsLevelWithTheInput()
    {
        models::RouteNode node;
        node.body = models::CacheNode{};
        const NodeShape shape = NodeShape::of(QStringLiteral("c"), node, QApplication::font());
        QCOMPARE(shape.ports.at(0).place.y(), shape.input.y());
    }

    void armsAndCasesAreNamedByWhatTheyTake()
    {
        models::RouteNode split;
        split.body = models::SplitNode{
            .arms = {{.name = QStringLiteral("new"), .share = 10'000}, {.share = 90'000}}};
        const NodeShape shape = NodeShape::of(QStringLiteral("s"), split, QApplication::font());
        QCOMPARE(shape.ports.at(0).text, QStringLiteral("10 % · new"));
        QCOMPARE(shape.fullSummary, QStringLiteral("10 % / 90 %"));
        models::RouteNode choice;
        choice.body = models::SwitchNode{.cases = {{.values = {QStringLiteral("de")}}}};
        QCOMPARE(NodeShape::of(QStringLiteral("s"), choice, QApplication::font()).ports.at(0).text,
                 QStringLiteral("de"));
    }

    void fallbackHasAnOutputForEachClassOfFailures()
    {
        models::RouteNode node;
        node.body = models::FallbackNode{
            .steps = {{.node = QStringLiteral("a"), .on = {}},
                      {.node = QStringLiteral("b"), .on = {models::ErrorClass::RateLimited}},
                      {.node = QStringLiteral("c"), .on = {models::ErrorClass::RateLimited}}}};
        const NodeShape shape = NodeShape::of(QStringLiteral("f"), node, QApplication::font());

        QCOMPARE(shape.ports.size(), models::fallbackErrorClasses.size() + 2);
        QCOMPARE(shape.ports.front().id, QStringLiteral("step 1"));
        QCOMPARE(shape.ports.at(1).errorClass, models::ErrorClass::RateLimited);
        QCOMPARE(shape.ports.at(1).id, QStringLiteral("step 2"));
        QCOMPARE(shape.ports.at(2).id, QString()); // final
        QVERIFY(!shape.ports.at(2).isMissing);
        // Reached only after the second step has failed as well.
        QCOMPARE(shape.ports.back().id, QStringLiteral("step 3"));
        QVERIFY(!shape.ports.back().errorClass);
        QCOMPARE(shape.placesOf(QStringLiteral("step 2")).size(), 1U);
    }

    void widthGoesWithTheTextsAndTheFont()
    {
        models::RouteNode node;
        node.body = models::CacheNode{};
        const QFont font = QApplication::font();
        const double least = NodeShape::of(QStringLiteral("c"), node, font).width();
        node.label = QStringLiteral("A name of medium length");
        const double more = NodeShape::of(QStringLiteral("c"), node, font).width();
        node.label = node.label.repeated(9);
        const double most = NodeShape::of(QStringLiteral("c"), node, font).width();
        QVERIFY(least < more);
        QVERIFY(more < most);
        QVERIFY(most < 2 * least);
        QFont large = font;
        large.setPixelSize(26);
        QVERIFY(NodeShape::of(QStringLiteral("c"), node, large).width() > most);
    }

    void mutedNodeSaysSo()
    {
        models::RouteNode node;
        node.body = models::CacheNode{};
        node.isMuted = true;
        const NodeShape shape = NodeShape::of(QStringLiteral("c"), node, QApplication::font());
        QVERIFY(shape.spoken().endsWith(QStringLiteral("(muted)")));
    }
};

QTEST_MAIN(NodeShapeTest)
#include "tst_NodeShape.moc"
