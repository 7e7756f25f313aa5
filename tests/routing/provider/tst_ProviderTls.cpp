// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/FakeProvider.h"
#include "support/ProviderCalls.h"
#include "support/TestCertificates.h"

#include <QTest>

#include <algorithm>
#include <vector>

using namespace signalbox;
using namespace signalbox::tests;
using models::ErrorClass;
using routing::ProviderAccessManager;

/// Providers behind TLS.
class ProviderTlsTest final : public QObject
{
    Q_OBJECT

private slots:
    void tlsIsVerifiedAgainstTheConfiguredAuthority()
    {
        const TestCertificates certificates;
        if (!certificates.areMade())
            QSKIP("the openssl program is missing: TLS is not tested");
        FakeProvider provider(certificates.server(QStringLiteral("localhost")));
        ProviderAccessManager manager;
        QSslConfiguration trust = QSslConfiguration::defaultConfiguration();
        trust.setCaCertificates(certificates.authority());
        QString url = provider.url();
        url.replace(QStringLiteral("127.0.0.1"), QStringLiteral("localhost"));

        Call untrusted; // not signed by an authority of the system
        start(manager, untrusted, url);
        QVERIFY(untrusted.wait());
        QCOMPARE(untrusted.errorClass(), ErrorClass::Connection);
        QVERIFY(!untrusted.answer.end->wasSent);
        QVERIFY(untrusted.answer.end->message.contains(QStringLiteral("TLS")));

        manager.setSslConfiguration(trust);
        const QByteArray large(400'000, 'L');
        provider.setResponder([&](const SeenRequest &request) {
            return ProviderScript().send(plainAnswer(200, request.body + large));
        });
        for (int i = 0; i < 3; ++i) {
            Call call;
            start(manager, call, url, "tls");
            QVERIFY(call.wait());
            QCOMPARE(call.answer.end->message, QString());
            QVERIFY(call.answer.body == QByteArray("tls" + large));
            QCOMPARE(call.call->reusedConnection(), i > 0);
        }

        Call otherName; // the certificate is for localhost, not for the address
        start(manager, otherName, provider.url());
        QVERIFY(otherName.wait());
        QCOMPARE(otherName.errorClass(), ErrorClass::Connection);
        QCOMPARE(provider.requests().size(), 3); // nothing was said to a stranger
    }

    void aTlsBodyCutShortIsAFailure()
    {
        const TestCertificates certificates;
        if (!certificates.areMade())
            QSKIP("the openssl program is missing: TLS is not tested");
        FakeProvider provider(certificates.server(QStringLiteral("localhost")));
        provider.enqueue(
            ProviderScript().send("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc").close());
        ProviderAccessManager manager;
        QSslConfiguration trust = QSslConfiguration::defaultConfiguration();
        trust.setCaCertificates(certificates.authority());
        manager.setSslConfiguration(trust);
        QString url = provider.url();
        url.replace(QStringLiteral("127.0.0.1"), QStringLiteral("localhost"));
        Call call;
        start(manager, call, url);
        QVERIFY(call.wait());
        QCOMPARE(call.errorClass(), ErrorClass::ServerError);
        QCOMPARE(call.answer.body, "abc");
    }

    /// More calls than handshakes are begun at a time, at a provider that begins none.
    void aProviderThatNeverShakesHandsHoldsUpNoOther()
    {
        const TestCertificates certificates;
        if (!certificates.areMade())
            QSKIP("NOT TESTED: the openssl program is missing");
        FakeProvider mute; // speaks no TLS
        QString muteUrl = mute.url();
        muteUrl.replace(QStringLiteral("http:"), QStringLiteral("https:"));
        FakeProvider provider(certificates.server(QStringLiteral("localhost")));
        QString url = provider.url();
        url.replace(QStringLiteral("127.0.0.1"), QStringLiteral("localhost"));
        ProviderAccessManager manager;
        manager.setSslConfiguration(certificates.client());
        constexpr int muteCalls = 40;
        std::vector<Call> held(muteCalls);
        for (Call &call : held)
            start(manager, call, muteUrl);
        QVERIFY(waitUntil([&] { return mute.accepted() > 0; }));

        Call call;
        start(manager, call, url);

        QVERIFY(call.wait());
        QCOMPARE(call.answer.end->message, QString());
        QVERIFY(std::ranges::none_of(held, [](const Call &one) { return one.answer.isDone(); }));
        QVERIFY(mute.accepted() < muteCalls);
    }

    void whatWaitsForAHandshakeIsServedWhenOneIsOver()
    {
        const TestCertificates certificates;
        if (!certificates.areMade())
            QSKIP("NOT TESTED: the openssl program is missing");
        FakeProvider provider(certificates.server(QStringLiteral("localhost")));
        QString url = provider.url();
        url.replace(QStringLiteral("127.0.0.1"), QStringLiteral("localhost"));
        ProviderAccessManager manager;
        manager.setSslConfiguration(certificates.client());
        std::vector<Call> calls(40);

        for (Call &call : calls)
            start(manager, call, url);

        for (Call &call : calls) {
            QVERIFY(call.wait());
            QCOMPARE(call.answer.end->message, QString());
        }
        QCOMPARE(provider.requests().size(), 40);
    }
};

QTEST_GUILESS_MAIN(ProviderTlsTest)
#include "tst_ProviderTls.moc"
