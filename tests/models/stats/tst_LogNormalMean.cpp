// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/stats/LogNormalMean.h"

#include <QTest>

#include <cmath>
#include <random>

using signalbox::models::LogNormalMean;

class LogNormalMeanTest final : public QObject
{
    Q_OBJECT

private slots:
    void oneValueIsItsOwnMean()
    {
        LogNormalMean mean;
        QCOMPARE(mean.mean(), 0.0);
        mean.add(250);

        QCOMPARE(mean.mean(), 250.0);
        QCOMPARE(mean.count(), 1);
    }

    void meanOfALogNormalDistributionIsFound()
    {
        std::mt19937 random(5);
        std::lognormal_distribution<double> length(5, 0.6);
        double sum = 0;
        for (int round = 0; round < 50; ++round) {
            LogNormalMean mean;
            for (int i = 0; i < 400; ++i)
                mean.add(length(random));
            sum += mean.mean();
        }

        const double exact = std::exp(5 + 0.6 * 0.6 / 2);
        QVERIFY(std::abs(sum / 50 / exact - 1) < 0.1);
    }

    void oneHugeAnswerMovesItLittle()
    {
        LogNormalMean mean;
        for (int i = 0; i < 100; ++i)
            mean.add(100);
        mean.add(30'000);

        QVERIFY(mean.mean() > 100 && mean.mean() < 1'000);
    }

    void whatIsNotPositiveLeavesNoTrace()
    {
        LogNormalMean mean;
        for (const double value : {0.0, -5.0, qQNaN()})
            mean.add(value);

        QCOMPARE(mean.count(), 0);
    }
};

QTEST_GUILESS_MAIN(LogNormalMeanTest)
#include "tst_LogNormalMean.moc"
