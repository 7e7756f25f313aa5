// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/FakeProvider.h"
#include "support/Http2Calls.h"
#include "support/TestCertificates.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using models::ErrorClass;
using routing::ProviderAccessManager;
using std::chrono::milliseconds;

/// Calls over HTTP/2 to providers that do not speak it.
class BaseEngineFallbackTest final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!m_certificates.areMade())
            QSKIP("NOT TESTED: the openssl program is missing");
        m_tls = m_certificates.server(QStringLiteral("localhost"));
    }

    void aProviderOfHttp1IsServedAllTheSame()
    {
        FakeProvider provider(m_tls);
        provider.setResponder([](const SeenRequest &request) {
            return ProviderScript().send(plainAnswer(200, request.body));
        });
        ProviderAccessManager manager;
        trust(manager);
        for (int i = 0; i < 3; ++i) {
            Call call;
            startHttp2(manager, call, named(provider), QByteArray::number(i), generous(),
                       "x-twice: a\r\nx-twice: b\r\n");
            QVERIFY(call.wait());
            QCOMPARE(call.answer.end->message, QString());
            QCOMPARE(call.answer.body, QByteArray::number(i));
        }
        QCOMPARE(provider.requests().size(), 3);
        QCOMPARE(provider.requests().first().field("x-twice"), "a, b");
        QVERIFY(provider.requests().first().head.startsWith("POST /v1/x?y=1 HTTP/1.1\r\n"));
    }

    void aRequestToHttp1IsNeverSentAgain_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("isReset");
        QTest::newRow("closed") << QByteArray() << false;
        QTest::newRow("reset") << QByteArray() << true;
        QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 OK\r\ncont") << false;
        QTest::newRow("no HTTP") << QByteArray("SSH-2.0-OpenSSH_9.2p1\r\n\r\n") << false;
        QTest::newRow("half a body")
            << QByteArray("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc") << false;
        QTest::newRow("asks for a password")
            << plainAnswer(401, "{}", "www-authenticate: Basic realm=\"x\"\r\n") << false;
    }
    void aRequestToHttp1IsNeverSentAgain()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, isReset);
        FakeProvider provider(m_tls);
        provider.enqueue(plainAnswer(200, "{}")); // a connection that was used before
        provider.setResponder([&](const SeenRequest &) {
            ProviderScript script;
            if (!answer.isEmpty())
                script.send(answer);
            return isReset ? script.reset() : script.close();
        });
        ProviderAccessManager manager;
        trust(manager);
        Call first;
        startHttp2(manager, first, named(provider), "first");
        QVERIFY(first.wait());
        QCOMPARE(first.errorClass(), ErrorClass::None);
        Call call;

        startHttp2(manager, call, named(provider), "second");

        QVERIFY(call.wait());
        QVERIFY(call.answer.status == 401 || call.errorClass() != ErrorClass::None);
        QVERIFY(call.answer.end->wasSent);
        QVERIFY(!call.answer.brokeOrder);
        letTimePass(milliseconds(50));
        QCOMPARE(provider.requests().size(), 2);
    }

    void withoutTlsThereIsNoHttp2AndNothingOddIsAsked()
    {
        FakeProvider provider;
        ProviderAccessManager manager;
        Call call;

        startHttp2(manager, call, provider.url());

        QVERIFY(call.wait());
        QCOMPARE(call.errorClass(), ErrorClass::None);
        QCOMPARE(provider.requests().size(), 1);
        QVERIFY(provider.requests().first().field("upgrade").isEmpty());
        QVERIFY(provider.requests().first().field("http2-settings").isEmpty());
    }

private:
    void trust(ProviderAccessManager &manager) const
    {
        manager.setSslConfiguration(m_certificates.client());
    }
    /// The address that its certificate is for.
    static QString named(const FakeProvider &provider)
    {
        return provider.url().replace(QStringLiteral("127.0.0.1"), QStringLiteral("localhost"));
    }

    TestCertificates m_certificates;
    QSslConfiguration m_tls;
};

QTEST_GUILESS_MAIN(BaseEngineFallbackTest)
#include "tst_BaseEngineFallback.moc"
