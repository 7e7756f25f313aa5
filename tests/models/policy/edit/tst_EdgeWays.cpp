// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/EdgeWays.h"

#include <QTest>

using namespace signalbox::models;

namespace {

/// Whether the way, drawn through its bends, passes behind a box.
bool isHidden(const std::vector<QRect> &boxes, CanvasPoint begin,
              const std::vector<CanvasPoint> &bends, CanvasPoint end)
{
    std::vector<CanvasPoint> stops = bends;
    stops.push_back(end);
    QPointF from(begin.x, begin.y);
    for (const CanvasPoint &stop : stops) {
        const QPointF to(stop.x, stop.y);
        for (int step = 1; step < 50; ++step) {
            const QPoint place = EdgeWays::pointOnCurve(from, to, step / 50.0).toPoint();
            for (const QRect &box : boxes) {
                if (box.adjusted(3, 3, -3, -3).contains(place))
                    return true;
            }
        }
        from = to;
    }
    return false;
}

} // namespace

class EdgeWaysTest final : public QObject
{
    Q_OBJECT

private slots:
    void edgesGoAroundWhatIsInTheirWay_data()
    {
        QTest::addColumn<QList<QRect>>("boxes");
        QTest::addColumn<QPoint>("begin");
        QTest::addColumn<QPoint>("end");
        const QRect from(0, 0, 200, 60);
        QTest::newRow("one box") << QList<QRect>{from, {300, 0, 200, 60}, {600, 0, 200, 60}}
                                 << QPoint(200, 30) << QPoint(600, 30);
        QTest::newRow("a wall with a gap")
            << QList<QRect>{from, {300, -200, 200, 160}, {300, 0, 200, 60}, {300, 70, 200, 200}}
            << QPoint(200, 30) << QPoint(700, 40);
        QTest::newRow("two in a row") << QList<QRect>{from, {300, 0, 150, 60}, {520, 10, 150, 60}}
                                      << QPoint(200, 30) << QPoint(800, 30);
        QTest::newRow("down past a column")
            << QList<QRect>{from, {300, 0, 200, 100}, {300, 120, 200, 100}} << QPoint(200, 30)
            << QPoint(700, 200);
    }

    void edgesGoAroundWhatIsInTheirWay()
    {
        QFETCH(const QList<QRect>, boxes);
        QFETCH(const QPoint, begin);
        QFETCH(const QPoint, end);
        const std::vector<QRect> all(boxes.begin(), boxes.end());
        const CanvasPoint first{.x = begin.x(), .y = begin.y()};
        const CanvasPoint last{.x = end.x(), .y = end.y()};
        QVERIFY(isHidden(all, first, {}, last));

        const auto bends = EdgeWays(all).bends(first, last);

        QVERIFY(!bends.empty());
        QVERIFY(!isHidden(all, first, bends, last));
    }

    void freeWayIsLeftAlone()
    {
        const EdgeWays ways({QRect(0, 0, 200, 60), QRect(300, 0, 200, 60)});
        QVERIFY(ways.bends({.x = 200, .y = 30}, {.x = 300, .y = 30}).empty());
    }

    void edgeThatGoesBackIsLeftAlone()
    {
        const EdgeWays ways({QRect(0, 0, 200, 60), QRect(300, 0, 200, 60)});
        QVERIFY(ways.bends({.x = 500, .y = 30}, {.x = 0, .y = 30}).empty());
    }
};

QTEST_GUILESS_MAIN(EdgeWaysTest)
#include "tst_EdgeWays.moc"
