// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ShadowTaps.h"

#include <QTest>

#include <string>

using namespace signalbox;
using routing::ShadowTaps;

namespace {

constexpr quint64 node = 7;
constexpr qint64 msPerDay = 24LL * 3600 * 1000;

} // namespace

class ShadowTapsTest final : public QObject
{
    Q_OBJECT

private slots:
    void capOfADayHoldsUntilTheNext()
    {
        ShadowTaps taps;
        const models::ShadowNode shadow{.maxMicroDollarsPerDay = 100};
        QVERIFY(taps.tryBegin(node, shadow, "u", 0));
        taps.ended(node, {60}, 1);
        QVERIFY(taps.tryBegin(node, shadow, "u", 2));
        taps.ended(node, {60}, 3);

        QVERIFY(!taps.tryBegin(node, shadow, "u", 4));
        QCOMPARE(taps.counts().begun, quint64(2));
        QCOMPARE(taps.counts().passedOver, quint64(1));
        QCOMPARE(taps.counts().running, 0);
        QCOMPARE(taps.counts().microDollars, 120);
        QVERIFY(taps.tryBegin(node, shadow, "u", msPerDay));
    }

    void costOfYesterdayIsNotTodays()
    {
        ShadowTaps taps;
        const models::ShadowNode shadow{.maxMicroDollarsPerDay = 100};
        QVERIFY(taps.tryBegin(node, shadow, "u", 0));
        QVERIFY(taps.tryBegin(node, shadow, "u", msPerDay));
        taps.ended(node, {50}, msPerDay + 1);
        taps.ended(node, {40}, msPerDay + 2);
        QVERIFY(taps.tryBegin(node, shadow, "u", msPerDay + 3));
        QCOMPARE(taps.running(node), 1);
    }

    void shareIsOfTheUnitsAndSticky()
    {
        ShadowTaps taps;
        const models::ShadowNode shadow{.share = 25'000, .maxConcurrent = 1'000'000};
        int taken = 0;
        constexpr int units = 4000;
        for (int i = 0; i < units; ++i) {
            const std::string unit = "unit-" + std::to_string(i);
            const bool first = taps.tryBegin(node, shadow, unit, 0);
            QCOMPARE(taps.tryBegin(node, shadow, unit, 1), first);
            taken += first ? 1 : 0;
        }
        QVERIFY2(taken > units / 5 && taken < units * 3 / 10, qPrintable(QString::number(taken)));
    }

    void nodesAreCountedApart()
    {
        ShadowTaps taps;
        const models::ShadowNode shadow{.maxConcurrent = 1};
        QVERIFY(taps.tryBegin(node, shadow, "u", 0));
        QVERIFY(!taps.tryBegin(node, shadow, "u", 0));
        QVERIFY(taps.tryBegin(node + 1, shadow, "u", 0));
    }
};

QTEST_APPLESS_MAIN(ShadowTapsTest)
#include "tst_ShadowTaps.moc"
