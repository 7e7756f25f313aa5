// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/NodeAlignment.h"

#include <QTest>

using namespace signalbox::models;

Q_DECLARE_METATYPE(signalbox::models::Alignment)

class NodeAlignmentTest final : public QObject
{
    Q_OBJECT

private slots:
    void nodesComeIntoLine_data()
    {
        QTest::addColumn<Alignment>("alignment");
        QTest::addColumn<QPoint>("a");
        QTest::addColumn<QPoint>("b");
        QTest::addColumn<QPoint>("c");
        QTest::newRow("left") << Alignment::Left << QPoint(0, 0) << QPoint(0, 50) << QPoint(0, 300);
        QTest::newRow("right") << Alignment::Right << QPoint(400, 0) << QPoint(300, 50)
                               << QPoint(400, 300);
        QTest::newRow("centre") << Alignment::Centre << QPoint(200, 0) << QPoint(150, 50)
                                << QPoint(200, 300);
        QTest::newRow("top") << Alignment::Top << QPoint(0, 0) << QPoint(60, 0) << QPoint(400, 0);
        QTest::newRow("bottom") << Alignment::Bottom << QPoint(0, 300) << QPoint(60, 260)
                                << QPoint(400, 300);
        QTest::newRow("middle") << Alignment::Middle << QPoint(0, 150) << QPoint(60, 130)
                                << QPoint(400, 150);
        QTest::newRow("across") << Alignment::DistributeAcross << QPoint(0, 0) << QPoint(150, 50)
                                << QPoint(400, 300);
        QTest::newRow("down") << Alignment::DistributeDown << QPoint(0, 0) << QPoint(60, 130)
                              << QPoint(400, 300);
    }

    void nodesComeIntoLine()
    {
        QFETCH(const Alignment, alignment);
        QFETCH(const QPoint, a);
        QFETCH(const QPoint, b);
        QFETCH(const QPoint, c);
        const QHash<QString, QRect> boxes{{QStringLiteral("a"), {0, 0, 100, 40}},
                                          {QStringLiteral("b"), {60, 50, 200, 80}},
                                          {QStringLiteral("c"), {400, 300, 100, 40}}};

        const auto places = aligned(boxes, alignment);

        const auto at = [&places](const char *id) {
            const CanvasPoint place = places.value(QLatin1String(id));
            return QPoint(place.x, place.y);
        };
        QCOMPARE(at("a"), a);
        QCOMPARE(at("b"), b);
        QCOMPARE(at("c"), c);
    }

    void gapsBetweenTwoAreAsTheyAre()
    {
        const QHash<QString, QRect> boxes{{QStringLiteral("a"), {0, 0, 100, 40}},
                                          {QStringLiteral("b"), {60, 50, 200, 80}}};
        const auto places = aligned(boxes, Alignment::DistributeAcross);
        QCOMPARE(places.value(QStringLiteral("b")).x, 60);
        QCOMPARE(fewestFor(Alignment::DistributeAcross), 3);
        QCOMPARE(fewestFor(Alignment::Left), 2);
    }

    void nothingIsAlignedWithNothing() { QVERIFY(aligned({}, Alignment::Left).isEmpty()); }
};

QTEST_GUILESS_MAIN(NodeAlignmentTest)
#include "tst_NodeAlignment.moc"
