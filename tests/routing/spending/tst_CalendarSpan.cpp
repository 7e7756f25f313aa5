// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/spending/CalendarSpan.h"

#include <QDateTime>
#include <QTest>

using signalbox::models::Budget;
using signalbox::routing::CalendarSpan;
using signalbox::routing::calendarSpan;

Q_DECLARE_METATYPE(signalbox::models::Budget::Period)

namespace {

qint64 ms(const QString &text)
{
    return QDateTime::fromString(text, Qt::ISODate).toMSecsSinceEpoch();
}

} // namespace

class CalendarSpanTest final : public QObject
{
    Q_OBJECT

private slots:
    void spanBeginsAndEndsByTheLocalClock_data()
    {
        QTest::addColumn<Budget::Period>("period");
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QString>("moment");
        QTest::addColumn<QString>("start");
        QTest::addColumn<QString>("end");
        using Period = Budget::Period;
        const auto row = [](const char *name, Period period, const char *zone, const char *moment,
                            const char *start, const char *end) {
            QTest::newRow(name) << period << QByteArray(zone) << QString::fromLatin1(moment)
                                << QString::fromLatin1(start) << QString::fromLatin1(end);
        };
        row("day", Period::Day, "UTC", "2026-01-01T12:00:00Z", "2026-01-01T00:00:00Z",
            "2026-01-02T00:00:00Z");
        row("first moment", Period::Day, "UTC", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z",
            "2026-01-02T00:00:00Z");
        row("day elsewhere", Period::Day, "Asia/Tokyo", "2026-01-01T15:00:00Z",
            "2026-01-01T15:00:00Z", "2026-01-02T15:00:00Z");
        row("summer time begins", Period::Day, "Europe/Berlin", "2026-03-29T12:00:00Z",
            "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z");
        row("summer time ends", Period::Day, "Europe/Berlin", "2026-10-25T12:00:00Z",
            "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
        row("week from Monday", Period::Week, "UTC", "2026-01-04T23:59:59Z", "2025-12-29T00:00:00Z",
            "2026-01-05T00:00:00Z");
        row("Monday", Period::Week, "UTC", "2026-01-05T00:00:00Z", "2026-01-05T00:00:00Z",
            "2026-01-12T00:00:00Z");
        row("month", Period::Month, "UTC", "2024-02-29T12:00:00Z", "2024-02-01T00:00:00Z",
            "2024-03-01T00:00:00Z");
        row("December", Period::Month, "UTC", "2026-12-31T23:00:00Z", "2026-12-01T00:00:00Z",
            "2027-01-01T00:00:00Z");
    }
    void spanBeginsAndEndsByTheLocalClock()
    {
        QFETCH(Budget::Period, period);
        QFETCH(QByteArray, zone);
        QFETCH(QString, moment);
        QFETCH(QString, start);
        QFETCH(QString, end);

        const CalendarSpan span = calendarSpan(period, ms(moment), QTimeZone(zone));

        QCOMPARE(span.startMs, ms(start));
        QCOMPARE(span.endMs, ms(end));
        QVERIFY(span.contains(ms(moment)));
        QVERIFY(!span.contains(span.endMs));
    }
};

QTEST_GUILESS_MAIN(CalendarSpanTest)
#include "tst_CalendarSpan.moc"
