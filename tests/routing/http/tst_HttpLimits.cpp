// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/HttpProbe.h"
#include "support/HttpServerFixture.h"
#include "support/Wait.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using routing::HttpConnection;
using routing::HttpLimits;
using routing::HttpRequest;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds shortTime(60);

/// One limit short, the others beyond reach: each test is about one, however busy the machine is.
HttpLimits limitsWith(milliseconds HttpLimits::*limit)
{
    HttpLimits limits;
    limits.head = limits.body = limits.request = limits.idle = limits.drain = patience;
    limits.*limit = shortTime;
    return limits;
}

} // namespace

/// How much and how long a client may take.
class HttpLimitsTest final : public QObject
{
    Q_OBJECT

private slots:
    void limits_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const QByteArray start = "POST / HTTP/1.1\r\nhost: localhost\r\n";
        QTest::newRow("one huge field")
            << QByteArray(start + "x: " + QByteArray(200'000, 'a') + "\r\n\r\n") << 431;
        QTest::newRow("field without end")
            << QByteArray(start + "x: " + QByteArray(200'000, 'a')) << 431;
        QByteArray fields;
        for (int i = 0; i < 10'000; ++i)
            fields += "x-" + QByteArray::number(i) + ": y\r\n";
        QTest::newRow("fields without end") << QByteArray(start + fields) << 431;
        QTest::newRow("endless target") << QByteArray("GET /" + QByteArray(200'000, 'a')) << 431;
        QTest::newRow("announced body")
            << QByteArray(start + "content-length: 100001\r\n\r\n") << 413;
        QTest::newRow("chunked body") << QByteArray(
            start + "transfer-encoding: chunked\r\n\r\n30d40\r\n" + QByteArray(200'000, 'b'))
                                      << 413;
    }
    void limits()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        HttpLimits small;
        small.bodyBytes = 100'000;
        EchoServer server(small);
        HttpProbe probe(server.port());
        probe.send(bytes);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, status);
        QVERIFY(probe.waitForClose());
        QVERIFY(!probe.wasReset());
        QVERIFY(server.handler.requests.empty());
    }

    void aHeadThatTricklesRunsOutOfTime()
    {
        EchoServer server(limitsWith(&HttpLimits::head));
        HttpProbe probe(server.port());
        probe.send("POST / HT");
        QTimer trickle;
        connect(&trickle, &QTimer::timeout, &probe, [&] { probe.send("T"); });
        trickle.start(10);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 408);
        trickle.stop();
        QVERIFY(probe.waitForClose());
        QVERIFY(server.handler.requests.empty());
    }

    void aBodyThatStopsRunsOutOfTime()
    {
        EchoServer server(limitsWith(&HttpLimits::body));
        HttpProbe probe(server.port());
        probe.send("POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\nabc");
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 408);
        QVERIFY(probe.waitForClose());
        QVERIFY(server.handler.requests.empty());
    }

    void aBodyThatTricklesRunsOutOfTime()
    {
        EchoServer server(limitsWith(&HttpLimits::request));
        HttpProbe probe(server.port());
        probe.send("POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100000\r\n\r\n");
        QTimer trickle;
        connect(&trickle, &QTimer::timeout, &probe, [&] { probe.send("x"); });
        trickle.start(10);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 408);
        trickle.stop();
        QVERIFY(probe.waitForClose());
        QVERIFY(server.handler.requests.empty());
    }

    void anIdleConnectionIsClosed()
    {
        HttpLimits limits = limitsWith(&HttpLimits::body); // looks often
        EchoServer server(limits);
        HttpProbe silent(server.port());
        HttpProbe used(server.port());
        used.get("/");
        QVERIFY(used.waitForAnswers());
        limits.idle = shortTime;
        server.server.setLimits(limits);
        QVERIFY(silent.waitForClose());
        QVERIFY(used.waitForClose());
        QVERIFY(silent.received().isEmpty());
        QCOMPARE(used.answers().size(), 1);
        QVERIFY(waitUntil([&] { return server.server.connectionCount() == 0; }));
    }

    void aLongAnswerIsNoReasonToClose()
    {
        HttpLimits limits = limitsWith(&HttpLimits::body); // looks often
        EchoServer server(limits);
        HttpConnection *waiting = nullptr;
        server.handler.onRequest = [&](HttpConnection &connection, const HttpRequest &) {
            waiting = &connection;
        };
        HttpProbe probe(server.port());
        probe.get("/");
        QVERIFY(waitUntil([&] { return waiting != nullptr; }));
        limits.head = limits.idle = limits.drain = shortTime;
        server.server.setLimits(limits);
        letTimePass(4 * shortTime);
        QVERIFY(!probe.isClosed());
        limits.idle = limits.drain = patience; // what comes after the answer is not the question
        server.server.setLimits(limits);
        waiting->respond(200, {}, "late");
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().body, "late");
    }

    /// A client that asked for the end of the connection and reads slowly still gets everything.
    void aSlowReaderOfALastAnswerGetsItWhole()
    {
        HttpLimits limits = limitsWith(&HttpLimits::drain);
        limits.body = shortTime; // looks often
        EchoServer server(limits);
        const std::string body(24 * 1024 * 1024, 'w');
        server.handler.onRequest = [&](HttpConnection &connection, const HttpRequest &) {
            connection.respond(200, {}, body);
        };
        HttpProbe probe(server.port());
        probe.get("/", "connection: close\r\n");
        probe.stopReading();
        QVERIFY(waitUntil([&] { return server.handler.requests.size() == 1; }));
        letTimePass(4 * shortTime);
        probe.resumeReading();
        QVERIFY(probe.waitForClose());
        QCOMPARE(probe.lastAnswer().body.size(), qsizetype(body.size()));
    }

    void connectionsAboveTheLimitAreTurnedAway()
    {
        HttpLimits limits;
        limits.connections = 2;
        EchoServer server(limits);
        HttpProbe one(server.port());
        HttpProbe two(server.port());
        QVERIFY(waitUntil([&] { return server.server.connectionCount() == 2; }));
        HttpProbe three(server.port());
        QVERIFY(three.waitForClose());
        QCOMPARE(three.lastAnswer().status, 503);
        one.get("/");
        QVERIFY(one.waitForAnswers());
    }
};

QTEST_GUILESS_MAIN(HttpLimitsTest)
#include "tst_HttpLimits.moc"
