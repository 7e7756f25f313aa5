// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/RecordStore.h"
#include "support/Records.h"
#include "support/StoreAnswers.h"

#include <QTemporaryDir>
#include <QTest>

#include <vector>

using namespace signalbox::models;
using namespace signalbox::tests;

/// What can be asked of the store.
class RecordQueriesTest final : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void pagesCarryAttemptsButNoBodies()
    {
        RecordStore store(m_directory->path());
        store.append(makeBatch({withBodies(makeRecord(1), "q", "a")}));

        for (int i = 0; i < 2; ++i) {
            const ExchangeRecord found = pageOf(store, 0, 1).value(0);
            QCOMPARE(found.id, makeRecord(1).id);
            QVERIFY(!found.bodies);
            QVERIFY(found.attempts == makeRecord(1).attempts);
            flush(store);
        }
    }

    void pagesFollowEachOtherThroughMemoryAndDatabase()
    {
        StoreOptions options;
        options.gatherTime = std::chrono::hours(1);
        RecordStore store(m_directory->path(), options);
        store.append(makeBatch(1, 50));
        flush(store);
        store.append(makeBatch(51, 25));
        store.append(makeBatch(76, 25));

        QList<quint64> ids;
        quint64 before = 0;
        for (;;) {
            const QList<quint64> page = idsOf(pageOf(store, before, 7));
            if (page.isEmpty())
                break;
            ids += page;
            before = page.last();
        }

        QCOMPARE(ids, idsDownFrom(100, 100));
        for (const int offset : {0, 1, 48, 49, 50, 51, 93, 99}) {
            QCOMPARE(idsOf(pageAtOf(store, offset, 5)), idsDownFrom(100, 100).mid(offset, 5));
        }
        QVERIFY(pageAtOf(store, 100, 5).isEmpty());
    }

    void pageBelowARecordThatIsGoneStartsWhereItStood()
    {
        RecordStore store(m_directory->path());
        store.append(makeBatch(1, 10));
        flush(store);

        const quint64 between = makeRecord(5).id + 1;

        QCOMPARE(idsOf(pageOf(store, between, 2)), idsDownFrom(5, 2));
    }

    void filtersFindTheSameInMemoryAndInTheDatabase_data()
    {
        QTest::addColumn<TrafficFilter>("filter");
        QTest::addColumn<int>("expected");

        const auto text = [](const char *wanted) {
            return filterOf(
                [wanted](TrafficFilter &filter) { filter.text = QString::fromUtf8(wanted); });
        };
        QTest::newRow("nothing set") << TrafficFilter{} << 40;
        QTest::newRow("part of a target") << text("laud") << 10;
        QTest::newRow("other case") << text("CLAUDE") << 10;
        QTest::newRow("model") << text("gpt-4o") << 30;
        QTest::newRow("error") << text("answered 500") << 10;
        QTest::newRow("accented, other case") << text("ÜBER") << 1;
        QTest::newRow("percent is a letter") << text("%") << 0;
        QTest::newRow("quote is a letter") << text("' OR 1=1 --") << 0;
        QTest::newRow("id") << text(qPrintable(exchangeIdText(makeRecord(5).id))) << 1;
        QTest::newRow("reason is not searched") << text("chain") << 0;
        QTest::newRow("outcome") << filterOf([](TrafficFilter &filter) {
            filter.outcome = ExchangeOutcome::ProviderError;
        }) << 10;
        QTest::newRow("target") << filterOf([](TrafficFilter &filter) {
            filter.target = QStringLiteral("claude");
        }) << 10;
        QTest::newRow("part of a target is no target")
            << filterOf([](TrafficFilter &filter) { filter.target = QStringLiteral("claud"); })
            << 0;
        QTest::newRow("provider") << filterOf([](TrafficFilter &filter) {
            filter.provider = QStringLiteral("openai");
        }) << 40;
        QTest::newRow("route") << filterOf([](TrafficFilter &filter) {
            filter.route = QStringLiteral("über");
        }) << 1;
        QTest::newRow("certain ids") << filterOf([](TrafficFilter &filter) {
            filter.ids = {makeRecord(3).id, makeRecord(5).id, 17};
        }) << 2;
        QTest::newRow("certain ids, other target") << filterOf([](TrafficFilter &filter) {
            filter.ids = {makeRecord(3).id};
            filter.target = QStringLiteral("nobody");
        }) << 0;
        QTest::newRow("time") << filterOf([](TrafficFilter &filter) {
            filter.fromMs = recordsStartMs + 10;
            filter.toMs = recordsStartMs + 15;
        }) << 5;
        QTest::newRow("all of it") << filterOf([](TrafficFilter &filter) {
            filter.text = QStringLiteral("gpt");
            filter.outcome = ExchangeOutcome::Success;
            filter.provider = QStringLiteral("openai");
            filter.target = QStringLiteral("gpt");
            filter.route = QStringLiteral("smart");
            filter.fromMs = recordsStartMs;
            filter.toMs = recordsStartMs + 5;
        }) << 5;
    }
    void filtersFindTheSameInMemoryAndInTheDatabase()
    {
        QFETCH(TrafficFilter, filter);
        QFETCH(int, expected);
        std::vector<ExchangeRecord> records;
        for (int number = 0; number < 20; ++number)
            records.push_back(makeRecord(number));
        records[7].route = QStringLiteral("über");
        for (int number = 20; number < 30; ++number)
            records.push_back(makeRecord(number, QStringLiteral("claude")));
        for (int number = 30; number < 40; ++number)
            records.push_back(makeFailure(number));
        StoreOptions options;
        options.gatherTime = std::chrono::hours(1);
        RecordStore store(m_directory->path(), options);
        store.append(makeBatch(records));

        const QList<quint64> inMemory = idsOf(pageOf(store, 0, 100, filter));
        QCOMPARE(countOf(store, filter), expected);
        flush(store);

        QCOMPARE(inMemory.size(), expected);
        QCOMPARE(idsOf(pageOf(store, 0, 100, filter)), inMemory);
        QCOMPARE(idsOf(pageAtOf(store, 2, 3, filter)), inMemory.mid(2, 3));
        QCOMPARE(countOf(store, filter), expected);
        qsizetype matching = 0;
        for (const ExchangeRecord &record : records)
            matching += filter.matches(record) ? 1 : 0;
        QCOMPARE(matching, expected);
    }

    void snapshotStandsStillWhileRecordsCome()
    {
        RecordStore store(m_directory->path());
        store.append(makeBatch(1, 100));
        flush(store);
        const TrafficSnapshot first = snapshotOf(store);
        QCOMPARE(first.rows, 100);
        QCOMPARE(QList<quint64>(first.newestIds.begin(), first.newestIds.end()),
                 idsDownFrom(100, 100));

        store.append(makeBatch(101, 50));
        flush(store);

        const auto rows = answerOf<QList<ExchangeRecord>>(
            [&](QObject *context, auto answer) { store.rows({}, first, 10, 3, context, answer); });
        QCOMPARE(idsOf(rows), idsDownFrom(90, 3));
        const TrafficFilter byText =
            filterOf([](TrafficFilter &filter) { filter.text = QStringLiteral("gpt"); });
        for (const TrafficFilter &filter : {TrafficFilter{}, byText}) {
            const TrafficSnapshot next = snapshotOf(store, filter, first);
            QCOMPARE(next.rows, 150);
            QCOMPARE(next.lastSeq, first.lastSeq + 50);
        }
    }

    void snapshotListsWhatIsNotWritten()
    {
        StoreOptions options;
        options.gatherTime = std::chrono::hours(1);
        RecordStore store(m_directory->path(), options);
        store.append(makeBatch(1, 5));
        flush(store);
        store.append(makeBatch(6, 2));

        const TrafficSnapshot snapshot = snapshotOf(store);

        QCOMPARE(snapshot.rows, 5);
        QCOMPARE(idsOf(snapshot.unwritten), idsDownFrom(7, 2));
    }

    void minutesKeepTheirLatencies()
    {
        std::vector<ExchangeRecord> records;
        for (int number = 0; number < 100; ++number)
            records.push_back(makeRecord(number * 1'000, QStringLiteral("gpt")));
        records.push_back(makeFailure(500));
        records.push_back(makeRecord(700, QStringLiteral("claude")));
        RecordStore store(m_directory->path());
        // In two transactions: the second is merged into what the first left.
        store.append(makeBatch({records.begin(), records.begin() + 50}));
        flush(store);
        store.append(makeBatch({records.begin() + 50, records.end()}));
        flush(store);
        const auto ask = [&store](const QString &target) {
            return answerOf<QList<LatencyMinute>>([&](QObject *context, auto answer) {
                store.latencies(recordsStartMs - 60'000, recordsStartMs + 200'000, target, context,
                                answer);
            });
        };

        qint64 requests = 0;
        qint64 errors = 0;
        LatencyHistogram total;
        for (const LatencyMinute &minute : ask(QStringLiteral("gpt"))) {
            QCOMPARE(minute.startMs % 60'000, 0);
            QCOMPARE(minute.target, QStringLiteral("gpt"));
            requests += minute.requests;
            errors += minute.errors;
            total.merge(minute.total);
        }
        QCOMPARE(requests, 101);
        QCOMPARE(errors, 1);
        QCOMPARE(total.count(), 100);
        QCOMPARE(ask(QStringLiteral("claude")).size(), 1);
        QVERIFY(ask(QStringLiteral("nobody")).isEmpty());
        QVERIFY(ask({}).size() > ask(QStringLiteral("gpt")).size());
    }

private:
    std::unique_ptr<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(RecordQueriesTest)
#include "tst_RecordQueries.moc"
