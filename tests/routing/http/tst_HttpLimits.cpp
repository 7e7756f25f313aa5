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

HttpLimits shortLimits()
{
    HttpLimits limits;
    limits.head = limits.body = limits.idle = limits.drain = milliseconds(60);
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
        EchoServer server(shortLimits());
        HttpProbe probe(server.port());
        probe.send("POST / HT");
        QTimer trickle;
        connect(&trickle, &QTimer::timeout, &probe, [&] { probe.send("T"); });
        trickle.start(10);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 408);
        trickle.stop();
        QVERIFY(probe.waitForClose());
    }

    void aBodyThatStopsRunsOutOfTime()
    {
        EchoServer server(shortLimits());
        HttpProbe probe(server.port());
        probe.send("POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\nabc");
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 408);
        QVERIFY(probe.waitForClose());
        QVERIFY(server.handler.requests.empty());
    }

    void anIdleConnectionIsClosed()
    {
        EchoServer server(shortLimits());
        HttpProbe silent(server.port());
        HttpProbe used(server.port());
        used.get("/");
        QVERIFY(used.waitForAnswers());
        QVERIFY(silent.waitForClose());
        QVERIFY(used.waitForClose());
        QVERIFY(silent.received().isEmpty());
        QCOMPARE(used.answers().size(), 1);
        QCOMPARE(server.server.connectionCount(), 0);
    }

    void aLongAnswerIsNoReasonToClose()
    {
        EchoServer server(shortLimits());
        HttpConnection *waiting = nullptr;
        server.handler.onRequest = [&](HttpConnection &connection, const HttpRequest &) {
            waiting = &connection;
        };
        HttpProbe probe(server.port());
        probe.get("/");
        QVERIFY(waitUntil([&] { return waiting != nullptr; }));
        bool isLater = false;
        QTimer::singleShot(250, &probe, [&] { isLater = true; });
        QVERIFY(waitUntil([&] { return isLater; }));
        QVERIFY(!probe.isClosed());
        waiting->respond(200, {}, "late");
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().body, "late");
    }

    /// A client that asked for the end of the connection and reads slowly still gets everything.
    void aSlowReaderOfALastAnswerGetsItWhole()
    {
        HttpLimits limits;
        limits.drain = milliseconds(30);
        limits.head = milliseconds(40); // sweeps often
        EchoServer server(limits);
        const std::string body(24 * 1024 * 1024, 'w');
        server.handler.onRequest = [&](HttpConnection &connection, const HttpRequest &) {
            connection.respond(200, {}, body);
        };
        HttpProbe probe(server.port());
        probe.get("/", "connection: close\r\n");
        probe.stopReading();
        bool isLater = false;
        QTimer::singleShot(250, &probe, [&] { isLater = true; });
        QVERIFY(waitUntil([&] { return isLater; }));
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
