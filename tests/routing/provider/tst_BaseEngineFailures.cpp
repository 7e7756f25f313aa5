// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/FakeHttp2Provider.h"
#include "support/FakeProvider.h"
#include "support/Http2Calls.h"
#include "support/Ports.h"
#include "support/TestCertificates.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using models::ErrorClass;
using models::ProviderTimeouts;
using routing::ProviderAccessManager;
using std::chrono::milliseconds;

/// Calls through Qt's own engine that fail.
class BaseEngineFailuresTest final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!m_certificates.areMade())
            QSKIP("NOT TESTED: the openssl program is missing");
        m_tls = m_certificates.server(QStringLiteral("localhost"));
    }

    void brokenAnswers_data()
    {
        QTest::addColumn<FakeHttp2Provider::Responder>("responder");
        QTest::addColumn<bool>("hasHead");
        const auto add = [](const char *name, bool hasHead,
                            const FakeHttp2Provider::Responder &responder) {
            QTest::newRow(name) << responder << hasHead;
        };
        constexpr quint32 internalError = 2;
        constexpr quint32 refusedStream = 7;
        add("closed before an answer", false, [](const Http2Stream &stream) { stream.close(); });
        add("stream reset before an answer", false,
            [](const Http2Stream &stream) { stream.reset(internalError); });
        add("stream refused", false,
            [](const Http2Stream &stream) { stream.reset(refusedStream); });
        add("said goodbye and closed", false, [](const Http2Stream &stream) {
            stream.goAway();
            stream.close();
        });
        add("closed after the head", true, [](const Http2Stream &stream) {
            stream.head(200);
            stream.close();
        });
        add("closed inside the body", true, [](const Http2Stream &stream) {
            stream.head(200);
            stream.data("data: a\n\n");
            stream.close();
        });
        add("stream reset inside the body", true, [](const Http2Stream &stream) {
            stream.head(200);
            stream.data("data: a\n\n");
            stream.reset(internalError);
        });
        add("shorter than it declared", true, [](const Http2Stream &stream) {
            stream.head(200, {{"content-length", "10"}});
            stream.data("1234", Http2End::Yes);
        });
    }
    void brokenAnswers()
    {
        QFETCH(FakeHttp2Provider::Responder, responder);
        QFETCH(bool, hasHead);
        FakeHttp2Provider provider(m_tls, responder);
        ProviderAccessManager manager;
        trust(manager);
        Call call;

        startHttp2(manager, call, provider.url());

        QVERIFY(call.wait());
        QCOMPARE(call.errorClass(), hasHead ? ErrorClass::ServerError : ErrorClass::Connection);
        QCOMPARE(call.answer.status, hasHead ? 200 : 0);
        QVERIFY(call.answer.end->wasSent);
        QVERIFY(call.answer.end->message.contains(QStringLiteral("localhost")));
        QVERIFY2(!call.answer.end->message.contains(QStringLiteral("/v1")),
                 qPrintable(call.answer.end->message));
        QVERIFY(!call.answer.brokeOrder);
        letTimePass(milliseconds(50));
        QCOMPARE(provider.requests, 1); // never sent again by itself
    }

    void timeouts_data()
    {
        QTest::addColumn<milliseconds ProviderTimeouts::*>("limit");
        QTest::addColumn<bool>("hasHead");
        QTest::addColumn<QString>("message");
        QTest::newRow("first byte")
            << &ProviderTimeouts::firstByte << false << QStringLiteral("no answer within 100 ms");
        QTest::newRow("idle") << &ProviderTimeouts::idle << true
                              << QStringLiteral("silent for 100 ms inside its answer");
        QTest::newRow("total, no head")
            << &ProviderTimeouts::total << false << QStringLiteral("not finished within 1000 ms");
        QTest::newRow("total, head")
            << &ProviderTimeouts::total << true << QStringLiteral("not finished within 1000 ms");
    }
    void timeouts()
    {
        QFETCH(milliseconds ProviderTimeouts::*, limit);
        QFETCH(bool, hasHead);
        QFETCH(QString, message);
        FakeHttp2Provider provider(m_tls, [hasHead](const Http2Stream &stream) {
            if (hasHead)
                stream.head(200);
        });
        ProviderAccessManager manager;
        trust(manager);
        ProviderTimeouts limits = generous();
        limits.*limit = milliseconds(limit == &ProviderTimeouts::total ? 1000 : 100);
        Call call;

        startHttp2(manager, call, provider.url(), "{}", limits);

        QVERIFY(call.wait());
        QCOMPARE(call.errorClass(), ErrorClass::Timeout);
        QCOMPARE(call.answer.end->message, message);
        QVERIFY(call.answer.end->wasSent);
        QVERIFY(waitUntil([&] { return provider.cancelled == 1; }));
        QVERIFY(!call.answer.brokeOrder);
    }

    void aTimeoutLeavesOtherCallsAlone()
    {
        Http2Stream later;
        FakeHttp2Provider provider(m_tls, [&](const Http2Stream &stream) {
            if (stream.body == "later")
                later = stream;
        });
        ProviderAccessManager manager;
        trust(manager);
        Call patient;
        startHttp2(manager, patient, provider.url(), "later");
        QVERIFY(waitUntil([&] { return provider.requests == 1; }));
        ProviderTimeouts limits = generous();
        limits.firstByte = milliseconds(100);
        Call hasty;
        startHttp2(manager, hasty, provider.url(), "never", limits);

        QVERIFY(hasty.wait());
        QCOMPARE(hasty.errorClass(), ErrorClass::Timeout);
        later.answer(200, "at last");

        QVERIFY(patient.wait());
        QCOMPARE(patient.answer.end->message, QString());
        QCOMPARE(patient.answer.body, "at last");
    }

    /// Qt goes on using a connection that its provider has said goodbye on.
    void afterATimeoutTheNextCallGetsANewConnection()
    {
        FakeHttp2Provider provider(m_tls, [&](const Http2Stream &stream) {
            if (stream.body == "bye") {
                stream.answer(200, "bye");
                stream.goAway();
            } else if (provider.accepted > 1) {
                stream.answer(200, "hello");
            }
        });
        ProviderAccessManager manager;
        trust(manager);
        Call first;
        startHttp2(manager, first, provider.url(), "bye");
        QVERIFY(first.wait());
        letTimePass(milliseconds(50));
        ProviderTimeouts limits = generous();
        limits.connect = limits.firstByte = milliseconds(200);
        Call swallowed;
        startHttp2(manager, swallowed, provider.url(), "{}", limits);
        QVERIFY(swallowed.wait());
        Call next;

        startHttp2(manager, next, provider.url());

        QVERIFY(next.wait());
        QCOMPARE(next.answer.end->message, QString());
        QCOMPARE(next.answer.body, "hello");
    }

    void aHandshakeThatNeverComesHitsTheConnectLimit()
    {
        FakeProvider provider; // speaks no TLS: never answers the handshake
        QString url = provider.url();
        url.replace(QStringLiteral("http:"), QStringLiteral("https:"));
        ProviderAccessManager manager;
        ProviderTimeouts limits = generous();
        limits.connect = milliseconds(100);
        Call call;

        startHttp2(manager, call, url, "{}", limits);

        QVERIFY(call.wait());
        QCOMPARE(call.errorClass(), ErrorClass::Timeout);
        QCOMPARE(call.answer.end->message, QStringLiteral("no connection within 100 ms"));
        QVERIFY(!call.answer.end->wasSent);
    }

    void aStrangerIsToldNothing()
    {
        FakeHttp2Provider provider(m_tls,
                                   [](const Http2Stream &stream) { stream.answer(200, "{}"); });
        ProviderAccessManager manager; // trusts the authorities of the system only
        Call call;

        startHttp2(manager, call, provider.url());

        QVERIFY(call.wait());
        QCOMPARE(call.errorClass(), ErrorClass::Connection);
        QVERIFY(!call.answer.end->wasSent);
        QVERIFY2(call.answer.end->message.contains(QStringLiteral("TLS")),
                 qPrintable(call.answer.end->message));
        QCOMPARE(provider.requests, 0);
    }

    void aRefusedConnectionWasNotSent()
    {
        const RefusingPort nobody;
        ProviderAccessManager manager;
        Call call;

        startHttp2(manager, call, QStringLiteral("https://127.0.0.1:%1").arg(nobody.port()));

        QVERIFY(call.wait());
        QCOMPARE(call.errorClass(), ErrorClass::Connection);
        QVERIFY(!call.answer.end->wasSent);
        QVERIFY(call.answer.end->message.contains(QStringLiteral("refused")));
    }

private:
    void trust(ProviderAccessManager &manager) const
    {
        manager.setSslConfiguration(m_certificates.client());
    }

    TestCertificates m_certificates;
    QSslConfiguration m_tls;
};

QTEST_GUILESS_MAIN(BaseEngineFailuresTest)
#include "tst_BaseEngineFailures.moc"
