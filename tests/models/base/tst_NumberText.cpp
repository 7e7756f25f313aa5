// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/base/NumberText.h"

#include <QTest>

#include <limits>

using namespace signalbox::models;

class NumberTextTest final : public QObject
{
    Q_OBJECT

private slots:
    void numbersAreWrittenAsPeopleDo_data()
    {
        QTest::addColumn<double>("number");
        QTest::addColumn<QString>("text");

        QTest::newRow("none") << 0.0 << QStringLiteral("0");
        QTest::newRow("whole") << 100000.0 << QStringLiteral("100000");
        QTest::newRow("long") << 12345678901234.0 << QStringLiteral("12345678901234");
        QTest::newRow("below none") << -1000000.0 << QStringLiteral("-1000000");
        QTest::newRow("fraction") << 0.45 << QStringLiteral("0.45");
        QTest::newRow("small") << 0.00001 << QStringLiteral("0.00001");
        QTest::newRow("too small for zeros") << 1e-9 << QStringLiteral("1e-09");
        QTest::newRow("too large for zeros") << 1e20 << QStringLiteral("1e+20");
    }

    void numbersAreWrittenAsPeopleDo()
    {
        QFETCH(const double, number);
        QFETCH(const QString, text);

        QCOMPARE(plainNumber(number), text);
        QCOMPARE(plainNumber(number).toDouble(), number);
    }

    void everyNumberReadsBackAsItself()
    {
        for (double number = std::numeric_limits<double>::min(); number < 1e300; number *= 7.3)
            QCOMPARE(plainNumber(number).toDouble(), number);
    }
};

QTEST_GUILESS_MAIN(NumberTextTest)
#include "tst_NumberText.moc"
