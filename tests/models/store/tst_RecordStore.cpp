// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/RecordStore.h"
#include "models/store/StoreDatabase.h"
#include "support/Records.h"
#include "support/StoreAnswers.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <thread>
#include <vector>

using namespace signalbox::models;
using namespace signalbox::tests;

/// What is kept, and that it comes back.
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

    void recordsAreForTheirOwnerAlone()
    {
        const QString folder = m_directory->filePath(QStringLiteral("kept"));
        RecordStore store(folder);
        store.append(makeBatch(1, 3));
        flush(store);

        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
            | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        QCOMPARE(QFileInfo(folder).permissions() & others, QFile::Permissions());
        const QFileInfoList files = QDir(folder).entryInfoList(QDir::Files);
        QVERIFY(!files.isEmpty());
        for (const QFileInfo &file : files)
            QCOMPARE(file.permissions() & others, QFile::Permissions());
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
        record.kind = ExchangeKind::Shadow;
        record.shadowOf = 99;
        record.variant = QStringLiteral("brief");
        record.saved = {7};
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
        record.decision = std::make_shared<const DecisionText>("{\"served\": true}");
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
        QCOMPARE(found->kind, record.kind);
        QCOMPARE(found->shadowOf, record.shadowOf);
        QCOMPARE(found->variant, record.variant);
        QVERIFY(found->saved == record.saved);
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
        QVERIFY(found->decision);
        QCOMPARE(found->decision->json(*found), record.decision->json(record));
        QVERIFY(!pageOf(store, 0, 1).first().decision); // lists stay light
    }

    void manyDecisionsComeBackWithTheirOwnRecords()
    {
        std::vector<ExchangeRecord> records;
        for (int number = 1; number <= 100; ++number) {
            records.push_back(makeRecord(number));
            if (number % 3 != 0) {
                records.back().decision =
                    std::make_shared<const DecisionText>("decision " + std::to_string(number));
            }
        }
        RecordStore store(m_directory->path());
        store.append(makeBatch(records));
        flush(store);

        for (const ExchangeRecord &record : records) {
            const auto found = detailOf(store, record.id);
            QCOMPARE(bool(found->decision), bool(record.decision));
            if (record.decision)
                QCOMPARE(found->decision->json(*found), record.decision->json(record));
        }
    }

    void storeOfTheFirstVersionIsTakenOver()
    {
        {
            RecordStore store(m_directory->path());
            store.append(makeBatch(1, 5));
        }
        {
            StoreDatabase database;
            QVERIFY(database.open(QDir(m_directory->path()).filePath(QStringLiteral("traffic.db")),
                                  StoreDatabase::Access::Write, std::chrono::seconds(1)));
            QVERIFY(database.run(QStringLiteral("DROP TABLE decision")));
            QVERIFY(database.run(QStringLiteral("DROP TABLE feedback")));
            QVERIFY(database.run(QStringLiteral("PRAGMA user_version = 1")));
        }
        ExchangeRecord record = makeRecord(6);
        record.decision = std::make_shared<const DecisionText>("{}");

        RecordStore store(m_directory->path());
        store.append(makeBatch({record}));
        flush(store);

        QCOMPARE(countOf(store), 6);
        QVERIFY(!detailOf(store, makeRecord(1).id)->decision);
        QVERIFY(detailOf(store, record.id)->decision);
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

    void requestsComeWithWhatTheClientSentOnly_data()
    {
        QTest::addColumn<bool>("isWritten");
        QTest::newRow("from memory") << false;
        QTest::newRow("from the database") << true;
    }
    void requestsComeWithWhatTheClientSentOnly()
    {
        QFETCH(const bool, isWritten);
        RecordStore store(m_directory->path());
        store.append(makeBatch({withBodies(makeRecord(1), "one", "answer"), makeRecord(2),
                                withBodies(makeRecord(3), "three", "answer")}));
        if (isWritten)
            flush(store);

        const auto found = requestsOf(store, 0, 10);

        QCOMPARE(idsOf(found), idsDownFrom(3, 3));
        QVERIFY(found[0].bodies && found[2].bodies);
        QCOMPARE(found[0].bodies->request, QByteArray("three"));
        QCOMPARE(found[0].bodies->requestHead, QByteArray("content-type: application/json\n"));
        QVERIFY(found[0].bodies->response.isEmpty());
        QVERIFY(!found[1].bodies);
        QCOMPARE(found[2].bodies->request, QByteArray("one"));
    }

    void requestsAreReadInPartsThatAreNotTooLarge()
    {
        RecordStore store(m_directory->path());
        for (int number = 1; number <= 9; ++number) {
            store.append(makeBatch({withBodies(makeRecord(number), QByteArray(1'000, 'q'), {})}));
            if (number == 5)
                flush(store);
        }

        // A part holds at least one, and otherwise as many as there is room for.
        QList<quint64> ids;
        QList<qsizetype> sizes;
        for (auto part = requestsOf(store, 0, 4, 2'500); !part.isEmpty();
             part = requestsOf(store, ids.last(), 4, 2'500)) {
            ids += idsOf(part);
            sizes.append(part.size());
        }
        QCOMPARE(ids, idsDownFrom(9, 9));
        QCOMPARE(sizes, QList<qsizetype>({3, 3, 3}));
        QCOMPARE(requestsOf(store, 0, 4, 1).size(), 1);
        QCOMPARE(requestsOf(store, 0, 2).size(), 2);
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
    static QList<ExchangeRecord> requestsOf(RecordStore &store, quint64 beforeId, int limit,
                                            qint64 bytes = 1'000'000)
    {
        return answerOf<QList<ExchangeRecord>>([&](QObject *context, auto answer) {
            store.requests({}, beforeId, limit, bytes, context, answer);
        });
    }

    std::unique_ptr<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(RecordStoreTest)
#include "tst_RecordStore.moc"
