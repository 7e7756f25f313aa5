// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/TrafficTableModel.h"
#include "models/stats/LiveSeries.h"
#include "models/store/RecordInserter.h"
#include "models/store/RecordStore.h"
#include "models/store/StoreDatabase.h"
#include "models/store/StoreReader.h"
#include "models/store/StoreSchema.h"
#include "support/Records.h"
#include "support/Wait.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <ctime>

using namespace signalbox::models;
using namespace signalbox::tests;

namespace {

constexpr int batchSize = 1'000;
constexpr int batches = 100;
constexpr int million = 1'000'000;

double threadCpuUs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e6 + double(time.tv_nsec) / 1e3;
}

/// Like recorded traffic: a handful of names, every figure different.
RecordBatch trafficBatch(int first, const QByteArray &body = {})
{
    static const std::array<QString, 5> targets{QStringLiteral("gpt"), QStringLiteral("claude"),
                                                QStringLiteral("gemini"), QStringLiteral("llama"),
                                                QStringLiteral("mistral")};
    std::vector<ExchangeRecord> records;
    records.reserve(batchSize);
    for (int number = first; number < first + batchSize; ++number) {
        if (number % 50 == 0)
            records.push_back(makeFailure(number));
        else
            records.push_back(makeRecord(number, targets.at(static_cast<std::size_t>(number) % 5)));
        if (!body.isEmpty())
            records.back() = withBodies(records.back(), body, body);
    }
    return makeBatch(std::move(records));
}

QByteArray jsonOf(int size)
{
    QByteArray json;
    for (int i = 0; json.size() < size; ++i)
        json += "{\"role\":\"user\",\"content\":\"word " + QByteArray::number(i * 7919) + "\"},";
    return json.left(size);
}

template<typename Work>
double millisecondsOf(Work work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e6;
}

} // namespace

class RecordStoreBench final : public QObject
{
    Q_OBJECT

private slots:
    void cpuOfARecord_data()
    {
        QTest::addColumn<int>("bodyBytes");
        QTest::newRow("without bodies") << 0;
        QTest::newRow("with two bodies of 1 KB") << 1'024;
    }
    void cpuOfARecord()
    {
        QFETCH(int, bodyBytes);
        const QTemporaryDir directory;
        StoreDatabase database;
        QVERIFY(database.open(directory.filePath(QStringLiteral("bench.db")),
                              StoreDatabase::Access::Write, std::chrono::seconds(1)));
        QVERIFY(migrateStore(database));
        {
            RecordInserter inserter(database);
            double us = 0;
            for (int batch = 0; batch < batches; ++batch) {
                const RecordBatch records = trafficBatch(batch * batchSize, jsonOf(bodyBytes));
                const double begun = threadCpuUs();
                QVERIFY(inserter.insert({records}, {}));
                QVERIFY(inserter.commit());
                us += threadCpuUs() - begun;
            }
            qInfo("%.2f us CPU a record", us / (batches * batchSize));
        }
    }

    void aMillionRecords()
    {
        const QTemporaryDir directory;
        const QString file = directory.filePath(QStringLiteral("traffic.db"));
        {
            StoreDatabase database;
            QVERIFY(database.open(file, StoreDatabase::Access::Write, std::chrono::seconds(1)));
            QVERIFY(migrateStore(database));
            RecordInserter inserter(database);
            for (int first = 0; first < million; first += batchSize) {
                QVERIFY(inserter.insert({trafficBatch(first)}, {}));
                QVERIFY(inserter.commit());
            }
        }
        qInfo("database: %.0f MiB", double(QFileInfo(file).size()) / 1024 / 1024);
        Backlog backlog({.bytes = 1, .records = 1, .recordLimit = 1});
        StoreReader reader(backlog, std::chrono::seconds(1));
        TrafficFilter text;
        text.text = QStringLiteral("clau");
        TrafficFilter rare;
        rare.text = QStringLiteral("answered 500");

        qInfo("open: %.2f ms", millisecondsOf([&] { reader.open(file); }));
        for (const char *turn : {"first", "second"}) {
            qInfo("%s turn", turn);
            qInfo("  first page: %.2f ms", millisecondsOf([&] { (void)reader.page({}, 0, 200); }));
            qInfo("  row 500000: %.2f ms",
                  millisecondsOf([&] { (void)reader.pageAt({}, million / 2, 200); }));
            qInfo("  count: %.2f ms", millisecondsOf([&] { QCOMPARE(reader.count({}), million); }));
            qInfo("  count of text, a fifth: %.1f ms",
                  millisecondsOf([&] { QCOMPARE(reader.count(text), million / 5); }));
            qInfo("  first page of text: %.2f ms",
                  millisecondsOf([&] { (void)reader.page(text, 0, 200); }));
            qInfo("  text row 100000: %.1f ms",
                  millisecondsOf([&] { (void)reader.pageAt(text, million / 10, 200); }));
            qInfo("  count of error text: %.1f ms",
                  millisecondsOf([&] { (void)reader.count(rare); }));
            qInfo("  snapshot: %.2f ms",
                  millisecondsOf([&] { (void)reader.snapshot({}, 2'000, {}); }));
        }
    }

    void appendingToTheStore()
    {
        const QTemporaryDir directory;
        RecordStore store(directory.path());
        const RecordBatch batch = trafficBatch(0);

        QBENCHMARK
        {
            store.append(batch);
        }
    }

    void liveRowsOfTheTrafficTable()
    {
        const QTemporaryDir directory;
        RecordStore store(directory.path());
        TrafficTableModel model(store);
        double worstMs = 0;
        double sumMs = 0;
        for (int batch = 0; batch < batches; ++batch) {
            const RecordBatch records = makeBatch(batch * 200, 200);
            store.append(records);
            // CPU, because the store writes on the same cores meanwhile.
            const double begun = threadCpuUs();
            model.addLive(records);
            QCoreApplication::processEvents();
            const double ms = (threadCpuUs() - begun) / 1e3;
            worstMs = std::max(worstMs, ms);
            sumMs += ms;
        }
        qInfo("200 live rows: mean %.3f ms CPU, worst %.3f ms", sumMs / batches, worstMs);
    }

    void liveSeries()
    {
        LiveSeries series;
        const RecordBatch batch = trafficBatch(0);

        QBENCHMARK
        {
            series.add(batch);
        }
    }
};

QTEST_GUILESS_MAIN(RecordStoreBench)
#include "tst_RecordStoreBench.moc"
