// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/ChatSamples.h"
#include "support/FakeHttp2Provider.h"
#include "support/Http2Calls.h"
#include "support/HttpProbe.h"
#include "support/Nghttpd.h"
#include "support/ProxyFixture.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using models::ExchangeOutcome;
using models::ProviderDialect;

namespace {

/// A policy whose only provider lies at \a url and speaks HTTP/2.
models::Policy http2Policy(const QString &url)
{
    models::Provider provider;
    provider.id = QStringLiteral("one");
    provider.dialect = ProviderDialect::OpenAi;
    provider.baseUrl = url + QStringLiteral("/v1");
    provider.http2 = true;
    return policyOf({provider});
}

} // namespace

/// `"http2": true`, with somebody else's server and through the whole proxy.
class ProxyHttp2Test final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!m_certificates.areMade())
            QSKIP("NOT TESTED: the openssl program is missing");
    }

    void aPostArrivesOverHttp2()
    {
        if (Nghttpd::program().isEmpty())
            QSKIP("NOT TESTED: nghttpd is not installed (package nghttp2-server)");
        Nghttpd server(m_certificates);
        QVERIFY2(server.isListening(), server.log().constData());
        routing::ProviderAccessManager manager;
        manager.setSslConfiguration(m_certificates.client());
        Call call;

        startHttp2(manager, call, server.url(), R"({"q":"ü"})", generous(),
                   "authorization: Bearer sk-1\r\nx-own: yes\r\n");

        QVERIFY(call.wait());
        QCOMPARE(call.answer.end->message, QString());
        QCOMPARE(call.answer.status, 200);
        QCOMPARE(call.answer.body, R"({"q":"ü"})");
        QCOMPARE(call.answer.headers.value("nghttpd-response"), "echo");
        QVERIFY(waitUntil([&] { return server.log().contains("stream_id=1 closed"); }));
        QVERIFY(server.log().contains("The negotiated protocol: h2"));
        for (const QByteArray field :
             {":method: POST", ":path: /v1/x?y=1", ":authority: localhost:", "x-own: yes",
              "authorization: Bearer sk-1", "content-type: application/json",
              "accept-encoding: identity", "content-length: 10"})
            QVERIFY2(server.log().contains(QByteArray(") " + field)), field.constData());
        QCOMPARE(server.log().count(":method: "), 1);
    }

    void twentyCallsAtOnceAllComplete()
    {
        if (Nghttpd::program().isEmpty())
            QSKIP("NOT TESTED: nghttpd is not installed (package nghttp2-server)");
        Nghttpd server(m_certificates);
        QVERIFY2(server.isListening(), server.log().constData());
        routing::ProviderAccessManager manager;
        manager.setSslConfiguration(m_certificates.client());
        std::vector<Call> calls(20);

        for (std::size_t i = 0; i < calls.size(); ++i)
            startHttp2(manager, calls[i], server.url(),
                       QByteArray::number(qulonglong(i)) + QByteArray(100'000, 'x'));

        for (std::size_t i = 0; i < calls.size(); ++i) {
            QVERIFY(calls[i].wait());
            QCOMPARE(calls[i].answer.end->message, QString());
            QCOMPARE(calls[i].answer.status, 200);
            QVERIFY(calls[i].answer.body
                    == QByteArray(QByteArray::number(qulonglong(i)) + QByteArray(100'000, 'x')));
            QVERIFY(!calls[i].answer.brokeOrder);
        }
        QVERIFY(waitUntil([&] { return server.log().count(":method: POST") == 20; }));
    }

    void theProxySpeaksHttp2WhereThePolicySaysSo()
    {
        if (Nghttpd::program().isEmpty())
            QSKIP("NOT TESTED: nghttpd is not installed (package nghttp2-server)");
        Nghttpd server(m_certificates);
        QVERIFY2(server.isListening(), server.log().constData());
        routing::KeyRing keys;
        addKeys(keys, QStringLiteral("one"), {"sk-provider"});
        ProxyFixture proxy(http2Policy(server.url()), keys, QStringLiteral("ck"));
        proxy.proxy.providerManager().setSslConfiguration(m_certificates.client());
        HttpProbe probe(proxy.port());

        probe.post(chatPath, chatBody, "authorization: Bearer ck\r\nx-my-own: kept\r\n");

        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 200);
        QCOMPARE(probe.lastAnswer().body, QByteArray(chatBody).replace("smart", "real-model"));
        QVERIFY(waitUntil([&] { return server.log().contains("stream_id=1 closed"); }));
        QVERIFY(server.log().contains(") :path: /v1/chat/completions"));
        QVERIFY(server.log().contains(") authorization: Bearer sk-provider"));
        QVERIFY(server.log().contains(") x-my-own: kept"));
        QVERIFY(!server.log().contains("Bearer ck"));
        QCOMPARE(proxy.record().outcome, ExchangeOutcome::Success);
    }

    void aStreamIsPassedOnEventByEvent()
    {
        Http2Stream stream;
        FakeHttp2Provider provider(m_certificates.server(QStringLiteral("localhost")),
                                   [&](const Http2Stream &made) {
                                       stream = made;
                                       made.head(200, {{"content-type", "text/event-stream"}});
                                   });
        ProxyFixture proxy(http2Policy(provider.url()));
        proxy.proxy.providerManager().setSslConfiguration(m_certificates.client());
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatStreamBody);
        QVERIFY(waitUntil([&] { return provider.requests == 1; }));

        for (const QByteArray text : {"one", "two", "three"}) {
            stream.data(delta(text));
            QVERIFY(probe.waitForBytes(delta(text)));
        }
        stream.data(stopEvent + usageEvent + doneEvent, Http2End::Yes);

        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().body,
                 QByteArray(delta("one") + delta("two") + delta("three") + stopEvent + doneEvent));
        QCOMPARE(proxy.record().outcome, ExchangeOutcome::Success);
        QCOMPARE(proxy.record().usage.output, 2);
    }

    void aClientThatLeavesCancelsTheStream()
    {
        FakeHttp2Provider provider(m_certificates.server(QStringLiteral("localhost")),
                                   [&](const Http2Stream &stream) {
                                       stream.head(200, {{"content-type", "text/event-stream"}});
                                       stream.data(delta("a"));
                                   });
        ProxyFixture proxy(http2Policy(provider.url()));
        proxy.proxy.providerManager().setSslConfiguration(m_certificates.client());
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatStreamBody);
        QVERIFY(probe.waitForBytes("delta"));

        probe.close();

        QVERIFY(waitUntil([&] { return provider.cancelled == 1; }));
        QCOMPARE(proxy.record().outcome, ExchangeOutcome::ClientGone);
    }

    void aBrokenStreamEndsWithTheDialectsError()
    {
        FakeHttp2Provider provider(m_certificates.server(QStringLiteral("localhost")),
                                   [&](const Http2Stream &stream) {
                                       stream.head(200, {{"content-type", "text/event-stream"}});
                                       stream.data(delta("a"));
                                       stream.reset(2);
                                   });
        ProxyFixture proxy(http2Policy(provider.url()));
        proxy.proxy.providerManager().setSslConfiguration(m_certificates.client());
        HttpProbe probe(proxy.port());

        probe.post(chatPath, chatStreamBody);

        QVERIFY(probe.waitForAnswers());
        QVERIFY2(probe.lastAnswer().body.startsWith(QByteArray(
                     delta("a") + "data: {\"error\":{\"message\":\"The answer broke off")),
                 probe.lastAnswer().body.constData());
        QCOMPARE(proxy.record().outcome, ExchangeOutcome::BrokenStream);
        QCOMPARE(provider.requests, 1);
    }

private:
    TestCertificates m_certificates;
};

QTEST_GUILESS_MAIN(ProxyHttp2Test)
#include "tst_ProxyHttp2.moc"
