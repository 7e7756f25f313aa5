// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/http/HttpConnection.h"
#include "routing/http/HttpServer.h"
#include "support/HttpProbe.h"
#include "support/Wait.h"

#include <QTest>

#include <functional>

using namespace signalbox;
using namespace signalbox::tests;
using routing::HttpConnection;
using routing::HttpHead;
using routing::HttpLimits;
using routing::HttpRefusal;
using routing::HttpRequest;
using std::chrono::milliseconds;

namespace {

/// Answers every request with its own body unless told otherwise, and remembers what it saw.
class Handler final : public routing::HttpHandler
{
public:
    std::optional<HttpRefusal> checkHead(const HttpHead &head) override
    {
        if (head.count("x-refuse-me") == 0)
            return std::nullopt;
        return HttpRefusal{.status = 401, .body = R"({"error":"refused"})"};
    }
    HttpRefusal malformed(int status, const std::string &message, std::string_view) override
    {
        return {.status = status, .body = R"({"error":")" + message + "\"}"};
    }
    void handle(HttpConnection &connection, HttpRequest request) override
    {
        requests.push_back(std::move(request));
        if (onRequest)
            onRequest(connection, requests.back());
        else
            connection.respond(200, "x-echo: 1\r\n", requests.back().body());
    }

    std::vector<HttpRequest> requests;
    std::function<void(HttpConnection &, const HttpRequest &)> onRequest;
};

class Observer final : public routing::ClientObserver
{
public:
    void clientGone() override { ++gone; }
    void clientDrained() override { ++drained; }
    int gone = 0;
    int drained = 0;
};

struct Server
{
    explicit Server(const HttpLimits &limits = {})
    {
        server.setLimits(limits);
        if (!server.listen(QHostAddress(QHostAddress::LocalHost), 0))
            qFatal("cannot listen");
    }
    [[nodiscard]] quint16 port() const { return server.serverPort(); }

    Handler handler;
    routing::HttpServer server{handler};
};

/// Lets the server read what was sent so far, so that the next bytes come alone.
void letServerRead()
{
    for (int i = 0; i < 3; ++i)
        QCoreApplication::processEvents();
}

HttpLimits shortLimits()
{
    HttpLimits limits;
    limits.head = limits.body = limits.idle = limits.drain = milliseconds(60);
    return limits;
}

const QByteArray chunkedPost =
    QByteArrayLiteral("POST /a HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n"
                      "5;ext=1\r\nhello\r\n1\r\n \r\n6\r\nworld!\r\n0\r\ntrailer: x\r\n\r\n");

} // namespace

class HttpConnectionTest final : public QObject
{
    Q_OBJECT

private slots:
    void manyRequestsOnOneConnection()
    {
        Server server;
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
        Server server;
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
        Server server;
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
        Server server;
        HttpProbe probe(server.port());
        const QByteArray body(5 * 1024 * 1024, 'b');
        probe.post("/a", body);
        QVERIFY(probe.waitForAnswers());
        QVERIFY(probe.lastAnswer().body == body);
    }

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
        Server server;
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
        Server server(small);
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
        Server server(shortLimits());
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
        Server server(shortLimits());
        HttpProbe probe(server.port());
        probe.send("POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\nabc");
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 408);
        QVERIFY(probe.waitForClose());
        QVERIFY(server.handler.requests.empty());
    }

    void anIdleConnectionIsClosed()
    {
        Server server(shortLimits());
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
        Server server(shortLimits());
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
        Server server;
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

    void expectContinueIsAnswered()
    {
        Server server;
        HttpProbe probe(server.port());
        probe.send("POST / HTTP/1.1\r\nhost: localhost\r\nexpect: 100-continue\r\n"
                   "content-length: 4\r\n\r\n");
        QVERIFY(probe.waitForBytes("HTTP/1.1 100 Continue\r\n\r\n"));
        QVERIFY(server.handler.requests.empty());
        probe.send("body");
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().body, "body");
    }

    void aRefusedHeadIsNotAskedForItsBody()
    {
        Server server;
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
        Server server;
        HttpProbe probe(server.port());
        probe.post("/", QByteArray(2'000'000, 'x'), "x-refuse-me: 1\r\n");
        QVERIFY(probe.waitForClose());
        QCOMPARE(probe.lastAnswer().status, 401);
        QVERIFY(probe.lastAnswer().isWhole);
        QVERIFY(!probe.wasReset());
    }

    void anOldClientGetsNoChunks()
    {
        Server server;
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

    void aHeadRequestGetsNoBody()
    {
        Server server;
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
        Server server;
        Observer observer;
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

    void aSlowClientIsReportedUntilItHasRead()
    {
        constexpr int mib = 1024 * 1024;
        Server server;
        Observer observer;
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

    /// A client that asked for the end of the connection and reads slowly still gets everything.
    void aSlowReaderOfALastAnswerGetsItWhole()
    {
        HttpLimits limits;
        limits.drain = milliseconds(30);
        limits.head = milliseconds(40); // sweeps often
        Server server(limits);
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
        Server server(limits);
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

QTEST_GUILESS_MAIN(HttpConnectionTest)
#include "tst_HttpConnection.moc"
