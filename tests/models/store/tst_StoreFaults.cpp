// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/RecordStore.h"
#include "models/store/Retention.h"
#include "models/store/StoreDatabase.h"
#include "models/store/StoreSchema.h"
#include "support/Records.h"
#include "support/StoreAnswers.h"
#include "support/Wait.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace signalbox::models;
using namespace signalbox::tests;
using StoreCondition = StoreState::Condition;

namespace {

constexpr std::chrono::milliseconds busyTimeout{20};

StoreOptions quickOptions()
{
    StoreOptions options;
    options.busyTimeout = busyTimeout;
    options.retryTime = std::chrono::milliseconds(20);
    options.gatherTime = std::chrono::milliseconds(5);
    return options;
}

/// A store that tries again only when it is flushed.
StoreOptions patientOptions()
{
    StoreOptions options = quickOptions();
    options.retryTime = std::chrono::hours(1);
    return options;
}

bool becomes(const RecordStore &store, StoreCondition condition)
{
    return waitUntil([&] { return store.state().condition == condition; });
}

qint64 numberIn(const StoreDatabase &database, const QString &sql)
{
    const auto found = database.number(sql);
    return found ? found.value() : -1;
}

QByteArray noise(int size)
{
    std::mt19937 random(3);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = static_cast<char>(random());
    return bytes;
}

} // namespace

class StoreFaultsTest final : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void lockedDatabaseIsAnsweredFromMemoryAndWrittenLater()
    {
        {
            RecordStore store(m_directory->path(), quickOptions());
            store.append(makeBatch(1, 10));
        }
        StoreDatabase other;
        QVERIFY(other.open(file(), StoreDatabase::Access::Write, busyTimeout));
        QVERIFY(other.run(QStringLiteral("BEGIN EXCLUSIVE")));
        RecordStore store(m_directory->path(), quickOptions());

        store.append(makeBatch({withBodies(makeRecord(11), "q", "a")}));
        QVERIFY(becomes(store, StoreCondition::MemoryOnly));

        QCOMPARE(store.state().problem, StoreProblem::Locked);
        QVERIFY(!store.state().message.isEmpty());
        QCOMPARE(countOf(store), 11);
        QVERIFY(detailOf(store, makeRecord(11).id)->bodies);
        QVERIFY(detailOf(store, makeRecord(5).id));

        QVERIFY(other.run(QStringLiteral("COMMIT")));
        QVERIFY(becomes(store, StoreCondition::Healthy));
        QVERIFY(store.state().message.isEmpty());
        QVERIFY(waitUntil([&] { return store.state().records == 11; }));
        QCOMPARE(countOf(store), 11);
    }

    void memoryKeepsTheNewestRecordsOnly()
    {
        StoreOptions options = patientOptions();
        options.memoryRecords = 100;
        RecordStore store(blockedDirectory(), options);
        QVERIFY(becomes(store, StoreCondition::MemoryOnly));

        for (int batch = 0; batch < 50; ++batch)
            store.append(makeBatch(1 + batch * 10, 10));

        QCOMPARE(countOf(store), 100);
        QVERIFY(detailOf(store, makeRecord(500).id));
        QVERIFY(!detailOf(store, makeRecord(400).id));
    }

    void directoryThatCannotBeMadeIsSaid()
    {
        const QString directory = blockedDirectory();
        RecordStore store(directory, patientOptions());

        QVERIFY(becomes(store, StoreCondition::MemoryOnly));
        QCOMPARE(store.state().problem, StoreProblem::CannotOpen);

        // The way is cleared: what was kept is written.
        store.append(makeBatch(1, 5));
        QVERIFY(QFile::remove(QFileInfo(directory).path()));
        flush(store);
        QVERIFY(becomes(store, StoreCondition::Healthy));
        QVERIFY(waitUntil([&] { return store.state().records == 5; }));
    }

    void damagedFileIsMovedAsideAndANewOneBegun_data()
    {
        QTest::addColumn<QByteArray>("contents");
        QTest::newRow("garbage") << noise(100'000);
        QTest::newRow("text") << QByteArray(5'000, 'x');
    }
    void damagedFileIsMovedAsideAndANewOneBegun()
    {
        QFETCH(QByteArray, contents);
        writeFile(contents);

        RecordStore store(m_directory->path(), quickOptions());
        store.append(makeBatch(1, 3));
        QVERIFY(becomes(store, StoreCondition::Healthy));

        QCOMPARE(store.state().problem, StoreProblem::Damaged);
        QFile aside(store.state().movedAside);
        QVERIFY(aside.fileName().contains(QLatin1String(".damaged-")));
        QVERIFY(store.state().message.contains(QDir::toNativeSeparators(aside.fileName())));
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), contents);
        flush(store);
        QCOMPARE(countOf(store), 3);
    }

    void fileThatBreaksLaterIsMovedAsideToo()
    {
        {
            RecordStore store(m_directory->path(), quickOptions());
            store.append(makeBatch(1, 2'000));
        }
        QFile database(file());
        QVERIFY(database.open(QIODevice::ReadWrite));
        QVERIFY(database.seek(4'096));
        database.write(QByteArray(static_cast<int>(database.size()) - 4'096, 'x'));
        database.close();

        RecordStore store(m_directory->path(), quickOptions());
        store.append(makeBatch(3'000, 5));

        QVERIFY(waitUntil([&] { return !store.state().movedAside.isEmpty(); }));
        QVERIFY(becomes(store, StoreCondition::Healthy));
        QVERIFY(waitUntil([&] { return store.state().records == 5; }));
    }

    void fullDiskKeepsRecordsInMemory()
    {
        StoreOptions options = patientOptions();
        options.maxPages = 60;
        RecordStore store(m_directory->path(), options);
        QVERIFY(becomes(store, StoreCondition::Healthy));

        int appended = 0;
        while (store.state().condition == StoreCondition::Healthy && appended < 500) {
            store.append(makeBatch({withBodies(makeRecord(++appended), noise(4'000), "a")}));
            flush(store);
        }

        QVERIFY(becomes(store, StoreCondition::MemoryOnly));
        QCOMPARE(store.state().problem, StoreProblem::DiskFull);
        QCOMPARE(countOf(store), appended);
        QVERIFY(detailOf(store, makeRecord(appended).id)->bodies);
        QVERIFY(detailOf(store, makeRecord(1).id)->bodies);
        store.append(makeBatch({makeRecord(appended + 1)}));
        QCOMPARE(countOf(store), appended + 1);
    }

    void databaseOfANewerVersionIsLeftAlone()
    {
        {
            StoreDatabase other;
            QVERIFY(other.open(file(), StoreDatabase::Access::Write, busyTimeout));
            QVERIFY(other.run(QStringLiteral("PRAGMA user_version = 999")));
        }
        RecordStore store(m_directory->path(), patientOptions());
        store.append(makeBatch(1, 3));

        QVERIFY(becomes(store, StoreCondition::MemoryOnly));
        QCOMPARE(store.state().problem, StoreProblem::TooNew);
        QCOMPARE(countOf(store), 3);
        QVERIFY(store.state().movedAside.isEmpty());
    }

    void bodiesOfSuccessesGoFirstWhenTheStoreIsBehind()
    {
        StoreOptions options = patientOptions();
        options.pendingBytes = 100'000;
        RecordStore store(blockedDirectory(), options);
        QVERIFY(becomes(store, StoreCondition::MemoryOnly));

        store.append(makeBatch({withBodies(makeRecord(1), QByteArray(90'000, 'q'), "a")}));
        store.append(makeBatch({withBodies(makeRecord(2), QByteArray(50'000, 'q'), "a"),
                                withBodies(makeFailure(3), QByteArray(10'000, 'q'), "a")}));
        flush(store);

        QVERIFY(detailOf(store, makeRecord(1).id)->bodies);
        QVERIFY(!detailOf(store, makeRecord(2).id)->bodies);
        QVERIFY(detailOf(store, makeRecord(3).id)->bodies);
        QVERIFY(waitUntil([&] { return store.state().bodiesDropped == 1; }));
    }

    void roomTellsWhatWouldBeDropped()
    {
        StoreOptions options = patientOptions();
        options.pendingBytes = 100'000;
        RecordStore store(blockedDirectory(), options);
        QVERIFY(becomes(store, StoreCondition::MemoryOnly));
        QCOMPARE(store.room(), RecordRoom::Everything);

        store.append(makeBatch({withBodies(makeFailure(1), QByteArray(101'000, 'q'), "a")}));
        QCOMPARE(store.room(), RecordRoom::NoBodiesOfSuccesses);

        store.append(makeBatch({withBodies(makeFailure(2), QByteArray(97'000, 'q'), "a")}));
        store.append(makeBatch({makeRecord(3)}));
        QCOMPARE(store.room(), RecordRoom::NoBodiesAndDecisions);

        // Whoever asked and left them out is counted as well.
        ExchangeRecord record = makeRecord(4);
        record.hadNoRoom = true;
        store.append(makeBatch({record}));
        flush(store);
        QVERIFY(waitUntil([&] { return store.state().bodiesDropped == 1; }));
    }

    void oldRecordsGoInSlices()
    {
        StoreDatabase database;
        fill(database, 1'200, {});
        CaptureSettings capture;
        capture.retentionDays = 1;
        Retention retention(database);
        const qint64 nowMs = recordsStartMs + 86'400'000 + 1'000; // record 1'000 is a day old

        int slices = 1;
        for (; run(retention, capture, nowMs); ++slices) {}

        QCOMPARE(slices, 3);
        QCOMPARE(numberIn(database, QStringLiteral("SELECT count(*) FROM exchange")), 200 + 1);
        QCOMPARE(numberIn(database, QStringLiteral("SELECT min(seq) FROM exchange")), 1'000);
    }

    void oldestBodiesGoFirstWhenTheStoreIsTooLarge()
    {
        StoreDatabase database;
        fill(database, 600, noise(4'000));
        CaptureSettings capture;
        capture.retentionDays = 0;
        capture.maxStoreMib = 1;
        Retention retention(database);

        while (run(retention, capture, recordsStartMs)) {}

        QCOMPARE(numberIn(database, QStringLiteral("SELECT count(*) FROM exchange")), 600);
        const qint64 left = numberIn(database, QStringLiteral("SELECT count(*) FROM body"));
        QVERIFY(left > 0 && left < 300);
        QCOMPARE(numberIn(database, QStringLiteral("SELECT max(seq) FROM body")), 600);
        const qint64 pages = numberIn(database, QStringLiteral("PRAGMA page_count"));
        const qint64 free = numberIn(database, QStringLiteral("PRAGMA freelist_count"));
        QVERIFY((pages - free) * 4'096 <= 1024 * 1024);
    }

    void spaceIsGivenBackWhenMuchIsFree()
    {
        StoreDatabase database;
        fill(database, 2'000, noise(4'000));
        CaptureSettings capture;
        capture.retentionDays = 0;
        capture.maxStoreMib = 1;
        Retention retention(database);
        const qint64 before = numberIn(database, QStringLiteral("PRAGMA page_count"));

        while (run(retention, capture, recordsStartMs)) {}

        QVERIFY(numberIn(database, QStringLiteral("PRAGMA page_count")) < before * 3 / 4);
        QVERIFY(numberIn(database, QStringLiteral("PRAGMA freelist_count")) <= 1'000);
    }

private:
    [[nodiscard]] QString file() const
    {
        return m_directory->filePath(QStringLiteral("traffic.db"));
    }
    void writeFile(const QByteArray &contents) const
    {
        QFile database(file());
        QVERIFY(database.open(QIODevice::WriteOnly));
        QCOMPARE(database.write(contents), contents.size());
    }
    /// A directory below something that is a file.
    [[nodiscard]] QString blockedDirectory() const
    {
        QFile obstacle(m_directory->filePath(QStringLiteral("obstacle")));
        if (!obstacle.open(QIODevice::WriteOnly))
            return {};
        return obstacle.fileName() + QStringLiteral("/store");
    }
    /// Stores the records 1 ... \a count and opens their database.
    void fill(StoreDatabase &database, int count, const QByteArray &body) const
    {
        {
            RecordStore store(m_directory->path());
            std::vector<ExchangeRecord> records;
            for (int number = 1; number <= count; ++number)
                records.push_back(body.isEmpty() ? makeRecord(number)
                                                 : withBodies(makeRecord(number), body, "a"));
            store.append(makeBatch(std::move(records)));
        }
        QVERIFY(database.open(file(), StoreDatabase::Access::Write, busyTimeout));
        QCOMPARE(numberIn(database, QStringLiteral("SELECT count(*) FROM exchange")), count);
    }
    static bool run(Retention &retention, const CaptureSettings &capture, qint64 nowMs)
    {
        const auto progress = retention.runSlice(capture, nowMs);
        return progress && progress.value() == Retention::Progress::More;
    }

    std::unique_ptr<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(StoreFaultsTest)
#include "tst_StoreFaults.moc"
