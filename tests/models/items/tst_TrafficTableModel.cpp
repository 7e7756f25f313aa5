// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/TrafficTableModel.h"
#include "support/Records.h"
#include "support/Wait.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace signalbox::models;
using namespace signalbox::tests;
using Column = TrafficTableModel::Column;

namespace {

void flush(RecordStore &store)
{
    bool done = false;
    QObject context;
    store.flush(&context, [&done] { done = true; });
    QVERIFY(waitUntil([&done] { return done; }));
}

/// The id in a row, once it is loaded; 0 before.
quint64 idAt(const TrafficTableModel &model, int row)
{
    return model.index(row, 0).data(TrafficTableModel::IdRole).toULongLong();
}

quint64 loadedIdAt(const TrafficTableModel &model, int row)
{
    waitUntil([&] { return idAt(model, row) != 0; });
    return idAt(model, row);
}

QString textAt(const TrafficTableModel &model, int row, Column column)
{
    return model.index(row, column).data().toString();
}

} // namespace

class TrafficTableModelTest final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QLocale::setDefault(QLocale::c());
        m_store.reset();
        m_directory = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<RecordStore>(m_directory->path());
    }

    void storedRecordsArePagedInAsTheyAreLookedAt()
    {
        m_store->append(makeBatch(1, 5'000));
        flush(*m_store);
        TrafficTableModel model(*m_store);
        const QAbstractItemModelTester tester(&model);
        QSignalSpy counted(&model, &TrafficTableModel::counted);

        QTRY_COMPARE(model.rowCount(), 5'000);
        QCOMPARE(counted.count(), 1);
        QCOMPARE(counted.front().front().toLongLong(), 5'000);
        for (const int row : {0, 1, 199, 200, 201, 2'500, 4'998, 4'999}) {
            QCOMPARE(loadedIdAt(model, row), makeRecord(5'000 - row).id);
            QCOMPARE(model.rowOf(makeRecord(5'000 - row).id), row);
            QCOMPARE(model.index(row, 0).data(TrafficTableModel::AttemptsRole).toInt(), 1);
        }
    }

    void rowsNotLoadedSaySo()
    {
        m_store->append(makeBatch(1, 1'000));
        flush(*m_store);
        TrafficTableModel model(*m_store);
        QTRY_COMPARE(model.rowCount(), 1'000);

        const QModelIndex index = model.index(500, Column::RequestedColumn);
        QCOMPARE(index.data(TrafficTableModel::LoadingRole).toBool(), true);
        QCOMPARE(index.data().toString(), QString());
        QCOMPARE(model.rowOf(makeRecord(500).id), -1);

        QTRY_COMPARE(index.data(TrafficTableModel::LoadingRole).toBool(), false);
        QCOMPARE(index.data().toString(), QStringLiteral("smart"));
    }

    void liveRecordsAppearOnTopAtOnceAndOnce()
    {
        m_store->append(makeBatch(1, 100));
        flush(*m_store);
        TrafficTableModel model(*m_store);
        const QAbstractItemModelTester tester(&model);
        QTRY_COMPARE(model.rowCount(), 100);

        const RecordBatch batch = makeBatch(101, 10);
        model.addLive(batch);
        m_store->append(batch);
        model.addLive(batch);

        QCOMPARE(model.rowCount(), 110);
        QCOMPARE(idAt(model, 0), makeRecord(110).id);
        QCOMPARE(model.rowOf(makeRecord(101).id), 9);
        QCOMPARE(loadedIdAt(model, 10), makeRecord(100).id);
    }

    void recordsStoredBeforeTheyAreAnnouncedAreShownOnce()
    {
        TrafficTableModel model(*m_store);
        const QAbstractItemModelTester tester(&model);
        QSignalSpy counted(&model, &TrafficTableModel::counted);
        const RecordBatch batch = makeBatch(1, 10);
        m_store->append(batch);
        flush(*m_store);
        model.setFilter(TrafficFilter());
        TrafficFilter all;
        all.fromMs = 1;
        model.setFilter(all);
        QTRY_COMPARE(model.rowCount(), 10);

        model.addLive(batch);

        QCOMPARE(model.rowCount(), 10);
    }

    void liveRowsAreLeftToTheStoreWithoutARowChangingItsPlace_data()
    {
        QTest::addColumn<int>("batches");
        QTest::addColumn<bool>("checked"); // the tester looks at every row after every change
        QTest::newRow("a few, checked") << 6 << true;
        QTest::newRow("many") << 40 << false;
    }
    void liveRowsAreLeftToTheStoreWithoutARowChangingItsPlace()
    {
        QFETCH(int, batches);
        QFETCH(bool, checked);
        constexpr int batchSize = 500;
        TrafficTableModel model(*m_store);
        std::unique_ptr<QAbstractItemModelTester> tester;
        if (checked)
            tester = std::make_unique<QAbstractItemModelTester>(&model);
        QSignalSpy counted(&model, &TrafficTableModel::counted);
        QVERIFY(waitUntil([&] { return counted.count() == 1; }));
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        const RecordBatch first = makeBatch(1, 1);
        m_store->append(first);
        model.addLive(first);
        const QPersistentModelIndex selected(model.index(0, 0));

        for (int batch = 0; batch < batches; ++batch) {
            const RecordBatch records = makeBatch(2 + batch * batchSize, batchSize);
            m_store->append(records);
            model.addLive(records);
            if (batch % 4 == 3)
                flush(*m_store);
        }

        QVERIFY(waitUntil([&] { return counted.count() > 1; }));
        const int rows = 1 + batches * batchSize;
        QCOMPARE(model.rowCount(), rows);
        QCOMPARE(selected.row(), rows - 1);
        QCOMPARE(reset.count(), 0);
        for (int row = 0; row < rows; row += 97)
            QCOMPARE(loadedIdAt(model, row), makeRecord(rows - row).id);
        QCOMPARE(loadedIdAt(model, selected.row()), makeRecord(1).id);
    }

    void filterHoldsForStoredAndForLiveRows()
    {
        m_store->append(makeBatch({makeRecord(1), makeFailure(2), makeRecord(3)}));
        flush(*m_store);
        TrafficTableModel model(*m_store);
        const QAbstractItemModelTester tester(&model);
        TrafficFilter failures;
        failures.outcome = ExchangeOutcome::ProviderError;

        model.setFilter(failures);
        model.addLive(makeBatch({makeRecord(4), makeFailure(5)}));

        QTRY_COMPARE(model.rowCount(), 2);
        QCOMPARE(idAt(model, 0), makeFailure(5).id);
        QCOMPARE(loadedIdAt(model, 1), makeFailure(2).id);
        QVERIFY(model.filter() == failures);
    }

    void quicklyChangedFilterEndsWithTheLastOne()
    {
        m_store->append(makeBatch(
            {makeRecord(1, QStringLiteral("gpt")), makeRecord(2, QStringLiteral("claude"))}));
        flush(*m_store);
        TrafficTableModel model(*m_store);
        const QAbstractItemModelTester tester(&model);

        for (const QString &text : {QStringLiteral("c"), QStringLiteral("cl"), QStringLiteral("x"),
                                    QStringLiteral("claude")}) {
            TrafficFilter filter;
            filter.text = text;
            model.setFilter(filter);
        }

        QTRY_COMPARE(model.rowCount(), 1);
        QCOMPARE(loadedIdAt(model, 0), makeRecord(2).id);
    }

    void unwrittenRecordsAreThereAfterAFilterChange()
    {
        StoreOptions options;
        options.gatherTime = std::chrono::hours(1);
        m_store.reset();
        m_store = std::make_unique<RecordStore>(m_directory->path(), options);
        TrafficTableModel model(*m_store);
        const QAbstractItemModelTester tester(&model);
        const RecordBatch batch = makeBatch(1, 5);
        m_store->append(batch);
        model.addLive(batch);
        TrafficFilter filter;
        filter.text = QStringLiteral("gpt");

        model.setFilter(filter);

        QTRY_COMPARE(model.rowCount(), 5);
        QCOMPARE(idAt(model, 0), makeRecord(5).id);
    }

    void cellsAreWrittenForPeople()
    {
        TrafficTableModel model(*m_store);
        model.addLive(makeBatch({makeRecord(1)}));

        QCOMPARE(textAt(model, 0, Column::RequestedColumn), QStringLiteral("smart"));
        QCOMPARE(textAt(model, 0, Column::ServedColumn), QStringLiteral("openai/gpt-4o-mini"));
        QCOMPARE(textAt(model, 0, Column::StatusColumn), QStringLiteral("200"));
        QCOMPARE(textAt(model, 0, Column::TtftColumn), QStringLiteral("100 ms"));
        QCOMPARE(textAt(model, 0, Column::TotalColumn), QStringLiteral("900 ms"));
        QCOMPARE(textAt(model, 0, Column::InputColumn), QStringLiteral("100"));
        QCOMPARE(textAt(model, 0, Column::CostColumn), QStringLiteral("≈ $0.000051"));
        QCOMPARE(textAt(model, 0, Column::FinishColumn), QStringLiteral("stop"));
        const QModelIndex cost = model.index(0, Column::CostColumn);
        QCOMPARE(cost.data(TrafficTableModel::SortRole).toLongLong(), 51);
        QCOMPARE(cost.data(TrafficTableModel::AttemptsRole).toInt(), 1);
        QCOMPARE(cost.data(TrafficTableModel::OutcomeRole).toInt(), int(ExchangeOutcome::Success));
        QCOMPARE(cost.data(TrafficTableModel::RecordRole).value<ExchangeRecord>().id,
                 makeRecord(1).id);
    }

    void unknownIsADashAndNeverZero()
    {
        ExchangeRecord record = makeFailure(1);
        record.finishReason.clear();
        record.status = 0;
        record.route.clear();
        TrafficTableModel model(*m_store);

        model.addLive(makeBatch({record}));

        for (const Column column :
             {Column::StatusColumn, Column::TtftColumn, Column::SpeedColumn, Column::InputColumn,
              Column::OutputColumn, Column::CachedColumn, Column::CostColumn, Column::FinishColumn,
              Column::RouteColumn}) {
            QCOMPARE(textAt(model, 0, column), QStringLiteral("—"));
            QVERIFY(!model.index(0, column).data(TrafficTableModel::SortRole).isValid());
        }
    }

    void everyColumnHasAHeader()
    {
        const TrafficTableModel model(*m_store);
        QSet<QString> headers;

        for (int column = 0; column < model.columnCount(); ++column)
            headers.insert(model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());

        QVERIFY(!headers.contains(QString()));
        QCOMPARE(headers.size(), int(Column::ColumnCount));
    }

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<RecordStore> m_store;
};

QTEST_GUILESS_MAIN(TrafficTableModelTest)
#include "tst_TrafficTableModel.moc"
