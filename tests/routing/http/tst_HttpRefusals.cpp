// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/HttpProbe.h"
#include "support/HttpServerFixture.h"
#include "support/Wait.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using routing::HttpConnection;
using routing::HttpRequest;

/// Clients that send what is not served.
class HttpRefusalsTest final : public QObject
{
    Q_OBJECT

private slots:
    void whatIsNotHttpIsRefusedAndNotExecuted_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto post = [](const QByteArray &fields, const QByteArray &rest = {}) -> QByteArray {
            return "POST / HTTP/1.1\r\nhost: localhost\r\n" + fields + "\r\n" + rest;
        };
        QTest::newRow("no start line") << QByteArray("garbage\r\n\r\n");
        QTest::newRow("TLS") << QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
                                           15);
        QTest::newRow("HTTP/9.9") << QByteArray("GET / HTTP/9.9\r\nhost: localhost\r\n\r\n");
        QTest::newRow("no target") << QByteArray("GET HTTP/1.1\r\nhost: localhost\r\n\r\n");
        QTest::newRow("space in the target") << QByteArray("GET /a b HTTP/1.1\r\nhost: l\r\n\r\n");
        QTest::newRow("no colon") << post("nonsense\r\n");
        QTest::newRow("space before the colon") << post("content-length : 3\r\n", "abc");
        QTest::newRow("line feeds alone") << QByteArray("GET / HTTP/1.1\nhost: localhost\n\n");
        QTest::newRow("control byte in a field") << post("x: a\x01z\r\n");
        QTest::newRow("length and chunks")
            << post("content-length: 3\r\ntransfer-encoding: chunked\r\n", "0\r\n\r\n");
        QTest::newRow("chunks and length")
            << post("transfer-encoding: chunked\r\ncontent-length: 3\r\n", "0\r\n\r\n");
        QTest::newRow("two lengths") << post("content-length: 3\r\ncontent-length: 4\r\n", "abcd");
        QTest::newRow("list of lengths") << post("content-length: 3, 4\r\n", "abcd");
        QTest::newRow("negative length") << post("content-length: -3\r\n", "abc");
        QTest::newRow("plus sign") << post("content-length: +3\r\n", "abc");
        QTest::newRow("hexadecimal length") << post("content-length: 0x3\r\n", "abc");
        QTest::newRow("length beyond 64 bits")
            << post("content-length: 99999999999999999999999\r\n", "abc");
        QTest::newRow("bad chunk size") << post("transfer-encoding: chunked\r\n", "xyz\r\nabc\r\n");
        QTest::newRow("negative chunk") << post("transfer-encoding: chunked\r\n", "-3\r\nabc\r\n");
        QTest::newRow("chunk beyond 64 bits")
            << post("transfer-encoding: chunked\r\n", "fffffffffffffffff\r\nabc\r\n");
        QTest::newRow("chunk without its end")
            << post("transfer-encoding: chunked\r\n", "3\r\nabcX\r\n0\r\n\r\n");
    }
    void whatIsNotHttpIsRefusedAndNotExecuted()
    {
        QFETCH(QByteArray, bytes);
        EchoServer server;
        HttpProbe probe(server.port());
        probe.send(bytes);
        QVERIFY(probe.waitForClose());
        QCOMPARE(probe.answers().size(), 1);
        QCOMPARE(probe.lastAnswer().status, 400);
        QVERIFY(probe.lastAnswer().isWhole);
        QCOMPARE(probe.lastAnswer().field("connection"), "close");
        QVERIFY(!probe.wasReset());
        QVERIFY(server.handler.requests.empty());
        probe.close();
        QVERIFY(waitUntil([&] { return server.server.connectionCount() == 0; }));
    }

    void whatIsNotUnderstoodIsSaid_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<int>("status");
        QTest::newRow("coding") << QByteArray("transfer-encoding: gzip, chunked\r\n") << 501;
        QTest::newRow("expectation")
            << QByteArray("expect: 200-ok\r\ncontent-length: 2\r\n") << 417;
    }
    void whatIsNotUnderstoodIsSaid()
    {
        QFETCH(QByteArray, fields);
        QFETCH(int, status);
        EchoServer server;
        HttpProbe probe(server.port());
        probe.send("POST / HTTP/1.1\r\nhost: localhost\r\n" + fields + "\r\n2\r\n{}\r\n0\r\n\r\n");
        QVERIFY(probe.waitForClose());
        QCOMPARE(probe.lastAnswer().status, status);
        QVERIFY(server.handler.requests.empty());
    }

    void aPipelinedRequestIsNotExecuted_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("later"); // sent while the first is answered
        const QByteArray one = postBytes("/first", "1");
        const QByteArray two = postBytes("/second", "2");
        QTest::newRow("in one piece") << QByteArray(one + two) << QByteArray();
        QTest::newRow("its first byte") << QByteArray(one + "P") << QByteArray();
        QTest::newRow("while answering") << one << two;
        QTest::newRow("a large one") << one << postBytes("/second", QByteArray(1'000'000, 'x'));
    }
    void aPipelinedRequestIsNotExecuted()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, later);
        EchoServer server;
        HttpConnection *waiting = nullptr;
        server.handler.onRequest = [&](HttpConnection &connection, const HttpRequest &) {
            waiting = &connection;
        };
        HttpProbe probe(server.port());
        probe.send(first);
        QVERIFY(waitUntil([&] { return waiting != nullptr; }));
        probe.send(later);
        letServerRead();
        waiting->respond(200, {}, "the first one");
        QVERIFY(probe.waitForClose());
        QCOMPARE(probe.answers().size(), 1);
        QCOMPARE(probe.lastAnswer().body, "the first one");
        QCOMPARE(probe.lastAnswer().field("connection"), "close");
        QVERIFY(!probe.wasReset());
        QCOMPARE(server.handler.requests.size(), std::size_t(1));
    }

    void aRefusedHeadIsNotAskedForItsBody()
    {
        EchoServer server;
        HttpProbe probe(server.port());
        probe.send(
            "POST / HTTP/1.1\r\nhost: localhost\r\nexpect: 100-continue\r\nx-refuse-me: 1\r\n"
            "content-length: 4\r\n\r\n");
        QVERIFY(probe.waitForClose());
        QCOMPARE(probe.lastAnswer().status, 401);
        QVERIFY(!probe.received().contains("100 Continue"));
    }

    void aRefusalSurvivesTheRestOfALargeBody()
    {
        EchoServer server;
        HttpProbe probe(server.port());
        probe.post("/", QByteArray(2'000'000, 'x'), "x-refuse-me: 1\r\n");
        QVERIFY(probe.waitForClose());
        QCOMPARE(probe.lastAnswer().status, 401);
        QVERIFY(probe.lastAnswer().isWhole);
        QVERIFY(!probe.wasReset());
    }
};

QTEST_GUILESS_MAIN(HttpRefusalsTest)
#include "tst_HttpRefusals.moc"
