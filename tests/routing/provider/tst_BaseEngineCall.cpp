// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/FakeHttp2Provider.h"
#include "support/FakeProvider.h"
#include "support/Http2Calls.h"
#include "support/TestCertificates.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using models::ErrorClass;
using models::ProviderTimeouts;
using routing::ProviderAccessManager;
using std::chrono::milliseconds;

/// Calls through Qt's own engine to a provider of ours that speaks HTTP/2.
class BaseEngineCallTest final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!m_certificates.areMade())
            QSKIP("NOT TESTED: the openssl program is missing");
        m_tls = m_certificates.server(QStringLiteral("localhost"));
    }

    void aCallIsAnswered()
    {
        FakeHttp2Provider provider(m_tls, [](const Http2Stream &stream) {
            stream.head(201, {{"x-own", "yes"}, {"content-length", "4"}});
            stream.data("{\"a");
            stream.data("\"", Http2End::Yes);
        });
        ProviderAccessManager manager;
        trust(manager);
        Call call;

        startHttp2(manager, call, provider.url());
        QVERIFY(!call.answer.isDone()); // never from inside

        QVERIFY(call.wait());
        QCOMPARE(call.answer.end->message, QString());
        QCOMPARE(call.errorClass(), ErrorClass::None);
        QCOMPARE(call.answer.status, 201);
        QCOMPARE(call.answer.headers.value("x-own"), "yes");
        QCOMPARE(call.answer.contentLength, 4);
        QCOMPARE(call.answer.body, "{\"a\"");
        QVERIFY(!call.answer.brokeOrder);
        QCOMPARE(provider.requests, 1);
    }

    void anEmptyAndALargeBodyArriveWhole()
    {
        QByteArray large(1024 * 1024, 'x');
        for (qsizetype i = 0; i < large.size(); i += 997)
            large[i] = static_cast<char>('a' + i % 26);
        FakeHttp2Provider provider(m_tls, [&](const Http2Stream &stream) {
            stream.answer(200,
                          stream.body == large ? QByteArray("large")
                                               : QByteArray("'" + stream.body + "'"));
        });
        ProviderAccessManager manager;
        trust(manager);

        Call empty;
        startHttp2(manager, empty, provider.url(), {});
        QVERIFY(empty.wait());
        QCOMPARE(empty.answer.body, "''");
        Call call;
        startHttp2(manager, call, provider.url(), large);
        QVERIFY(call.wait());
        QCOMPARE(call.answer.body, "large");
    }

    void aSlowUploadIsNoSlowConnection()
    {
        FakeHttp2Provider provider(m_tls, [](const Http2Stream &stream) {
            stream.answer(200, QByteArray::number(stream.body.size()));
        });
        provider.window = 1000;
        ProviderAccessManager manager;
        trust(manager);
        Call first; // makes the connection
        startHttp2(manager, first, provider.url());
        QVERIFY(first.wait());
        ProviderTimeouts limits = generous();
        limits.connect = milliseconds(1000);
        Call call;

        startHttp2(manager, call, provider.url(), QByteArray(300'000, 'u'), limits);
        letTimePass(milliseconds(1500));
        QVERIFY(!call.answer.isDone());
        provider.grantUploads();

        QVERIFY(call.wait());
        QCOMPARE(call.answer.end->message, QString());
        QCOMPARE(call.answer.body, "300000");
    }

    void anErrorIsAnAnswer_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {400, 401, 402, 403, 404, 405, 407, 408, 409, 410,
                                 413, 418, 422, 429, 500, 501, 502, 503, 504, 529})
            QTest::addRow("%d", status) << status;
    }
    void anErrorIsAnAnswer()
    {
        QFETCH(int, status);
        FakeHttp2Provider provider(m_tls, [status](const Http2Stream &stream) {
            stream.answer(status, R"({"error":"no"})");
        });
        ProviderAccessManager manager;
        trust(manager);
        Call call;

        startHttp2(manager, call, provider.url());

        QVERIFY(call.wait());
        QCOMPARE(call.answer.status, status);
        QCOMPARE(call.answer.body, R"({"error":"no"})");
        QCOMPARE(call.errorClass(), ErrorClass::None);
        QCOMPARE(provider.requests, 1);
    }

    void destroyingACallCancelsItSilently()
    {
        FakeHttp2Provider provider(m_tls, [](const Http2Stream &stream) {
            stream.head(200);
            stream.data("data: a\n\n");
        });
        ProviderAccessManager manager;
        trust(manager);
        Call call;
        startHttp2(manager, call, provider.url());
        QVERIFY(waitUntil([&] { return call.answer.pieces > 0; }));

        call.call.reset();

        QVERIFY(waitUntil([&] { return provider.cancelled == 1; }));
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
        FakeHttp2Provider provider(m_tls, [](const Http2Stream &stream) {
            stream.head(200);
            stream.data("data: a\n\n");
            stream.data("data: b\n\n", Http2End::Yes);
        });
        ProviderAccessManager manager;
        trust(manager);
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
            startHttp2(manager, call, provider.url());
            QVERIFY(waitUntil([&] { return isCancelled; }));
            QCOMPARE(call.answer.isDone(), where == 2);
            QVERIFY(!call.answer.brokeOrder);
        }
        Call last; // the manager is as good as new
        startHttp2(manager, last, provider.url());
        QVERIFY(last.wait());
        QCOMPARE(last.answer.body, "data: a\n\ndata: b\n\n");
    }

    void aPausedCallSaysNothingAndLosesNothing()
    {
        Http2Stream stream;
        FakeHttp2Provider provider(m_tls, [&](const Http2Stream &made) {
            stream = made;
            made.head(200);
            made.data("one ");
        });
        ProviderAccessManager manager;
        trust(manager);
        ProviderTimeouts limits = generous();
        limits.idle = milliseconds(500); // a pause of ours is no silence of theirs
        Call call;
        call.answer.onBody = [&] {
            if (call.answer.pieces == 1)
                call.call->pause();
        };
        startHttp2(manager, call, provider.url(), "{}", limits);
        QVERIFY(waitUntil([&] { return call.answer.pieces == 1; }));

        stream.data("two ");
        stream.data("three", Http2End::Yes);
        letTimePass(milliseconds(1000));
        QCOMPARE(call.answer.body, "one ");
        QVERIFY(!call.answer.isDone());
        call.call->resume();

        QVERIFY(call.wait());
        QCOMPARE(call.answer.body, "one two three");
        QCOMPARE(call.errorClass(), ErrorClass::None);
    }

    void redirectsAreNotFollowedAndTheKeyStaysHere()
    {
        FakeProvider other;
        FakeHttp2Provider provider(m_tls, [&](const Http2Stream &stream) {
            stream.head(307, {{"location", other.url().toLatin1() + "/stolen"}}, Http2End::Yes);
        });
        ProviderAccessManager manager;
        trust(manager);
        Call call;

        startHttp2(manager, call, provider.url(), "{}", generous(),
                   "authorization: Bearer sk-secret\r\n");

        QVERIFY(call.wait());
        QCOMPARE(call.answer.status, 307);
        QCOMPARE(call.errorClass(), ErrorClass::None);
        QCOMPARE(other.accepted(), 0);
        QCOMPARE(provider.requests, 1);
    }

private:
    void trust(ProviderAccessManager &manager) const
    {
        manager.setSslConfiguration(m_certificates.client());
    }

    TestCertificates m_certificates;
    QSslConfiguration m_tls;
};

QTEST_GUILESS_MAIN(BaseEngineCallTest)
#include "tst_BaseEngineCall.moc"
