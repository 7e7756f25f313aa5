// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/ConfidenceBounds.h"

#include <QTest>

#include <cmath>
#include <limits>

using signalbox::routing::betaQuantile;
using signalbox::routing::wilsonLowerBound;

class ConfidenceBoundsTest final : public QObject
{
    Q_OBJECT

private slots:
    void wilsonIsBelowTheShareAndApproachesIt()
    {
        double before = 0;
        for (const double trials : {1.0, 2.5, 10.0, 100.0, 10'000.0}) {
            const double bound = wilsonLowerBound(0.9 * trials, trials);
            QVERIFY(bound > before && bound < 0.9);
            before = bound;
        }
        QVERIFY(before > 0.89);
        QCOMPARE(wilsonLowerBound(0, 10), 0.0);
        QCOMPARE(wilsonLowerBound(0, 0), 0.0);
        // n / (n + z^2) for all of n
        QVERIFY(std::abs(wilsonLowerBound(10, 10) - 10 / (10 + 1.2815516 * 1.2815516)) < 1e-6);
    }

    void betaQuantilesAreThoseOfTables_data()
    {
        QTest::addColumn<double>("alpha");
        QTest::addColumn<double>("beta");
        QTest::addColumn<double>("probability");
        QTest::addColumn<double>("expected");
        QTest::newRow("uniform") << 1.0 << 1.0 << 0.1 << 0.1;
        QTest::newRow("power") << 2.0 << 1.0 << 0.25 << 0.5;
        QTest::newRow("symmetric") << 7.5 << 7.5 << 0.5 << 0.5;
        QTest::newRow("arcsine") << 0.5 << 0.5 << 0.25 << 0.5 - std::sqrt(0.125);
        QTest::newRow("no distribution") << 0.0 << 1.0 << 0.1 << 0.0;
        QTest::newRow("not a number") << qQNaN() << 1.0 << 0.1 << 0.0;
        QTest::newRow("infinite") << qInf() << 1.0 << 0.1 << 0.0;
        QTest::newRow("no probability") << 1.0 << 1.0 << 1.5 << 0.0;
    }

    void betaQuantilesAreThoseOfTables()
    {
        QFETCH(double, alpha);
        QFETCH(double, beta);
        QFETCH(double, probability);
        QFETCH(double, expected);

        QVERIFY(std::abs(betaQuantile(alpha, beta, probability) - expected) < 1e-9);
    }

    void extremeParametersStayWithinBounds()
    {
        for (const double alpha : {1e-6, 1e-3, 1.0, 1e3, 1e9})
            for (const double beta : {1e-6, 1e-3, 1.0, 1e3, 1e9}) {
                const double value = betaQuantile(alpha, beta, 0.1);
                QVERIFY(value >= 0 && value <= 1);
            }
    }
};

QTEST_GUILESS_MAIN(ConfidenceBoundsTest)
#include "tst_ConfidenceBounds.moc"
