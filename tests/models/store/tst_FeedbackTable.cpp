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
#include <QTemporaryDir>
#include <QTest>

using namespace signalbox::models;
using namespace signalbox::tests;

namespace {

constexpr std::chrono::milliseconds busyTimeout{20};

Feedback opinion(int number, double value)
{
    return {.exchangeId = makeRecord(number).id,
            .value = value,
            .label = QStringLiteral("good"),
            .taskType = QStringLiteral("coding"),
            .comment = QStringLiteral("it's \"fine\""),
            .givenAtMs = recordsStartMs};
}

std::optional<Feedback> feedbackOf(RecordStore &store, int number)
{
    return answerOf<std::optional<Feedback>>([&](QObject *context, auto answer) {
        store.feedback(makeRecord(number).id, context, answer);
    });
}

} // namespace

class FeedbackTableTest final : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void feedbackIsFoundByItsExchange()
    {
        RecordStore store(m_directory->path());
        store.append(makeBatch(1, 3));
        store.append(opinion(2, 0.5));
        flush(store);
        QCOMPARE(feedbackOf(store, 2), opinion(2, 0.5));
        QVERIFY(!feedbackOf(store, 1));
    }

    void laterFeedbackReplacesTheEarlier()
    {
        RecordStore store(m_directory->path());
        store.append(opinion(1, 1));
        Feedback plain;
        plain.exchangeId = makeRecord(1).id;
        plain.value = 0;
        store.append(plain);
        flush(store);
        plain.comment = opinion(1, 1).comment; // not taken back by a value
        QVERIFY(!plain.comment.isEmpty());
        QCOMPARE(feedbackOf(store, 1), plain);
    }

    void commentAloneTakesNothingBack()
    {
        RecordStore store(m_directory->path());
        store.append(opinion(1, 1));
        Feedback comment;
        comment.exchangeId = makeRecord(1).id;
        comment.comment = QStringLiteral("hm");
        store.append(comment);
        store.append(Feedback{.exchangeId = makeRecord(2).id, .comment = QStringLiteral("?")});
        flush(store);
        Feedback expected = opinion(1, 1);
        expected.comment = comment.comment;
        expected.givenAtMs = 0;
        QCOMPARE(feedbackOf(store, 1), expected);
        QVERIFY(!feedbackOf(store, 2)->value);
    }

    void ownLabelAloneReplacesTheLabelAndKeepsTheValue()
    {
        RecordStore store(m_directory->path());
        store.append(opinion(1, 1));
        store.append(
            Feedback{.exchangeId = makeRecord(1).id, .label = QStringLiteral("wrong tone")});
        flush(store);
        QCOMPARE(feedbackOf(store, 1)->label, QStringLiteral("wrong tone"));
        QCOMPARE(feedbackOf(store, 1)->value, std::optional(1.0));
    }

    void newestFeedbackIsListed()
    {
        RecordStore store(m_directory->path());
        for (const int number : {3, 1, 2})
            store.append(opinion(number, 0.5));
        flush(store);
        const auto listed = answerOf<QList<Feedback>>(
            [&](QObject *context, auto answer) { store.feedbacks(2, context, answer); });
        QCOMPARE(listed, (QList<Feedback>{opinion(3, 0.5), opinion(2, 0.5)}));
    }

    void feedbackOutlivesTheProgram()
    {
        {
            RecordStore store(m_directory->path());
            store.append(opinion(1, 1));
        }
        RecordStore store(m_directory->path());
        flush(store);
        QCOMPARE(feedbackOf(store, 1), opinion(1, 1));
    }

    void feedbackWaitsForADatabaseThatDoesNotWork()
    {
        {
            RecordStore store(m_directory->path());
            flush(store);
        }
        StoreDatabase other;
        QVERIFY(other.open(file(), StoreDatabase::Access::Write, busyTimeout));
        QVERIFY(other.run(QStringLiteral("BEGIN IMMEDIATE")));
        StoreOptions options;
        options.busyTimeout = busyTimeout;
        options.retryTime = std::chrono::hours(1);
        RecordStore store(m_directory->path(), options);
        store.append(opinion(1, 1));
        flush(store);
        QVERIFY(!feedbackOf(store, 1));

        QVERIFY(other.run(QStringLiteral("ROLLBACK")));
        flush(store);
        QVERIFY(waitUntil([&] { return feedbackOf(store, 1).has_value(); }));
    }

    void databaseOfTheFirstVersionIsTakenOver()
    {
        {
            RecordStore store(m_directory->path());
            store.append(makeBatch(1, 5));
        }
        {
            // As the first version left it.
            StoreDatabase old;
            QVERIFY(old.open(file(), StoreDatabase::Access::Write, busyTimeout));
            for (const char *statement : {"DROP TABLE feedback", "DROP TABLE IF EXISTS decision",
                                          "PRAGMA user_version = 1"})
                QVERIFY(old.run(QString::fromUtf8(statement)));
        }
        RecordStore store(m_directory->path());
        store.append(opinion(3, 0));
        flush(store);
        QCOMPARE(countOf(store), 5);
        QCOMPARE(detailOf(store, makeRecord(3).id)->target, makeRecord(3).target);
        QCOMPARE(feedbackOf(store, 3), opinion(3, 0));
        StoreDatabase now;
        QVERIFY(now.open(file(), StoreDatabase::Access::Read, busyTimeout));
        QCOMPARE(now.number(QStringLiteral("PRAGMA user_version")).value(),
                 qint64(storeSchemaVersion));
    }

    void feedbackGoesWithItsRecord()
    {
        {
            RecordStore store(m_directory->path());
            store.append(makeBatch(1, 5));
            store.append(opinion(1, 1));
            store.append(opinion(5, 1));
        }
        StoreDatabase database;
        QVERIFY(database.open(file(), StoreDatabase::Access::Write, busyTimeout));
        CaptureSettings capture;
        capture.retentionDays = 1;
        const qint64 day = 86'400'000;
        Retention retention(database);
        QVERIFY(retention.runSlice(capture, recordsStartMs + 3 + day));
        const auto left = [&](int number) {
            return database
                .number(QStringLiteral("SELECT count(*) FROM feedback WHERE exchange = %1")
                            .arg(makeRecord(number).id))
                .value();
        };
        QCOMPARE(left(1), qint64(0));
        QCOMPARE(left(5), qint64(1));
    }

private:
    [[nodiscard]] QString file() const
    {
        return QDir(m_directory->path()).filePath(QStringLiteral("traffic.db"));
    }

    std::unique_ptr<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(FeedbackTableTest)
#include "tst_FeedbackTable.moc"
