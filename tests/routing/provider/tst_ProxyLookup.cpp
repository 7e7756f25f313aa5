// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/FakeHttp2Provider.h"
#include "support/FakeHttpProxy.h"
#include "support/FakeProvider.h"
#include "support/Http2Calls.h"
#include "support/ProviderCalls.h"
#include "support/TestCertificates.h"

#include <QTest>
#include <QThread>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <semaphore>

using namespace signalbox;
using namespace signalbox::tests;
using models::ErrorClass;
using models::ProviderTimeouts;
using routing::ProviderAccessManager;
using std::chrono::milliseconds;

namespace {

/// A name that no resolver knows: who reaches it went through the proxy.
const auto farUrl = QStringLiteral("http://provider.test");

/// A system that takes its time to name the proxy.
struct SlowSystem
{
    std::atomic<int> asked = 0;
    std::atomic<bool> wasAskedByCaller = false;
    std::counting_semaphore<> answers{0};
    QNetworkProxy proxy;
    QThread *caller = QThread::currentThread();

    explicit SlowSystem(quint16 port)
        : proxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), port)
    {}
    ~SlowSystem() { end(); }
    Q_DISABLE_COPY_MOVE(SlowSystem)

    [[nodiscard]] auto resolver()
    {
        return [this](const QUrl &) {
            wasAskedByCaller = wasAskedByCaller || QThread::currentThread() == caller;
            ++asked;
            answers.acquire();
            return proxy;
        };
    }
    void answer() { answers.release(); }
    void end()
    {
        constexpr int plenty = 100;
        answers.release(plenty);
        QThreadPool::globalInstance()->waitForDone();
    }
};

} // namespace

/// The question for the system's proxy, which may take long.
class ProxyLookupTest final : public QObject
{
    Q_OBJECT

private slots:
    void aSlowAnswerHoldsUpOnlyWhoNeedsIt()
    {
        FakeProvider provider;
        FakeHttpProxy proxy(provider.port());
        SlowSystem system(proxy.serverPort());
        ProviderAccessManager manager(nullptr, system.resolver());
        Call first;
        Call second;
        start(manager, first, farUrl);
        start(manager, second, farUrl);
        QVERIFY(waitUntil([&] { return system.asked > 0; }));

        Call local;
        start(manager, local, provider.url());
        QVERIFY(local.wait());
        QCOMPARE(local.answer.status, 200);
        QVERIFY(!first.answer.isDone());
        QVERIFY(proxy.asked.isEmpty());
        system.answer();

        QVERIFY(first.wait());
        QVERIFY(second.wait());
        QCOMPARE(first.answer.end->message, QString());
        QCOMPARE(second.answer.end->message, QString());
        QCOMPARE(proxy.tunnels, 2);
        QCOMPARE(system.asked, 1); // once for the origin, not for this machine
        QVERIFY(!system.wasAskedByCaller);
    }

    void aConnectionAheadOfNeedWaitsForTheAnswer()
    {
        FakeProvider provider;
        FakeHttpProxy proxy(provider.port());
        SlowSystem system(proxy.serverPort());
        ProviderAccessManager manager(nullptr, system.resolver());

        manager.prewarm(*manager.origin(QUrl(farUrl), 1));
        QVERIFY(waitUntil([&] { return system.asked > 0; }));
        QVERIFY(proxy.asked.isEmpty());
        system.answer();

        QVERIFY(waitUntil([&] { return proxy.tunnels == 1; }));
    }

    void anAnswerThatNeverComesHitsTheConnectLimit()
    {
        FakeProvider provider;
        SlowSystem system(provider.port());
        ProviderAccessManager manager(nullptr, system.resolver());
        ProviderTimeouts limits = generous();
        limits.connect = milliseconds(100);
        Call call;

        start(manager, call, farUrl, "{}", limits);

        QVERIFY(call.wait());
        QCOMPARE(call.errorClass(), ErrorClass::Timeout);
        QVERIFY(!call.answer.end->wasSent);
        QCOMPARE(call.answer.end->message,
                 QStringLiteral("the system did not say within 100 ms which proxy to use"));
    }

    void aCallOverHttp2WaitsWithoutHoldingUpOthers()
    {
        const TestCertificates certificates;
        if (!certificates.areMade())
            QSKIP("NOT TESTED: the openssl program is missing");
        FakeHttp2Provider far(certificates.server(QStringLiteral("provider.test")),
                              [](const Http2Stream &stream) { stream.answer(200, "{}"); });
        FakeProvider provider;
        FakeHttpProxy proxy(far.serverPort());
        SlowSystem system(proxy.serverPort());
        ProviderAccessManager manager(nullptr, system.resolver());
        manager.setSslConfiguration(certificates.client());
        Call call;
        startHttp2(manager, call, QStringLiteral("https://provider.test"));
        Call givenUp;
        startHttp2(manager, givenUp, QStringLiteral("https://provider.test"));
        QVERIFY(waitUntil([&] { return system.asked > 0; }));

        Call local;
        start(manager, local, provider.url());
        QVERIFY(local.wait());
        QVERIFY(!call.answer.isDone());
        givenUp.call.reset();
        system.answer();

        QVERIFY(call.wait());
        QCOMPARE(call.answer.end->message, QString());
        QCOMPARE(call.answer.body, "{}");
        QCOMPARE(far.requests, 1);
        QVERIFY(!system.wasAskedByCaller);
    }

    void theManagerDoesNotWaitForTheAnswer()
    {
        FakeProvider provider;
        SlowSystem system(provider.port());
        auto manager = std::make_unique<ProviderAccessManager>(nullptr, system.resolver());
        Call call;
        start(*manager, call, farUrl);
        QVERIFY(waitUntil([&] { return system.asked > 0; }));

        call.call.reset();
        manager.reset();
        system.end(); // the answer finds nobody
        letTimePass(milliseconds(20));

        QVERIFY(!call.answer.isDone());
        QCOMPARE(provider.accepted(), 0);
    }

    void anOldAnswerIsUsedWhileTheSystemIsAskedAgain()
    {
        FakeProvider provider;
        provider.setResponder([](const SeenRequest &) {
            return ProviderScript().send(plainAnswer(200, "{}", "connection: close\r\n"));
        });
        FakeHttpProxy proxy(provider.port());
        SlowSystem system(proxy.serverPort());
        ProviderAccessManager manager(nullptr, system.resolver());
        system.answer();
        Call first;
        start(manager, first, farUrl);
        QVERIFY(first.wait());
        Call second;
        start(manager, second, farUrl);
        QVERIFY(second.wait());
        QCOMPARE(system.asked, 1);

        constexpr std::chrono::nanoseconds age = std::chrono::seconds(61);
        manager.origin(QUrl(farUrl), 1)->proxyFoundNs -= age.count();
        Call third; // the second answer has not come
        start(manager, third, farUrl);

        QVERIFY(third.wait());
        QCOMPARE(third.answer.end->message, QString());
        QVERIFY(waitUntil([&] { return system.asked == 2; }));
    }
};

QTEST_GUILESS_MAIN(ProxyLookupTest)
#include "tst_ProxyLookup.moc"
