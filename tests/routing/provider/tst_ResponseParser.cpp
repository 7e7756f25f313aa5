// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/ResponseParser.h"

#include <QTest>

using signalbox::routing::ResponseParser;
using State = ResponseParser::State;

namespace {

enum class Ending : quint8 { Nothing, ConnectionCloses };

/// What became of one answer.
struct Parsed
{
    State state = State::Head;
    int status = 0;
    qint64 contentLength = -1;
    std::string fields;
    std::string body;
    bool keepsAlive = false;
};

/// Feeds \a pieces one after the other, as a connection would.
Parsed parse(const std::vector<std::string_view> &pieces, Ending ending, bool hasNoBody = false)
{
    ResponseParser parser;
    parser.reset(hasNoBody);
    Parsed parsed;
    for (const std::string_view piece : pieces) {
        if (piece.empty())
            continue;
        // A copy of the exact size, so that a sanitizer sees every byte read beyond it.
        const std::vector<char> bytes(piece.begin(), piece.end());
        parser.feed({bytes.data(), bytes.size()});
        if (parser.state() == State::Broken)
            break;
        parsed.body.append(parser.body());
    }
    if (ending == Ending::ConnectionCloses)
        parser.finish();
    parsed.state = parser.state();
    if (parsed.state == State::Body || parsed.state == State::Complete) {
        const auto head = parser.head();
        parsed.status = head.status;
        parsed.contentLength = head.contentLength;
        for (const auto &header : head.headers)
            parsed.fields.append(header.name).append("=").append(header.value).append(";");
        parsed.keepsAlive = parser.keepsAlive();
    }
    return parsed;
}

const char *const chunked = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                            "Transfer-Encoding: chunked\r\n\r\n"
                            "7\r\ndata: a\r\n2;ext=1\r\n\n\n\r\nA\r\ndata: bcd\n\r\n0\r\n\r\n";

} // namespace

class ResponseParserTest final : public QObject
{
    Q_OBJECT

private slots:
    void answersAreReadWhereverThePiecesEnd_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("closes");
        QTest::addColumn<int>("status");
        QTest::addColumn<qint64>("length");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("keepsAlive");
        const auto row = [](const char *title, const char *bytes, bool closes, int status,
                            qint64 length, const char *body, bool keepsAlive) {
            QTest::newRow(title) << QByteArray(bytes) << closes << status << length
                                 << QByteArray(body) << keepsAlive;
        };
        row("content length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: b\r\n\r\nhello", false,
            200, 5, "hello", true);
        row("chunked", chunked, false, 200, -1, "data: a\n\ndata: bcd\n", true);
        row("trailers",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nX-T: 1\r\n\r\n",
            false, 200, -1, "x", true);
        row("no body", "HTTP/1.1 429 Too Many\r\nContent-Length: 0\r\n\r\n", false, 429, 0, "",
            true);
        row("204", "HTTP/1.1 204 No Content\r\n\r\n", false, 204, -1, "", true);
        row("304", "HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n", false, 304, -1, "", true);
        row("until the end", "HTTP/1.1 200 OK\r\n\r\nhello\r\n\r\n", true, 200, -1, "hello\r\n\r\n",
            false);
        row("empty until the end", "HTTP/1.1 500 Oops\r\n\r\n", true, 500, -1, "", false);
        row("interim answers",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
            false, 200, 2, "hi", true);
        row("connection: close",
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi", false, 200, 2,
            "hi", false);
        row("HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi", false, 200, 2, "hi",
            false);
        row("HTTP/1.0 kept alive",
            "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nhi", false, 200,
            2, "hi", true);
        row("no reason", "HTTP/1.1 200 \r\nContent-Length: 1\r\n\r\nx", false, 200, 1, "x", true);
    }

    void answersAreReadWhereverThePiecesEnd()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, closes);
        QFETCH(int, status);
        QFETCH(qint64, length);
        QFETCH(QByteArray, body);
        QFETCH(bool, keepsAlive);
        const std::string text = bytes.toStdString();
        const std::string_view view = text;
        const Ending ending = closes ? Ending::ConnectionCloses : Ending::Nothing;
        const std::string fields = parse({view}, ending).fields;

        std::vector<std::string_view> single;
        for (std::size_t split = 0; split <= view.size(); ++split) {
            const Parsed parsed = parse({view.substr(0, split), view.substr(split)}, ending);
            QCOMPARE(parsed.state, State::Complete);
            QCOMPARE(parsed.status, status);
            QCOMPARE(parsed.contentLength, length);
            QCOMPARE(QByteArray::fromStdString(parsed.body), body);
            QCOMPARE(parsed.keepsAlive, keepsAlive);
            QCOMPARE(parsed.fields, fields);
            if (split < view.size())
                single.push_back(view.substr(split, 1));
        }
        const Parsed parsed = parse(single, ending);
        QCOMPARE(parsed.state, State::Complete);
        QCOMPARE(QByteArray::fromStdString(parsed.body), body);
        QCOMPARE(parsed.keepsAlive, keepsAlive);
    }

    void headRequestHasNoBody()
    {
        const Parsed parsed =
            parse({"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"}, Ending::Nothing, true);

        QCOMPARE(parsed.state, State::Complete);
        QCOMPARE(parsed.contentLength, 500);
        QVERIFY(parsed.keepsAlive);
    }

    void headIsThereBeforeTheBody()
    {
        ResponseParser parser;
        parser.reset(false);
        QVERIFY(!parser.hasBegun());
        QCOMPARE(parser.feed("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n"), State::Head);
        QVERIFY(parser.hasBegun());
        QCOMPARE(parser.feed("\r\n"), State::Body);
        QCOMPARE(parser.head().status, 200);
        QCOMPARE(parser.head().contentLength, 5);
        QCOMPARE(parser.feed("hell"), State::Body);
        QCOMPARE(std::string(parser.body()), std::string("hell"));
        QVERIFY(!parser.keepsAlive());
        QCOMPARE(parser.feed("o"), State::Complete);
        QCOMPARE(std::string(parser.body()), std::string("o"));
    }

    void truncatedAnswersAreBroken_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("chunked") << QByteArray(chunked);
        QTest::newRow("content length")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
    }

    void truncatedAnswersAreBroken()
    {
        QFETCH(QByteArray, bytes);
        const std::string text = bytes.toStdString();

        for (std::size_t size = 0; size < text.size(); ++size) {
            const Parsed parsed =
                parse({std::string_view(text).substr(0, size)}, Ending::ConnectionCloses);
            QCOMPARE(parsed.state, State::Broken);
        }
    }

    void endBeforeTheFirstByteIsToldApart()
    {
        ResponseParser parser;
        parser.reset(false);
        QCOMPARE(parser.finish(), State::Broken);
        QCOMPARE(parser.problem(), std::string("the connection closed before an answer"));
        parser.reset(false);
        parser.feed("HTTP/1.1 2");
        QCOMPARE(parser.finish(), State::Broken);
        QCOMPARE(parser.problem(), std::string("the connection closed inside the answer's head"));
    }

    void garbageIsBroken_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *title, const QByteArray &bytes) {
            QTest::newRow(title) << bytes;
        };
        row("text", "hello world\r\n\r\n");
        row("SSH", "SSH-2.0-OpenSSH_9.2\r\n\r\n");
        row("TLS alert", QByteArray("\x15\x03\x01\x00\x02\x02\x46\r\n\r\n", 11));
        row("HTTP/2", "HTTP/2 200 OK\r\n\r\n");
        row("bad status", "HTTP/1.1 abc OK\r\n\r\n");
        row("bad field", "HTTP/1.1 200 OK\r\nno colon here\r\n\r\n");
        row("space before the colon", "HTTP/1.1 200 OK\r\nContent-Length : 1\r\n\r\nx");
        row("bad length", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n");
        row("negative length", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n");
        row("two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab");
        row("length and chunks",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n");
        row("bad chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n");
        row("chunk longer than told",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n");
        row("zero byte", QByteArray("HTTP/1.1 200 OK\r\nA: \0\r\n\r\n", 25));
        row("endless head", "HTTP/1.1 200 OK\r\nA: " + QByteArray(300 * 1024, 'x'));
    }

    void garbageIsBroken()
    {
        QFETCH(QByteArray, bytes);
        const std::string text = bytes.toStdString();

        QCOMPARE(parse({text}, Ending::Nothing).state, State::Broken);
        const std::string_view view = text;
        QCOMPARE(parse({view.substr(0, 8), view.substr(8)}, Ending::Nothing).state, State::Broken);
    }

    void surplusBytesEndTheConnection()
    {
        ResponseParser parser;
        parser.reset(false);
        QCOMPARE(parser.feed("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi!"), State::Complete);
        QCOMPARE(std::string(parser.body()), std::string("hi"));
        QVERIFY(!parser.keepsAlive());

        parser.reset(false);
        QCOMPARE(parser.feed("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"), State::Complete);
        QVERIFY(parser.keepsAlive());
        QCOMPARE(parser.feed("!"), State::Broken);
        QVERIFY(!parser.keepsAlive());
    }

    void parserServesOneAnswerAfterTheOther()
    {
        ResponseParser parser;
        for (int round = 0; round < 3; ++round) {
            parser.reset(false);
            QVERIFY(!parser.hasBegun());
            QCOMPARE(parser.feed(chunked), State::Complete);
            QVERIFY(parser.keepsAlive());
            parser.reset(false);
            QCOMPARE(parser.feed("nonsense\r\n\r\n"), State::Broken);
            QVERIFY(!parser.problem().empty());
        }
    }

    void onePieceOfBodyIsNotCopied()
    {
        ResponseParser parser;
        parser.reset(false);
        parser.feed("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
        const std::string bytes = "part";
        parser.feed(bytes);

        QCOMPARE(static_cast<const void *>(parser.body().data()),
                 static_cast<const void *>(bytes.data()));
    }
};

QTEST_GUILESS_MAIN(ResponseParserTest)
#include "tst_ResponseParser.moc"
