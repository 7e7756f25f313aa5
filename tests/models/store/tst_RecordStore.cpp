// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/RecordStore.h"
#include "support/Records.h"
#include "support/Wait.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace signalbox::models;
using namespace signalbox::tests;

namespace {

QList<quint64> idsOf(const QList<ExchangeRecord> &records)
{
    QList<quint64> ids;
    for (const ExchangeRecord &record : records)
        ids.append(record.id);
    return ids;
}

QList<quint64> idsDownFrom(int newest, int count)
{
    QList<quint64> ids;
    for (int number = newest; number > newest - count; --number)
        ids.append(makeRecord(number).id);
    return ids;
}

TrafficFilter filterOf(const std::function<void(TrafficFilter &)> &fill)
{
    TrafficFilter filter;
    fill(filter);
    return filter;
}

/// Waits for the answer of one question.
template<typename T, typename Ask>
T answerOf(Ask ask)
{
    std::optional<T> found;
    QObject context;
    ask(&context, [&found](const T &answer) { found = answer; });
    waitUntil([&found] { return found.has_value(); });
    return found.value_or(T{});
}

qint64 countOf(RecordStore &store, const TrafficFilter &filter = {})
{
    return answerOf<qint64>(
        [&](QObject *context, auto answer) { store.count(filter, context, answer); });
}

QList<ExchangeRecord> pageOf(RecordStore &store, quint64 beforeId, int limit,
                             const TrafficFilter &filter = {})
{
    return answerOf<QList<ExchangeRecord>>([&](QObject *context, auto answer) {
        store.page(filter, beforeId, limit, context, answer);
    });
}

QList<ExchangeRecord> pageAtOf(RecordStore &store, qint64 offset, int limit,
                               const TrafficFilter &filter = {})
{
    return answerOf<QList<ExchangeRecord>>([&](QObject *context, auto answer) {
        store.pageAt(filter, offset, limit, context, answer);
    });
}

std::optional<ExchangeRecord> detailOf(RecordStore &store, quint64 id)
{
    return answerOf<std::optional<ExchangeRecord>>(
        [&](QObject *context, auto answer) { store.detail(id, context, answer); });
}

TrafficSnapshot snapshotOf(RecordStore &store, const TrafficFilter &filter = {},
                           const std::optional<TrafficSnapshot> &previous = {})
{
    return answerOf<TrafficSnapshot>([&](QObject *context, auto answer) {
        store.snapshot(filter, 100, previous, context, answer);
    });
}

void flush(RecordStore &store)
{
    bool done = false;
    QObject context;
    store.flush(&context, [&done] { done = true; });
    QVERIFY(waitUntil([&done] { return done; }));
}

} // namespace

class RecordStoreTest final : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void emptyStoreIsHealthyAndFindsNothing()
    {
        RecordStore store(m_directory->filePath(QStringLiteral("not/there/yet")));

        QTRY_COMPARE(store.state().condition, StoreState::Condition::Healthy);
        QCOMPARE(store.state().records, 0);
        QVERIFY(store.state().bytes > 0);
        QCOMPARE(countOf(store), 0);
        QVERIFY(pageOf(store, 0, 10).isEmpty());
        QVERIFY(!detailOf(store, 1));
    }

    void recordIsFoundAtOnceWrittenOrNot()
    {
        RecordStore store(m_directory->path());

        store.append(makeBatch(1, 3));

        QCOMPARE(countOf(store), 3);
        QCOMPARE(idsOf(pageOf(store, 0, 2)), idsDownFrom(3, 2));
        flush(store);
        QCOMPARE(countOf(store), 3);
        QCOMPARE(idsOf(pageOf(store, 0, 2)), idsDownFrom(3, 2));
    }

    void everyFieldComesBack_data()
    {
        QTest::addColumn<bool>("written");
        QTest::newRow("from memory") << false;
        QTest::newRow("from the database") << true;
    }
    void everyFieldComesBack()
    {
        QFETCH(bool, written);
        ExchangeRecord record = withBodies(makeFailure(7), "question", "answer");
        record.longestGapUs = 1'234'567;
        record.cost = {-5};
        record.usage.reasoning = 12;
        AttemptRecord second = record.attempts.front();
        second.target = QStringLiteral("claude");
        second.provider = QStringLiteral("anthropic");
        second.model = QStringLiteral("claude-sonnet-4");
        second.errorClass = ErrorClass::RateLimited;
        second.error = record.error;
        second.firstByteUs = -1;
        second.keyIndex = -1;
        second.reusedConnection = false;
        record.attempts.push_back(second);
        StoreOptions options;
        options.gatherTime = std::chrono::hours(1);
        RecordStore store(m_directory->path(), options);
        store.append(makeBatch({record}));
        if (written)
            flush(store);

        const auto found = detailOf(store, record.id);

        QVERIFY(found.has_value());
        QCOMPARE(found->id, record.id);
        QCOMPARE(found->startedAtMs, record.startedAtMs);
        QCOMPARE(found->dialect, record.dialect);
        QCOMPARE(found->outcome, record.outcome);
        QCOMPARE(found->errorClass, record.errorClass);
        QCOMPARE(found->costSource, record.costSource);
        QCOMPARE(found->streamed, record.streamed);
        QCOMPARE(found->status, record.status);
        QCOMPARE(found->client, record.client);
        QCOMPARE(found->requestedModel, record.requestedModel);
        QCOMPARE(found->route, record.route);
        QCOMPARE(found->target, record.target);
        QCOMPARE(found->provider, record.provider);
        QCOMPARE(found->model, record.model);
        QCOMPARE(found->finishReason, record.finishReason);
        QCOMPARE(found->error, record.error);
        QCOMPARE(found->reason, record.reason);
        QCOMPARE(found->ttftUs, record.ttftUs);
        QCOMPARE(found->totalUs, record.totalUs);
        QCOMPARE(found->providerWaitUs, record.providerWaitUs);
        QCOMPARE(found->overheadUs, record.overheadUs);
        QCOMPARE(found->longestGapUs, record.longestGapUs);
        QCOMPARE(found->requestBytes, record.requestBytes);
        QCOMPARE(found->responseBytes, record.responseBytes);
        QVERIFY(found->usage == record.usage);
        QVERIFY(found->cost == record.cost);
        QVERIFY(found->attempts == record.attempts);
        QVERIFY(found->bodies);
        QVERIFY(*found->bodies == *record.bodies);
    }

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

    void recordsOutliveTheStore()
    {
        {
            RecordStore store(m_directory->path());
            store.append(makeBatch(1, 2'500));
        }

        RecordStore store(m_directory->path());

        QCOMPARE(countOf(store), 2'500);
        QCOMPARE(idsOf(pageOf(store, 0, 3)), idsDownFrom(2'500, 3));
        QVERIFY(waitUntil([&] { return store.state().records == 2'500; }));
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

    void captureDecidesWhichBodiesAreKept_data()
    {
        QTest::addColumn<CaptureBodies>("capture");
        QTest::addColumn<bool>("ofSuccess");
        QTest::addColumn<bool>("ofFailure");
        QTest::newRow("all") << CaptureBodies::All << true << true;
        QTest::newRow("errors") << CaptureBodies::Errors << false << true;
        QTest::newRow("none") << CaptureBodies::None << false << false;
    }
    void captureDecidesWhichBodiesAreKept()
    {
        QFETCH(CaptureBodies, capture);
        QFETCH(bool, ofSuccess);
        QFETCH(bool, ofFailure);
        RecordStore store(m_directory->path());
        store.setCapture({.bodies = capture});

        store.append(
            makeBatch({withBodies(makeRecord(1), "q", "a"), withBodies(makeFailure(2), "q", "a")}));
        flush(store);

        QCOMPARE(bool(detailOf(store, makeRecord(1).id)->bodies), ofSuccess);
        QCOMPARE(bool(detailOf(store, makeRecord(2).id)->bodies), ofFailure);
    }

    void longBodiesAreCutAndTheCutIsCounted()
    {
        RecordStore store(m_directory->path());
        store.setCapture({.maxBodyKib = 1});

        store.append(makeBatch({withBodies(makeRecord(1), QByteArray(3'000, 'q'), "short")}));
        flush(store);

        const auto found = detailOf(store, makeRecord(1).id);
        QCOMPARE(found->bodies->request, QByteArray(1'024, 'q'));
        QCOMPARE(found->bodies->requestOmitted, 3'000 - 1'024);
        QCOMPARE(found->bodies->response, QByteArray("short"));
        QCOMPARE(found->bodies->responseOmitted, 0);
    }

    void recordsFromManyThreadsAllArrive()
    {
        RecordStore store(m_directory->path());
        std::vector<std::jthread> threads;

        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&store, thread] {
                for (int i = 0; i < 50; ++i)
                    store.append(makeBatch(thread * 10'000 + i * 10, 10));
            });
        }
        threads.clear();
        flush(store);

        QCOMPARE(countOf(store), 4 * 500);
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

    void answerForSomebodyGoneIsDropped()
    {
        RecordStore store(m_directory->path());
        bool answered = false;
        {
            QObject gone;
            store.count({}, &gone, [&answered](qint64) { answered = true; });
        }

        (void)countOf(store);

        QVERIFY(!answered);
    }

private:
    std::unique_ptr<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(RecordStoreTest)
#include "tst_RecordStore.moc"
