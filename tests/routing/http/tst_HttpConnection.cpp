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

namespace {

const QByteArray chunkedPost =
    QByteArrayLiteral("POST /a HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n"
                      "5;ext=1\r\nhello\r\n1\r\n \r\n6\r\nworld!\r\n0\r\ntrailer: x\r\n\r\n");

} // namespace

/// Requests and answers on a connection.
class HttpConnectionTest final : public QObject
{
    Q_OBJECT

private slots:
    void manyRequestsOnOneConnection()
    {
        EchoServer server;
        HttpProbe probe(server.port());
        for (int i = 0; i < 200; ++i) {
            const QByteArray body = QByteArray::number(i);
            probe.post("/x?y=1", body);
            QVERIFY(probe.waitForAnswers(i + 1));
            QCOMPARE(probe.lastAnswer().body, body);
        }
        QVERIFY(!probe.isClosed());
        QCOMPARE(server.server.connectionCount(), 1);
        QCOMPARE(server.handler.requests.front().head().path(), "/x");
        QCOMPARE(server.handler.requests.front().head().query(), "y=1");
    }

    void aRequestMayComeInAnyTwoPieces()
    {
        EchoServer server;
        HttpProbe probe(server.port());
        int count = 0;
        for (qsizetype cut = 1; cut < chunkedPost.size(); ++cut) {
            probe.send(chunkedPost.left(cut));
            letServerRead();
            probe.send(chunkedPost.mid(cut));
            QVERIFY(probe.waitForAnswers(++count));
            QCOMPARE(probe.lastAnswer().body, "hello world!");
        }
    }

    void aRequestMayComeByteByByte_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("chunked") << chunkedPost << QByteArray("hello world!");
        QTest::newRow("length") << postBytes("/a", R"({"model":"x"})")
                                << QByteArray(R"({"model":"x"})");
        QTest::newRow("none") << QByteArray("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n")
                              << QByteArray();
    }
    void aRequestMayComeByteByByte()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, body);
        EchoServer server;
        HttpProbe probe(server.port());
        for (int round = 1; round <= 2; ++round) {
            for (const char c : bytes) {
                probe.send(QByteArray(1, c));
                letServerRead();
            }
            QVERIFY(probe.waitForAnswers(round));
            QCOMPARE(probe.lastAnswer().status, 200);
            QCOMPARE(probe.lastAnswer().body, body);
        }
        QCOMPARE(server.handler.requests.size(), std::size_t(2));
    }

    void aLargeBodyArrivesWhole()
    {
        EchoServer server;
        HttpProbe probe(server.port());
        const QByteArray body(5 * 1024 * 1024, 'b');
        probe.post("/a", body);
        QVERIFY(probe.waitForAnswers());
        QVERIFY(probe.lastAnswer().body == body);
    }

    void expectContinueIsAnswered()
    {
        EchoServer server;
        HttpProbe probe(server.port());
        probe.send("POST / HTTP/1.1\r\nhost: localhost\r\nexpect: 100-continue\r\n"
                   "content-length: 4\r\n\r\n");
        QVERIFY(probe.waitForBytes("HTTP/1.1 100 Continue\r\n\r\n"));
        QVERIFY(server.handler.requests.empty());
        probe.send("body");
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().body, "body");
    }

    void anOldClientGetsNoChunks()
    {
        EchoServer server;
        server.handler.onRequest = [](HttpConnection &connection, const HttpRequest &) {
            connection.begin(200, {}, -1, "one ");
            connection.write("two ");
            connection.finish("three");
        };
        HttpProbe probe(server.port());
        probe.send("GET / HTTP/1.0\r\nhost: localhost\r\nconnection: keep-alive\r\n\r\n");
        QVERIFY(probe.waitForClose());
        QVERIFY(!probe.lastAnswer().isChunked);
        QCOMPARE(probe.lastAnswer().body, "one two three");
        QVERIFY(!probe.wasReset());

        HttpProbe modern(server.port());
        modern.get("/");
        QVERIFY(modern.waitForAnswers());
        QCOMPARE(modern.lastAnswer().chunks, (QList<QByteArray>{"one ", "two ", "three"}));
    }

    void anAnswerWithoutContentIsNotFramed_data()
    {
        QTest::addColumn<bool>("whole");
        QTest::newRow("at once") << true;
        QTest::newRow("begun") << false;
    }
    void anAnswerWithoutContentIsNotFramed()
    {
        QFETCH(bool, whole);
        EchoServer server;
        server.handler.onRequest = [whole](HttpConnection &connection, const HttpRequest &) {
            if (whole) {
                connection.respond(204, "x-a: 1\r\n", {});
                return;
            }
            connection.begin(204, "x-a: 1\r\n", -1, {});
            connection.finish();
        };
        HttpProbe probe(server.port());
        for (int i = 1; i <= 2; ++i) {
            probe.get("/");
            const QByteArray one = "HTTP/1.1 204 No Content\r\nx-a: 1\r\n\r\n";
            QVERIFY(waitUntil([&] { return probe.received() == one.repeated(i); }));
        }
    }

    void aHeadRequestGetsNoBody()
    {
        EchoServer server;
        server.handler.onRequest = [](HttpConnection &connection, const HttpRequest &) {
            connection.respond(200, {}, "not for you");
        };
        HttpProbe probe(server.port());
        probe.send("HEAD / HTTP/1.1\r\nhost: localhost\r\n\r\n");
        QVERIFY(probe.waitForBytes("content-length: 11\r\n\r\n"));
        probe.get("/");
        QVERIFY(probe.waitForBytes("not for you"));
        QCOMPARE(probe.received().count("not for you"), 1);
    }

    void aClientThatLeavesIsNoticedAtOnce_data()
    {
        QTest::addColumn<bool>("byReset");
        QTest::newRow("close") << false;
        QTest::newRow("reset") << true;
    }
    void aClientThatLeavesIsNoticedAtOnce()
    {
        QFETCH(bool, byReset);
        EchoServer server;
        CountingObserver observer;
        server.handler.onRequest = [&](HttpConnection &connection, const HttpRequest &) {
            connection.setObserver(&observer);
            connection.begin(200, {}, -1, "begun");
        };
        HttpProbe probe(server.port());
        probe.get("/");
        QVERIFY(probe.waitForBytes("begun"));
        if (byReset)
            probe.reset();
        else
            probe.close();
        QVERIFY(waitUntil([&] { return observer.gone == 1; }));
        QVERIFY(waitUntil([&] { return server.server.connectionCount() == 0; }));
        QCOMPARE(observer.gone, 1);
    }

    void aClientThatLeavesInsideItsRequestIsForgotten_data()
    {
        QTest::addColumn<QByteArray>("begun");
        const QByteArray start = "POST / HTTP/1.1\r\nhost: localhost\r\n";
        QTest::newRow("before it") << QByteArray();
        QTest::newRow("inside its head") << start;
        QTest::newRow("inside its body") << QByteArray(start + "content-length: 9\r\n\r\nabc");
        QTest::newRow("inside a chunk")
            << QByteArray(start + "transfer-encoding: chunked\r\n\r\n9\r\nabc");
        QTest::newRow("between chunks")
            << QByteArray(start + "transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n");
    }
    void aClientThatLeavesInsideItsRequestIsForgotten()
    {
        QFETCH(QByteArray, begun);
        EchoServer server;
        for (const bool byReset : {false, true}) {
            HttpProbe probe(server.port());
            probe.send(begun);
            QVERIFY(waitUntil([&] { return server.server.connectionCount() == 1; }));
            letServerRead();

            if (byReset)
                probe.reset();
            else
                probe.close();

            QVERIFY(waitUntil([&] { return server.server.connectionCount() == 0; }));
        }
        QVERIFY(server.handler.requests.empty());
    }

    void aSlowClientIsReportedUntilItHasRead()
    {
        constexpr int mib = 1024 * 1024;
        EchoServer server;
        CountingObserver observer;
        HttpConnection *connection = nullptr;
        server.handler.onRequest = [&](HttpConnection &made, const HttpRequest &) {
            made.setObserver(&observer);
            made.begin(200, {}, -1);
            connection = &made;
        };
        HttpProbe probe(server.port());
        probe.get("/");
        QVERIFY(waitUntil([&] { return connection != nullptr; }));
        probe.stopReading();
        const std::string piece(mib, 'p');
        int written = 0;
        while (!connection->isCongested() && written < 200) {
            connection->write(piece);
            ++written;
        }
        QVERIFY(connection->isCongested());
        QCOMPARE(observer.drained, 0);
        probe.resumeReading();
        QVERIFY(waitUntil([&] { return observer.drained == 1; }));
        QVERIFY(!connection->isCongested());
        connection->finish();
        QVERIFY(waitUntil([&] { return probe.received().endsWith("\r\n0\r\n\r\n"); }));
        QCOMPARE(probe.lastAnswer().body.size(), qsizetype(written) * mib);
    }
};

QTEST_GUILESS_MAIN(HttpConnectionTest)
#include "tst_HttpConnection.moc"
