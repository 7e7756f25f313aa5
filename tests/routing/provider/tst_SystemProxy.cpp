// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/FakeHttp2Provider.h"
#include "support/FakeHttpProxy.h"
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

namespace {

/// A name that no resolver knows: who reaches it went through the proxy.
const auto plainUrl = QStringLiteral("http://provider.test");
const auto encryptedUrl = QStringLiteral("https://provider.test");

void useProxy(const QByteArray &url)
{
    qputenv("http_proxy", url);
    qputenv("https_proxy", url);
}

} // namespace

/// Providers behind the HTTP proxy that the system names.
class SystemProxyTest final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        for (const char *name : {"http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY",
                                 "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"})
            qunsetenv(name);
    }
    void cleanup() { init(); }

    void aPlainProviderIsReachedThroughATunnel()
    {
        FakeProvider provider;
        provider.setResponder([](const SeenRequest &request) {
            return ProviderScript().send(plainAnswer(200, request.body));
        });
        FakeHttpProxy proxy(provider.port());
        useProxy(proxy.url());
        ProviderAccessManager manager;

        for (int i = 0; i < 3; ++i) {
            Call call;
            const QByteArray body = QByteArray::number(i) + QByteArray(300'000, 'b');
            start(manager, call, plainUrl, body);
            QVERIFY(call.wait());
            QCOMPARE(call.answer.end->message, QString());
            QVERIFY(call.answer.body == body);
            QCOMPARE(call.call->reusedConnection(), i > 0);
        }

        QCOMPARE(proxy.tunnels, 1);
        QVERIFY(proxy.asked.first().startsWith("CONNECT provider.test:80 "));
        QCOMPARE(provider.requests().size(), 3);
    }

    void aTlsProviderIsReachedThroughATunnelAndVerified()
    {
        const TestCertificates certificates;
        if (!certificates.areMade())
            QSKIP("NOT TESTED: the openssl program is missing");
        FakeProvider provider(certificates.server(QStringLiteral("provider.test")));
        FakeHttpProxy proxy(provider.port());
        useProxy(proxy.url());
        ProviderAccessManager manager;
        manager.setSslConfiguration(certificates.client());

        for (int i = 0; i < 3; ++i) {
            Call call;
            start(manager, call, encryptedUrl);
            QVERIFY(call.wait());
            QCOMPARE(call.answer.end->message, QString());
            QCOMPARE(call.answer.body, "{}");
            QCOMPARE(call.call->reusedConnection(), i > 0);
        }
        QCOMPARE(proxy.tunnels, 1);
        QVERIFY(proxy.asked.first().startsWith("CONNECT provider.test:443 "));

        Call otherName; // the tunnel is no reason to trust who answers
        start(manager, otherName, QStringLiteral("https://stranger.test"));
        QVERIFY(otherName.wait());
        QCOMPARE(otherName.errorClass(), ErrorClass::Connection);
        QVERIFY(!otherName.answer.end->wasSent);
        QCOMPARE(provider.requests().size(), 3);
    }

    void aCallOverHttp2GoesThroughItToo()
    {
        const TestCertificates certificates;
        if (!certificates.areMade())
            QSKIP("NOT TESTED: the openssl program is missing");
        FakeHttp2Provider provider(certificates.server(QStringLiteral("provider.test")),
                                   [](const Http2Stream &stream) { stream.answer(200, "{}"); });
        FakeHttpProxy proxy(provider.serverPort());
        useProxy(proxy.url());
        ProviderAccessManager manager;
        manager.setSslConfiguration(certificates.client());
        Call call;

        startHttp2(manager, call, encryptedUrl);

        QVERIFY(call.wait());
        QCOMPARE(call.answer.end->message, QString());
        QCOMPARE(call.answer.body, "{}");
        QCOMPARE(proxy.tunnels, 1);
        QCOMPARE(provider.requests, 1);
    }

    void aPasswordInItsAddressIsUsed()
    {
        FakeProvider provider;
        FakeHttpProxy proxy(provider.port());
        proxy.credentials = "me:secret";
        useProxy(proxy.url("me:secret@"));
        Call call;

        QCOMPARE(askedClass(plainUrl, generous(), call), ErrorClass::None);

        QCOMPARE(call.answer.body, "{}");
        QCOMPARE(proxy.tunnels, 1);
    }

    void failures_data()
    {
        QTest::addColumn<QByteArray>("refusal");
        QTest::addColumn<QByteArray>("credentials");
        QTest::addColumn<QByteArray>("user");
        QTest::addColumn<QString>("message");
        const QString said = QStringLiteral("the proxy");
        const QByteArray none;
        const QByteArray empty = "content-length: 0\r\n\r\n";
        QTest::newRow("asks for a password")
            << none << QByteArray("me:secret") << none << QStringLiteral("asks for a password");
        QTest::newRow("has another password")
            << none << QByteArray("me:secret") << QByteArray("me:wrong@")
            << QStringLiteral("asks for a password");
        QTest::newRow("forbidden")
            << QByteArray("HTTP/1.1 403 Forbidden\r\n" + empty) << none << none << said;
        QTest::newRow("bad gateway")
            << QByteArray("HTTP/1.1 502 Bad Gateway\r\n" + empty) << none << none << said;
        QTest::newRow("unavailable")
            << QByteArray("HTTP/1.1 503 Service Unavailable\r\n" + empty) << none << none << said;
        QTest::newRow("no HTTP") << QByteArray("SSH-2.0-OpenSSH_9.2p1\r\n\r\n") << none << none
                                 << said;
        QTest::newRow("closes") << QByteArray("\r\n") << none << none << said;
    }
    void failures()
    {
        QFETCH(QByteArray, refusal);
        QFETCH(QByteArray, credentials);
        QFETCH(QByteArray, user);
        QFETCH(QString, message);
        FakeProvider provider;
        FakeHttpProxy proxy(provider.port());
        proxy.refusal = refusal;
        proxy.credentials = credentials;
        useProxy(proxy.url(user));
        for (const QString &url : {plainUrl, encryptedUrl}) {
            Call call;

            QCOMPARE(askedClass(url, generous(), call), ErrorClass::Connection);

            QVERIFY(!call.answer.end->wasSent);
            const QString &told = call.answer.end->message;
            QVERIFY2(told.startsWith(QStringLiteral("cannot reach provider.test")),
                     qPrintable(told));
            QVERIFY2(told.contains(message), qPrintable(told));
            QVERIFY2(told.contains(QStringLiteral("127.0.0.1:%1").arg(proxy.serverPort())),
                     qPrintable(told));
            QVERIFY2(!told.contains(QStringLiteral("wrong")), qPrintable(told));
        }
        QCOMPARE(provider.requests().size(), 0);
    }

    void aProxyThatIsNotThereIsNamed()
    {
        const RefusingPort nobody;
        useProxy("http://me:secret@127.0.0.1:" + QByteArray::number(nobody.port()));
        Call call;

        QCOMPARE(askedClass(plainUrl, generous(), call), ErrorClass::Connection);

        QVERIFY(!call.answer.end->wasSent);
        const QString &told = call.answer.end->message;
        QVERIFY2(told.contains(QStringLiteral("127.0.0.1:%1").arg(nobody.port())),
                 qPrintable(told));
        QVERIFY2(!told.contains(QStringLiteral("secret")), qPrintable(told));
    }

    void aMuteProxyHitsTheConnectLimit()
    {
        FakeProvider provider;
        FakeHttpProxy proxy(provider.port());
        proxy.isMute = true;
        useProxy(proxy.url());
        ProviderTimeouts limits = generous();
        limits.connect = milliseconds(100);
        for (const QString &url : {plainUrl, encryptedUrl}) {
            Call call;

            QCOMPARE(askedClass(url, limits, call), ErrorClass::Timeout);

            QVERIFY(!call.answer.end->wasSent);
            QCOMPARE(call.answer.end->message, QStringLiteral("no connection within 100 ms"));
        }
    }

    void providersOnThisMachineNeverGoThroughIt()
    {
        FakeProvider provider;
        FakeHttpProxy proxy(provider.port());
        useProxy(proxy.url());
        const QString port = QString::number(provider.port());
        for (const QString &host : {QStringLiteral("127.0.0.1"), QStringLiteral("localhost"),
                                    QStringLiteral("LOCALHOST")}) {
            Call call;
            const QString url = QStringLiteral("http://%1:%2").arg(host, port);
            QCOMPARE(askedClass(url, generous(), call), ErrorClass::None);
        }
        QCOMPARE(provider.requests().size(), 3);
        QVERIFY(proxy.asked.isEmpty());
    }

    void providersOverHttp2OnThisMachineNeitherGoThroughIt()
    {
        const TestCertificates certificates;
        if (!certificates.areMade())
            QSKIP("NOT TESTED: the openssl program is missing");
        FakeHttp2Provider provider(certificates.server(QStringLiteral("localhost")),
                                   [](const Http2Stream &stream) { stream.answer(200, "{}"); });
        FakeHttpProxy proxy(provider.serverPort());
        useProxy(proxy.url());
        ProviderAccessManager manager;
        manager.setSslConfiguration(certificates.client());
        Call call;

        startHttp2(manager, call, provider.url());

        QVERIFY(call.wait());
        QCOMPARE(call.answer.body, "{}");
        QVERIFY(proxy.asked.isEmpty());
    }

    void whatNoProxyNamesGoesDirect()
    {
        FakeProvider provider;
        FakeHttpProxy proxy(provider.port());
        useProxy(proxy.url());
        qputenv("no_proxy", "provider.test");
        Call call;

        QCOMPARE(askedClass(plainUrl, generous(), call), ErrorClass::Connection); // no such host

        QVERIFY(proxy.asked.isEmpty());
    }
};

QTEST_GUILESS_MAIN(SystemProxyTest)
#include "tst_SystemProxy.moc"
