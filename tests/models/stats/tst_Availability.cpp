// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/stats/Availability.h"

#include <QTest>

using signalbox::models::Availability;
using signalbox::models::VarintReader;
using signalbox::models::VarintWriter;
using Window = Availability::Window;

namespace {
constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;
constexpr qint64 start = 490'000 * hour;
} // namespace

class AvailabilityTest final : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsKnownWithoutAttempts()
    {
        for (const Window window : Availability::windows) {
            QCOMPARE(Availability().share(window, start).value, -1.0);
            QCOMPARE(Availability().share(window, start).attempts, 0);
        }
    }

    void everyWindowSeesItsOwnPast_data()
    {
        QTest::addColumn<qint64>("afterMs");
        QTest::addColumn<QList<qint64>>("attempts"); // five minutes, hour, day, week
        QTest::newRow("now") << qint64{0} << QList<qint64>{1, 1, 1, 1};
        QTest::newRow("4 min") << 4 * minute << QList<qint64>{1, 1, 1, 1};
        QTest::newRow("5 min") << 5 * minute << QList<qint64>{0, 1, 1, 1};
        QTest::newRow("59 min") << 59 * minute << QList<qint64>{0, 1, 1, 1};
        QTest::newRow("1 h") << hour << QList<qint64>{0, 0, 1, 1};
        QTest::newRow("23 h") << 23 * hour << QList<qint64>{0, 0, 1, 1};
        QTest::newRow("1 d") << 24 * hour << QList<qint64>{0, 0, 0, 1};
        QTest::newRow("6 d") << 144 * hour << QList<qint64>{0, 0, 0, 1};
        QTest::newRow("7 d") << 168 * hour << QList<qint64>{0, 0, 0, 0};
        QTest::newRow("clock put back") << -3 * hour << QList<qint64>{1, 1, 1, 1};
    }

    void everyWindowSeesItsOwnPast()
    {
        QFETCH(qint64, afterMs);
        QFETCH(QList<qint64>, attempts);
        Availability availability;
        availability.add(true, start);

        for (std::size_t i = 0; i < Availability::windows.size(); ++i)
            QCOMPARE(availability.share(Availability::windows.at(i), start + afterMs).attempts,
                     attempts.at(static_cast<qsizetype>(i)));
    }

    void sharesCountFailures()
    {
        Availability availability;
        availability.add(false, start);
        availability.add(true, start + 30 * minute);
        availability.add(true, start + 30 * minute);

        QCOMPARE(availability.share(Window::Hour, start + 30 * minute).value, 2.0 / 3);
        QCOMPARE(availability.share(Window::FiveMinutes, start + 30 * minute).value, 1.0);
    }

    void ringsAreReusedForYears()
    {
        Availability availability;
        for (qint64 i = 0; i < 24 * 400; ++i)
            availability.add(i % 2 == 0, start + i * hour);

        const qint64 now = start + (24 * 400 - 1) * hour;
        QCOMPARE(availability.share(Window::Week, now).attempts, 168);
        QCOMPARE(availability.share(Window::Week, now).value, 0.5);
    }

    void bytesBringItBackAndCutOnesDoNot()
    {
        Availability availability;
        for (int i = 0; i < 100; ++i)
            availability.add(i % 3 != 0, start + i * 7 * minute);
        QByteArray bytes;
        VarintWriter writer(bytes);
        availability.write(writer);
        const qint64 now = start + 700 * minute;

        Availability restored;
        VarintReader reader(bytes);
        QVERIFY(restored.read(reader));
        for (const Window window : Availability::windows)
            QCOMPARE(restored.share(window, now).value, availability.share(window, now).value);
        for (qsizetype size = 0; size < bytes.size(); ++size) {
            const QByteArray cut = bytes.first(size);
            VarintReader cutReader(cut);
            QVERIFY(!Availability().read(cutReader));
        }
    }
};

QTEST_GUILESS_MAIN(AvailabilityTest)
#include "tst_Availability.moc"
