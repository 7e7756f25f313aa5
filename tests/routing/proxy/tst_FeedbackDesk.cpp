// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/traffic/ExchangeRecord.h"
#include "routing/proxy/FeedbackDesk.h"
#include "routing/proxy/FeedbackRequest.h"
#include "support/Requests.h"

#include <QTest>

using namespace signalbox;
using models::Feedback;
using routing::DialectError;
using routing::FeedbackDesk;
using tests::padded;

namespace {

FeedbackDesk::Known known(quint64 id, const char *conversation = "")
{
    return {.exchangeId = id,
            .target = QStringLiteral("gpt"),
            .taskType = QStringLiteral("coding"),
            .conversation = QString::fromUtf8(conversation)};
}

Feedback opinion(quint64 id, double value)
{
    Feedback feedback;
    feedback.exchangeId = id;
    feedback.value = value;
    return feedback;
}

/// The desk, and what it told: "gpt coding 1 +1".
struct Heard
{
    FeedbackDesk desk;
    QStringList learned;
    std::vector<Feedback> kept;

    explicit Heard(std::size_t capacity = FeedbackDesk::usualCapacity)
        : desk(capacity)
    {
        desk.setLearn(
            [this](const QString &target, const QString &taskType, double value, double weight) {
                learned.append(
                    QStringLiteral("%1 %2 %3 %4").arg(target, taskType).arg(value).arg(weight));
            });
        desk.setKeep([this](const Feedback &feedback) { kept.push_back(feedback); });
    }
};

} // namespace

class FeedbackDeskTest final : public QObject
{
    Q_OBJECT

private slots:
    void taskTypeThatIsFoundOutLaterCounts()
    {
        Heard heard;
        heard.desk.remember({.exchangeId = 1, .target = QStringLiteral("gpt")});
        heard.desk.noteTaskType(1, 1);
        heard.desk.noteTaskType(2, 1); // unknown exchange: nothing to remember
        heard.desk.noteTaskType(1, -1); // not known: what was stays

        QVERIFY(heard.desk.give(opinion(1, 1)));

        QCOMPARE(heard.learned, QStringList{QStringLiteral("gpt math 1 1")});
    }

    void feedbackIsLearnedAndKept()
    {
        Heard heard;
        heard.desk.remember(known(7));
        QVERIFY(heard.desk.give(opinion(7, 1)));
        QCOMPARE(heard.learned, QStringList{QStringLiteral("gpt coding 1 1")});
        QCOMPARE(heard.kept.size(), std::size_t(1));
        QCOMPARE(heard.kept.back().taskType, QStringLiteral("coding"));
    }

    void laterFeedbackReplacesTheEarlier()
    {
        Heard heard;
        heard.desk.remember(known(7));
        QVERIFY(heard.desk.give(opinion(7, 1)));
        heard.learned.clear();
        Feedback second = opinion(7, 0);
        second.taskType = QStringLiteral("math");
        QVERIFY(heard.desk.give(second));
        QCOMPARE(heard.learned,
                 (QStringList{QStringLiteral("gpt coding 1 -1"), QStringLiteral("gpt math 0 1")}));
    }

    void commentAloneTeachesNothingAndTakesNothingBack()
    {
        Heard heard;
        heard.desk.remember(known(7));
        Feedback comment = opinion(7, 0);
        comment.value.reset();
        comment.comment = QStringLiteral("hm");
        QVERIFY(heard.desk.give(comment));
        QVERIFY(heard.learned.isEmpty());
        QVERIFY(!heard.kept.back().value);

        QVERIFY(heard.desk.give(opinion(7, 1)));
        QVERIFY(heard.desk.give(comment));
        QVERIFY(!heard.kept.back().value); // whoever keeps it keeps what was said before
        QCOMPARE(heard.kept.back().comment, QStringLiteral("hm"));
        QCOMPARE(heard.learned.size(), 1);
    }

    void exchangesOfAnEarlierRunAreRecalledOnce()
    {
        Heard heard;
        heard.desk.remember(known(9));
        const std::array earlier{known(8), FeedbackDesk::Known{.exchangeId = 9, .target = {}}};
        const std::array said{opinion(8, 0)};
        heard.desk.recall(earlier, said);
        QVERIFY(heard.desk.knows(8));
        QVERIFY(heard.desk.give(opinion(9, 1))); // as it was known before
        QCOMPARE(heard.learned, QStringList{QStringLiteral("gpt coding 1 1")});
        heard.learned.clear();
        QVERIFY(heard.desk.give(opinion(8, 1))); // what was said then is taken back
        QCOMPARE(heard.learned,
                 (QStringList{QStringLiteral("gpt  0 -1"), QStringLiteral("gpt coding 1 1")}));
    }

    void unknownExchangeIsKeptButNotLearned()
    {
        Heard heard;
        QVERIFY(!heard.desk.give(opinion(7, 1)));
        QVERIFY(heard.learned.isEmpty());
        QCOMPARE(heard.kept.size(), std::size_t(1));
    }

    void onlyTheNewestAreRemembered()
    {
        Heard heard(3);
        for (quint64 id = 1; id <= 5; ++id)
            heard.desk.remember(known(id, id % 2 == 0 ? "even" : "odd"));
        QVERIFY(!heard.desk.knows(2));
        QVERIFY(heard.desk.knows(3));
        QVERIFY(heard.desk.knows(5));
        QCOMPARE(heard.desk.newestOf(QStringLiteral("odd")), 5U);
        QCOMPARE(heard.desk.newestOf(QStringLiteral("even")), 4U);
        QCOMPARE(heard.desk.newestOf(QStringLiteral("none")), 0U);
        QCOMPARE(heard.desk.newestOf({}), 0U);
    }

    void bodiesAreRead_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<double>("value");
        const QByteArray id = "{\"exchange\":\"" + models::exchangeIdText(7).toUtf8() + "\",";
        QTest::newRow("score") << id + "\"score\":0.25}" << 0.25;
        QTest::newRow("whole score") << id + "\"score\":1}" << 1.0;
        QTest::newRow("value") << id + "\"value\":false}" << 0.0;
        QTest::newRow("label") << id + "\"label\":\"good\"}" << 1.0;
        QTest::newRow("a label of their own") << id + "\"label\":\"great\"}" << -1.0;
        QTest::newRow("a comment alone") << id + "\"comment\":\"hm\"}" << -1.0;
        QTest::newRow("conversation")
            << QByteArray("{\"conversation\":\"c\",\"value\":true,\"task_type\":\"coding\","
                          "\"comment\":\"yes\"}")
            << 1.0;
    }

    void bodiesAreRead()
    {
        QFETCH(QByteArray, body);
        QFETCH(double, value);
        FeedbackDesk desk;
        desk.remember(known(7, "c"));
        const auto read = routing::readFeedback(padded(body.toStdString()), desk, 99);
        const auto *feedback = std::get_if<Feedback>(&read);
        QVERIFY(feedback);
        QCOMPARE(feedback->exchangeId, 7U);
        QCOMPARE(feedback->value.value_or(-1), value);
        QCOMPARE(feedback->givenAtMs, 99);
    }

    void wrongBodiesAreRefusedByField_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("param");
        const auto row = [](const char *title, const QByteArray &body, int status,
                            const char *param) {
            QTest::newRow(title) << body << status << QByteArray(param);
        };
        const QByteArray id = "{\"exchange\":\"" + models::exchangeIdText(7).toUtf8() + "\",";
        const QByteArray unknown =
            "{\"exchange\":\"" + models::exchangeIdText(8).toUtf8() + "\",\"score\":1}";
        row("no JSON", "{", 400, "");
        row("empty", "", 400, "");
        row("no object", "[]", 400, "");
        row("nothing said", id + "\"task_type\":\"coding\"}", 400, "score");
        row("two opinions", id + "\"score\":1,\"value\":true}", 400, "score");
        row("score too high", id + "\"score\":1.5}", 400, "score");
        row("score is a text", id + "\"score\":\"1\"}", 400, "score");
        row("value is a number", id + "\"value\":1}", 400, "value");
        row("label", id + "\"label\":\"\"}", 400, "label");
        row("task type", id + "\"score\":1,\"task_type\":\"cooking\"}", 400, "task_type");
        row("comment", id + "\"score\":1,\"comment\":7}", 400, "comment");
        row("long comment", id + "\"score\":1,\"comment\":\"" + QByteArray(5000, 'x') + "\"}", 400,
            "comment");
        row("long body", id + "\"score\":1,\"x\":\"" + QByteArray(70'000, 'x') + "\"}", 400, "");
        row("misspelt", id + "\"scores\":1}", 400, "scores");
        row("no exchange", "{\"score\":1}", 400, "exchange");
        row("both", id + "\"conversation\":\"c\",\"score\":1}", 400, "exchange");
        row("no id", "{\"exchange\":\"x\",\"score\":1}", 400, "exchange");
        row("id is a number", "{\"exchange\":7,\"score\":1}", 400, "exchange");
        row("unknown exchange", unknown, 404, "exchange");
        row("unknown conversation", "{\"conversation\":\"x\",\"score\":1}", 404, "conversation");
    }

    void wrongBodiesAreRefusedByField()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(QByteArray, param);
        FeedbackDesk desk;
        desk.remember(known(7, "c"));
        const auto read = routing::readFeedback(padded(body.toStdString()), desk, 0);
        const auto *error = std::get_if<DialectError>(&read);
        QVERIFY(error);
        QCOMPARE(error->status, status);
        QCOMPARE(QByteArray::fromStdString(error->param), param);
    }
};

QTEST_GUILESS_MAIN(FeedbackDeskTest)
#include "tst_FeedbackDesk.moc"
