// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/http/RequestReader.h"

#include <QTest>

using namespace signalbox::routing;
using Step = RequestReader::Step;

namespace {

const QByteArray plainRequest = QByteArrayLiteral(
    "POST /v1/chat/completions?a=1 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 11\r\n\r\n"
    "{\"model\":1}");
const QByteArray chunkedRequest =
    QByteArrayLiteral("POST /x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                      "4;note=1\r\n{\"mo\r\n7\r\ndel\":1}\r\n0\r\nTrailer: t\r\n\r\n");
const QByteArray bodilessRequest =
    QByteArrayLiteral("GET /v1/models HTTP/1.0\r\nHost: localhost\r\n\r\n");

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// Reads like a connection does: goes on after the head, stops at a whole or broken request.
class Reading
{
public:
    explicit Reading(const HttpLimits &limits = {}) { reader.reset(limits); }

    void feed(const QByteArray &bytes)
    {
        step = reader.feed(view(bytes));
        if (step == Step::Head) {
            ++heads;
            path = QByteArray::fromStdString(std::string(reader.head().path()));
            step = reader.next();
        }
    }

    RequestReader reader;
    Step step = Step::More;
    int heads = 0;
    QByteArray path;
};

} // namespace

class RequestReaderTest final : public QObject
{
    Q_OBJECT

private slots:
    void requestIsTheSameHoweverItIsCut_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("length") << plainRequest << QByteArray("/v1/chat/completions")
                                << QByteArray(R"({"model":1})");
        QTest::newRow("chunks") << chunkedRequest << QByteArray("/x")
                                << QByteArray(R"({"model":1})");
        QTest::newRow("no body") << bodilessRequest << QByteArray("/v1/models") << QByteArray();
    }
    void requestIsTheSameHoweverItIsCut()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        for (qsizetype cut = 0; cut <= request.size(); ++cut) {
            Reading reading;
            if (cut > 0)
                reading.feed(request.left(cut));
            if (cut < request.size()) {
                QCOMPARE(reading.step, Step::More);
                reading.feed(request.mid(cut));
            }
            QCOMPARE(reading.step, Step::Whole);
            QCOMPARE(reading.heads, 1);
            QCOMPARE(reading.path, path);
            QVERIFY(!reading.reader.hasSurplus());
            QCOMPARE(QByteArray::fromStdString(reading.reader.take().body()), body);
        }
        Reading byByte;
        for (const char byte : request)
            byByte.feed(QByteArray(1, byte));
        QCOMPARE(byByte.step, Step::Whole);
        QCOMPARE(QByteArray::fromStdString(byByte.reader.take().body()), body);
    }

    void headTellsWhatTheConnectionNeeds()
    {
        RequestReader reader;
        reader.reset({});

        QCOMPARE(reader.feed(view(plainRequest)), Step::Head);
        QVERIFY(reader.keepsAlive());
        QVERIFY(reader.knowsChunks());
        QCOMPARE(reader.next(), Step::Whole);

        reader.reset({});
        QCOMPARE(reader.feed(view(bodilessRequest)), Step::Head);
        QVERIFY(!reader.keepsAlive());
        QVERIFY(!reader.knowsChunks());
        QVERIFY(!reader.hasBodyToCome());
    }

    void secondRequestBehindTheFirstIsSurplus()
    {
        Reading reading;
        reading.feed(plainRequest + bodilessRequest);

        QCOMPARE(reading.step, Step::Whole);
        QVERIFY(reading.reader.hasSurplus());
    }

    void readerServesOneRequestAfterAnother()
    {
        Reading reading;
        for (const QByteArray &request : {plainRequest, chunkedRequest, bodilessRequest}) {
            reading.reader.reset({});
            reading.feed(request);
            QCOMPARE(reading.step, Step::Whole);
            (void)reading.reader.take();
        }
        QCOMPARE(reading.heads, 3);
    }

    void problemsHaveTheRightStatus_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        const QByteArray head = "POST /x HTTP/1.1\r\nHost: localhost\r\n";
        const QByteArray longField = "X-Long: " + QByteArray(400, 'x') + "\r\n";
        QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n") << 400;
        QTest::newRow("two lengths") << head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n"
                                     << 400;
        QTest::newRow("negative length") << head + "Content-Length: -1\r\n\r\n" << 400;
        QTest::newRow("bad chunk") << head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" << 400;
        QTest::newRow("long head") << head + longField + "\r\n" << 431;
        QTest::newRow("endless head") << head + longField << 431;
        QTest::newRow("announced body") << head + "Content-Length: 65\r\n\r\n" << 413;
        QTest::newRow("chunked body")
            << head + "Transfer-Encoding: chunked\r\n\r\n41\r\n" + QByteArray(65, 'x') << 413;
    }
    void problemsHaveTheRightStatus()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        HttpLimits limits;
        limits.headBytes = 256;
        limits.bodyBytes = 64;
        Reading whole(limits);
        whole.feed(request);
        Reading byByte(limits);
        for (const char byte : request) {
            if (byByte.step == Step::More)
                byByte.feed(QByteArray(1, byte));
        }

        QCOMPARE(whole.step, Step::Broken);
        QCOMPARE(whole.reader.problem().status, status);
        QCOMPARE(byByte.step, Step::Broken);
        QCOMPARE(byByte.reader.problem().status, status);
    }
};

QTEST_GUILESS_MAIN(RequestReaderTest)
#include "tst_RequestReader.moc"
