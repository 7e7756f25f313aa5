// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/Asker.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using models::ErrorClass;

/// Answers that look like some, and are none.
class ProxyHiddenFailuresTest final : public QObject
{
    Q_OBJECT

private slots:
    void errorInsideA200IsNoAnswer_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("isCut");
        const QByteArray error = openAiError("overloaded", "502");
        const QByteArray late = R"({"id":"c1","choices":[],"error":{"message":"down"}})";
        for (const bool isCut : {false, true}) {
            const char *how = isCut ? "in pieces" : "at once";
            QTest::addRow("first thing, %s", how) << error << isCut;
            QTest::addRow("last thing, %s", how) << late << isCut;
        }
    }

    void errorInsideA200IsNoAnswer()
    {
        QFETCH(QByteArray, body);
        QFETCH(bool, isCut);
        TwoProviders two;
        const QByteArray fields = "content-type: application/json\r\n";
        const QByteArray head =
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n" + fields + "\r\n";
        two.first.setResponder([=](const SeenRequest &) {
            return isCut ? ProviderScript()
                               .send(head + chunk(body.first(20)))
                               .wait(std::chrono::milliseconds(20))
                               .send(chunk(body.sliced(20)) + lastChunk())
                         : ProviderScript().send(plainAnswer(200, body));
        });
        alwaysAnswer(two.second, plainAnswer(200, chatAnswer));
        ProxyFixture proxy(threeInARow(two));
        Asker asker(proxy);

        const ProbeAnswer answer = asker.ask();

        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, chatAnswer);
        QCOMPARE(answer.field("x-signalbox-target"), "two-target");
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.attempts.size(), std::size_t(3));
        QVERIFY(record.attempts.front().errorClass != ErrorClass::None);
    }

    void answerInPiecesIsWholeAlsoWhereOthersCouldServe()
    {
        TwoProviders two;
        const QByteArray head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n"
                                "content-type: application/json\r\n\r\n";
        two.first.setResponder([=](const SeenRequest &) {
            return ProviderScript()
                .send(head + chunk(chatAnswer.first(30)))
                .wait(std::chrono::milliseconds(20))
                .send(chunk(chatAnswer.sliced(30, 40)))
                .wait(std::chrono::milliseconds(20))
                .send(chunk(chatAnswer.sliced(70)) + lastChunk());
        });
        ProxyFixture proxy(threeInARow(two));
        Asker asker(proxy);
        QCOMPARE(asker.ask().body, chatAnswer);
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.outcome, models::ExchangeOutcome::Success);
        QCOMPARE(record.usage.input, 11);
        QCOMPARE(record.usage.output, 7);
        QVERIFY(record.bodies && record.bodies->response == chatAnswer);
    }

    void whatAContentFilterStopsGoesElsewhere_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QByteArray whole = chatAnswer;
        QTest::newRow("in one piece")
            << plainAnswer(200, whole.replace("\"stop\"", "\"content_filter\""));
        const QByteArray end = "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{},"
                               "\"finish_reason\":\"content_filter\"}]}\n\n";
        QTest::newRow("as a stream") << chunkedStream({end, doneEvent});
        QTest::newRow("by its status")
            << plainAnswer(400, openAiError("filtered", "\"content_filter\""));
    }

    void whatAContentFilterStopsGoesElsewhere()
    {
        QFETCH(QByteArray, answer);
        TwoProviders two;
        alwaysAnswer(two.first, answer);
        alwaysAnswer(two.second, plainAnswer(200, chatAnswer));
        models::Policy policy = threeInARow(two);
        policy.routes.front().graph.nodes[s("start")].body =
            models::FallbackNode{.steps = {{s("a"), {}},
                                           {s("b"), {ErrorClass::Timeout}},
                                           {s("c"), {ErrorClass::ContentFilter}}}};
        ProxyFixture proxy(policy);
        Asker asker(proxy);
        QCOMPARE(asker.target(), "two-target");
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.attempts.size(), std::size_t(2));
        QCOMPARE(record.attempts.front().errorClass, ErrorClass::ContentFilter);
    }

    void filteredAnswerIsPassedOnWhereNobodyIsForIt()
    {
        TwoProviders two;
        QByteArray filtered = chatAnswer;
        filtered.replace("\"stop\"", "\"content_filter\"");
        alwaysAnswer(two.first, plainAnswer(200, filtered));
        ProxyFixture proxy(routed(two, {{s("start"), target("one-target")}}));
        Asker asker(proxy);
        QCOMPARE(asker.ask().body, filtered);
        QCOMPARE(proxy.record().outcome, models::ExchangeOutcome::Success);
    }

    void streamWithoutAWordIsNoAnswer()
    {
        TwoProviders two;
        alwaysAnswer(two.first, streamHead() + lastChunk());
        alwaysAnswer(two.second, chunkedStream({delta("hi"), stopEvent, doneEvent}));
        ProxyFixture proxy(threeInARow(two));
        Asker asker(proxy);
        QCOMPARE(asker.target(chatStreamBody), "two-target");
        QCOMPARE(proxy.record().attempts.front().errorClass, ErrorClass::ServerError);
    }

    void streamThatJustStopsIsAFailure_data()
    {
        QTest::addColumn<QByteArray>("last");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("in the middle") << QByteArray() << false;
        QTest::newRow("with its reason, without its mark") << stopEvent << true;
        QTest::newRow("as it should") << QByteArray(stopEvent + doneEvent) << true;
    }

    void streamThatJustStopsIsAFailure()
    {
        QFETCH(QByteArray, last);
        QFETCH(bool, isGood);
        TwoProviders two;
        QByteArray stream = streamHead() + chunk(delta("hi"));
        if (!last.isEmpty())
            stream += chunk(last);
        alwaysAnswer(two.first, stream + lastChunk());
        ProxyFixture proxy(routed(two, {{s("start"), target("one-target")}}));
        Asker asker(proxy);
        QVERIFY(asker.ask(chatStreamBody).body.contains("hi"));
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.outcome,
                 isGood ? models::ExchangeOutcome::Success : models::ExchangeOutcome::BrokenStream);
        QCOMPARE(record.attempts.front().errorClass,
                 isGood ? ErrorClass::None : ErrorClass::ServerError);
    }

    void errorInsideA200IsPassedOnWhenNobodyElseCanServe()
    {
        TwoProviders two;
        const QByteArray error = openAiError("overloaded");
        alwaysAnswer(two.first, plainAnswer(200, error));
        ProxyFixture proxy(routed(two, {{s("start"), target("one-target")}}));
        Asker asker(proxy);
        QCOMPARE(asker.ask().body, error);
        QCOMPARE(proxy.record().outcome, models::ExchangeOutcome::ProviderError);
    }
};

QTEST_GUILESS_MAIN(ProxyHiddenFailuresTest)
#include "tst_ProxyHiddenFailures.moc"
