// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/FakeProvider.h"
#include "support/ProviderCalls.h"

#include <QNetworkReply>
#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using models::ErrorClass;
using models::ProviderTimeouts;
using routing::ProviderAccessManager;
using std::chrono::milliseconds;

/// Calls on the hot path and the connections they share.
class ProviderAccessManagerTest final : public QObject
{
    Q_OBJECT

private slots:
    void sendDeliversHeadBodyAndEnd()
    {
        FakeProvider provider;
        provider.enqueue(plainAnswer(201, R"({"a":1})", "x-own: yes\r\n"));
        ProviderAccessManager manager;
        Call call;
        start(manager, call, provider.url(), R"({"q":"ü"})");
        QVERIFY(!call.answer.isDone()); // never from inside
        QVERIFY(call.wait());
        QCOMPARE(call.errorClass(), ErrorClass::None);
        QCOMPARE(call.answer.status, 201);
        QCOMPARE(call.answer.headers.value("x-own"), "yes");
        QCOMPARE(call.answer.contentLength, 7);
        QCOMPARE(call.answer.body, R"({"a":1})");
        QVERIFY(!call.answer.brokeOrder);
        QCOMPARE(provider.requests().size(), 1);
        QCOMPARE(provider.requests().first().body, R"({"q":"ü"})");
    }

    void aLargeRequestArrivesWhole()
    {
        FakeProvider provider;
        QByteArray body(3 * 1024 * 1024, 'x');
        for (qsizetype i = 0; i < body.size(); i += 997)
            body[i] = static_cast<char>('a' + i % 26);
        ProviderAccessManager manager;
        Call call;
        start(manager, call, provider.url(), body);
        QVERIFY(call.wait());
        QCOMPARE(call.errorClass(), ErrorClass::None);
        QVERIFY(provider.requests().first().body == body);
    }

    void connectionsAreKeptAndUsedAgain()
    {
        FakeProvider provider;
        ProviderAccessManager manager;
        for (int i = 0; i < 50; ++i) {
            Call call;
            start(manager, call, provider.url());
            QVERIFY(call.wait());
            QCOMPARE(call.call->reusedConnection(), i > 0);
        }
        QCOMPARE(provider.accepted(), 1);
        manager.closeIdle();
        QVERIFY(waitUntil([&] { return provider.openConnections() == 0; }));
    }

    void connectionThatTheProviderClosesSoonIsNotUsedAgain()
    {
        FakeProvider provider;
        provider.setResponder([](const SeenRequest &) {
            return ProviderScript().send(plainAnswer(200, "{}", "Keep-Alive: timeout=1\r\n"));
        });
        ProviderAccessManager manager;
        for (int i = 0; i < 3; ++i) {
            Call call;
            start(manager, call, provider.url());
            QVERIFY(call.wait());
            QVERIFY(!call.call->reusedConnection());
        }
        QCOMPARE(provider.accepted(), 3);
    }

    void noLimitOfSixConnectionsAHost()
    {
        FakeProvider provider;
        provider.setResponder([](const SeenRequest &) {
            return ProviderScript().gate().send(plainAnswer(200, "{}"));
        });
        ProviderAccessManager manager;
        std::vector<Call> calls(100);
        for (Call &call : calls)
            start(manager, call, provider.url());
        QVERIFY(waitUntil([&] { return provider.requests().size() == 100; }));
        QCOMPARE(provider.accepted(), 100);
        provider.open();
        for (Call &call : calls)
            QVERIFY(call.wait());
    }

    void callsAboveTheLimitWaitTheirTurn()
    {
        FakeProvider provider;
        provider.setResponder([](const SeenRequest &request) {
            return ProviderScript().wait(milliseconds(1)).send(plainAnswer(200, request.body));
        });
        ProviderAccessManager manager;
        std::vector<Call> calls(40);
        for (std::size_t i = 0; i < calls.size(); ++i)
            start(manager, calls[i], provider.url(), QByteArray::number(qulonglong(i)), generous(),
                  3);
        calls[20].call.reset(); // gives up while it waits
        for (std::size_t i = 0; i < calls.size(); ++i) {
            if (i == 20)
                continue;
            QVERIFY(calls[i].wait());
            QCOMPARE(calls[i].answer.body, QByteArray::number(qulonglong(i)));
        }
        QCOMPARE(provider.accepted(), 3);
        QCOMPARE(provider.requests().size(), 39);
        QVERIFY(!calls[20].answer.isDone());
    }

    void aClosedConnectionMakesRoomForAWaitingCall()
    {
        FakeProvider provider;
        provider.setResponder([](const SeenRequest &) {
            return ProviderScript().send(plainAnswer(200, "{}", "connection: close\r\n")).close();
        });
        ProviderAccessManager manager;
        std::vector<Call> calls(20);
        for (Call &call : calls)
            start(manager, call, provider.url(), "{}", generous(), 2);
        for (Call &call : calls) {
            QVERIFY(call.wait());
            QCOMPARE(call.errorClass(), ErrorClass::None);
        }
        QCOMPARE(provider.accepted(), 20);
    }

    void surplusBytesMakeAConnectionUnfit()
    {
        FakeProvider provider;
        provider.enqueue(plainAnswer(200, "{}")
                         + "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil");
        ProviderAccessManager manager;
        Call first;
        start(manager, first, provider.url());
        QVERIFY(first.wait());
        QCOMPARE(first.answer.body, "{}");
        Call second;
        start(manager, second, provider.url());
        QVERIFY(second.wait());
        QCOMPARE(second.answer.body, "{}"); // not the bytes nobody asked for
        QCOMPARE(provider.accepted(), 2);
    }

    void redirectsAreHandedOnNotFollowed()
    {
        FakeProvider other;
        FakeProvider provider;
        const QByteArray answer =
            plainAnswer(307, "", "location: " + other.url().toLatin1() + "/stolen\r\n");
        provider.enqueue(answer);
        provider.enqueue(answer);
        ProviderAccessManager manager;
        Call call;
        start(manager, call, provider.url());
        QVERIFY(call.wait());
        QCOMPARE(call.answer.status, 307);
        QNetworkRequest request{QUrl(provider.url())};
        request.setRawHeader("authorization", "Bearer sk-secret");
        const std::unique_ptr<QNetworkReply> reply(manager.get(request));
        QVERIFY(waitUntil([&] { return reply->isFinished(); }));
        QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 307);
        QCOMPARE(other.accepted(), 0);
    }

    void destroyingACallCancelsItSilently()
    {
        FakeProvider provider;
        provider.setResponder([](const SeenRequest &) {
            return ProviderScript().send(streamHead() + chunk("data: a\n\n")).stall();
        });
        ProviderAccessManager manager;
        Call call;
        start(manager, call, provider.url());
        QVERIFY(waitUntil([&] { return call.answer.pieces > 0; }));
        call.call.reset();
        QVERIFY(waitUntil([&] { return provider.openConnections() == 0; }));
        QVERIFY(!call.answer.isDone());
    }

    void aCallMayBeCancelledInsideEveryCallback_data()
    {
        QTest::addColumn<int>("where");
        QTest::newRow("head") << 0;
        QTest::newRow("body") << 1;
        QTest::newRow("end") << 2;
    }
    void aCallMayBeCancelledInsideEveryCallback()
    {
        QFETCH(int, where);
        FakeProvider provider;
        provider.setResponder([](const SeenRequest &) {
            return ProviderScript().send(streamHead() + chunk("data: a\n\n") + chunk("data: b\n\n")
                                         + lastChunk());
        });
        ProviderAccessManager manager;
        for (int round = 0; round < 20; ++round) {
            Call call;
            bool isCancelled = false;
            const auto cancel = [&] {
                call.call.reset();
                isCancelled = true;
            };
            if (where == 0)
                call.answer.onHead = cancel;
            else if (where == 1)
                call.answer.onBody = cancel;
            else
                call.answer.onEnd = cancel;
            start(manager, call, provider.url());
            QVERIFY(waitUntil([&] { return isCancelled; }));
            QCOMPARE(call.answer.isDone(), where == 2);
            QVERIFY(!call.answer.brokeOrder);
        }
        Call last; // the manager is as good as new
        start(manager, last, provider.url());
        QVERIFY(last.wait());
        QCOMPARE(last.answer.body, "data: a\n\ndata: b\n\n");
    }

    void aCallMayBeMadeInsideTheEndOfAnother()
    {
        FakeProvider provider;
        ProviderAccessManager manager;
        Call first;
        Call second;
        first.answer.onEnd = [&] { start(manager, second, provider.url()); };
        start(manager, first, provider.url());
        QVERIFY(waitUntil([&] { return second.answer.isDone(); }));
        QVERIFY(second.call->reusedConnection());
    }

    void aPausedCallStopsTheProvider()
    {
        constexpr qint64 mib = 1024 * 1024;
        FakeProvider provider;
        provider.enqueue(ProviderScript().send(plainAnswer(200, QByteArray(64 * mib, 'x'))));
        ProviderAccessManager manager;
        Call call;
        call.answer.onBody = [&] {
            if (call.answer.pieces == 1)
                call.call->pause();
        };
        ProviderTimeouts limits = generous();
        limits.idle = milliseconds(500); // a pause of ours is no silence of theirs
        start(manager, call, provider.url(), "{}", limits);
        QVERIFY(waitUntil([&] { return call.answer.pieces == 1; }));
        letTimePass(milliseconds(1000));
        QCOMPARE(call.answer.pieces, 1);
        QVERIFY(provider.unsentBytes() > 40 * mib);
        QVERIFY(!call.answer.isDone());
        call.call->resume();
        QVERIFY(call.wait());
        QCOMPARE(call.errorClass(), ErrorClass::None);
        QCOMPARE(call.answer.body.size(), 64 * mib);
    }
};

QTEST_GUILESS_MAIN(ProviderAccessManagerTest)
#include "tst_ProviderAccessManager.moc"
