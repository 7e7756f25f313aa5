// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/Signal.h"
#include "routing/proxy/AnswerLessons.h"
#include "support/Wait.h"

#include <QTest>

using namespace signalbox;
using routing::AnswerLessons;
using tests::waitUntil;

namespace {

constexpr qint64 hourNs = 3'600'000'000'000;

AnswerLessons::Answered answered(quint64 exchange, const char *answer = "{\\\"a\\\":1}")
{
    return {.exchange = exchange,
            .target = QStringLiteral("gpt"),
            .endpoint = {models::ClientDialect::OpenAiChat, routing::Operation::Generate},
            .model = "smart",
            .request = "{\"model\":\"smart\",\"response_format\":{\"type\":\"json_object\"},"
                       "\"messages\":[{\"role\":\"user\",\"content\":\"Write a Python function "
                       "that parses JSON and fix the bug in it\"}]}",
            .answer = std::string("{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                                  "\"content\":\"")
                + answer + "\"},\"finish_reason\":\"stop\"}]}",
            .framing = {}};
}

} // namespace

class AnswerLessonsTest final : public QObject
{
    Q_OBJECT

private slots:
    void tellsTaskTypeAndWhatCanBeJudged()
    {
        AnswerLessons lessons;
        lessons.add(answered(7), 0);
        std::optional<AnswerLessons::Learned> learned;
        QVERIFY(waitUntil([&] { return (learned = lessons.take(hourNs)).has_value(); }));
        QCOMPARE(learned->exchange, 7U);
        QCOMPARE(learned->target, QStringLiteral("gpt"));
        QCOMPARE(learned->taskType, models::taskTypeNames().indexOf(QStringLiteral("coding")));
        QVERIFY(!learned->judgements.empty());
        for (const routing::Judgement &judgement : learned->judgements)
            QVERIFY(judgement.isGood);
        QVERIFY(!lessons.isBusy());
    }

    void takesNoMoreThanItHasRoomFor()
    {
        AnswerLessons lessons;
        quint64 taken = 0;
        while (lessons.hasRoom())
            lessons.add(answered(++taken), 0);
        lessons.add(answered(1000), 0);

        quint64 last = 0;
        QVERIFY(waitUntil([&] {
            while (const auto learned = lessons.take(hourNs * static_cast<qint64>(last + 1)))
                last = learned->exchange;
            return !lessons.isBusy();
        }));
        QCOMPARE(last, taken);
    }

    void restsAfterItsWork()
    {
        AnswerLessons lessons;
        lessons.add(answered(1), 0);
        std::optional<AnswerLessons::Learned> learned;
        QVERIFY(waitUntil([&] { return (learned = lessons.take(1)).has_value(); }));

        lessons.add(answered(2), 1);
        tests::letTimePass(std::chrono::milliseconds(20));
        QVERIFY(!lessons.take(2)); // no time has passed by its clock
        QVERIFY(lessons.isBusy());
        QVERIFY(waitUntil([&] { return lessons.take(hourNs).has_value(); }));
    }
};

QTEST_GUILESS_MAIN(AnswerLessonsTest)
#include "tst_AnswerLessons.moc"
