// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ProxyService.h"
#include "support/FakeProvider.h"
#include "support/HttpProbe.h"
#include "support/Ports.h"
#include "support/ProxyFixture.h"

#include <QSignalSpy>
#include <QTest>
#include <QUrl>

#include <atomic>

using namespace signalbox;
using namespace signalbox::tests;
using models::ExchangeOutcome;
using routing::ListenFailure;
using routing::ProxyService;
using routing::ProxyState;

namespace {

const QByteArray chatPath = QByteArrayLiteral("/v1/chat/completions");
const QByteArray streamBody = QByteArrayLiteral(R"({"model":"smart","stream":true})");
const QByteArray firstEvent =
    QByteArrayLiteral("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n");

/// The proxy on its own thread, as the application runs it.
struct Service
{
    explicit Service(const models::Policy &policy)
    {
        service->setPolicy(std::make_shared<const models::Policy>(policy));
        service->setRecordSink([this](const models::RecordBatch &batch) {
            sunk += static_cast<int>(batch->size());
            for (const models::ExchangeRecord &record : *batch)
                brokenStreams += record.outcome == ExchangeOutcome::BrokenStream ? 1 : 0;
        });
    }
    bool start(quint16 port = 0) // NOLINT(readability-make-member-function-const): it acts
    {
        routing::ProxySettings settings;
        settings.letsEveryoneIn = true;
        settings.port = port;
        service->start(settings);
        return reach(ProxyState::Running);
    }
    bool reach(ProxyState state) const
    {
        return waitUntil([&] { return service->state() == state; });
    }
    [[nodiscard]] quint16 port() const
    {
        return static_cast<quint16>(QUrl(service->address()).port());
    }

    std::atomic<int> sunk = 0;
    std::atomic<int> brokenStreams = 0;
    std::unique_ptr<ProxyService> service = std::make_unique<ProxyService>();
};

} // namespace

class ProxyShutdownTest final : public QObject
{
    Q_OBJECT

private slots:
    void startsStopsAndStartsAgain()
    {
        FakeProvider fake;
        Service proxy(onePolicy(fake));
        QCOMPARE(proxy.service->state(), ProxyState::Stopped);
        const quint16 port = portThatStaysFree();
        for (int round = 0; round < 3; ++round) {
            QVERIFY(proxy.start(port));
            QCOMPARE(proxy.port(), port);
            HttpProbe probe(port);
            probe.post(chatPath, R"({"model":"smart"})");
            QVERIFY(probe.waitForAnswers());
            QCOMPARE(probe.lastAnswer().status, 200);
            proxy.service->stop();
            QVERIFY(proxy.reach(ProxyState::Stopped));
            QVERIFY(probe.waitForClose());
            QVERIFY(proxy.service->address().isEmpty());
            QCOMPARE(proxy.sunk.load(), round + 1); // flushed before it says stopped
        }
    }

    void aPortInUseIsSaidAndCanBeTriedAgain()
    {
        FakeProvider owner;
        Service proxy(onePolicy(owner));
        routing::ProxySettings settings;
        settings.letsEveryoneIn = true;
        settings.port = owner.port();
        proxy.service->start(settings);
        QVERIFY(proxy.reach(ProxyState::Failed));
        QCOMPARE(proxy.service->failure().reason, ListenFailure::Reason::PortInUse);
        QVERIFY(proxy.service->failure().message.contains(QString::number(owner.port())));
        QVERIFY(proxy.start());
    }

    void onlyLoopbackIsListenedOn()
    {
        FakeProvider fake;
        Service proxy(onePolicy(fake));
        routing::ProxySettings settings;
        settings.letsEveryoneIn = true;
        settings.address = QStringLiteral("0.0.0.0");
        settings.port = 0;
        proxy.service->start(settings);
        QVERIFY(proxy.reach(ProxyState::Failed));
        QCOMPARE(proxy.service->failure().reason, ListenFailure::Reason::BadAddress);
    }

    void aStreamThatEndsInTimeIsFinished()
    {
        FakeProvider fake;
        fake.enqueue(ProviderScript()
                         .send(streamHead() + chunk(firstEvent))
                         .gate()
                         .send(chunk("data: [DONE]\n\n") + lastChunk()));
        Service proxy(onePolicy(fake));
        QVERIFY(proxy.start());
        HttpProbe probe(proxy.port());
        HttpProbe idle(proxy.port());
        probe.post(chatPath, streamBody);
        QVERIFY(probe.waitForBytes("delta"));
        proxy.service->stop();
        QVERIFY(idle.waitForClose()); // waits for nobody
        QCOMPARE(proxy.service->state(), ProxyState::Stopping);
        fake.open();
        QVERIFY(probe.waitForAnswers());
        QVERIFY(probe.lastAnswer().body.endsWith("data: [DONE]\n\n"));
        QVERIFY(proxy.reach(ProxyState::Stopped));
        QCOMPARE(proxy.sunk.load(), 1);
        QCOMPARE(proxy.brokenStreams.load(), 0);
    }

    void aSlowClientGetsTheRestOfItsAnswer()
    {
        FakeProvider fake;
        const QByteArray large(6 * 1024 * 1024, 'x');
        fake.enqueue(plainAnswer(200, large));
        Service proxy(onePolicy(fake));
        QVERIFY(proxy.start());
        HttpProbe probe(proxy.port());
        probe.stopReading();
        probe.post(chatPath, R"({"model":"smart"})");
        QVERIFY(waitUntil([&] { return fake.requests().size() == 1; }));

        proxy.service->stop();
        probe.resumeReading();

        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().body.size(), large.size());
        QVERIFY(probe.waitForClose());
        QVERIFY(proxy.reach(ProxyState::Stopped));
        QCOMPARE(proxy.brokenStreams.load(), 0);
    }

    void aStreamThatDoesNotEndIsBrokenOffAfterTheGrace()
    {
        FakeProvider fake;
        fake.setResponder([](const SeenRequest &) {
            return ProviderScript().send(streamHead() + chunk(firstEvent)).stall();
        });
        ProxyFixture proxy(onePolicy(fake));
        QSignalSpy stopped(&proxy.proxy, &routing::Proxy::stopped);
        std::vector<std::unique_ptr<HttpProbe>> probes;
        for (int i = 0; i < 10; ++i) {
            probes.push_back(std::make_unique<HttpProbe>(proxy.port()));
            probes.back()->post(chatPath, streamBody);
        }
        for (const auto &probe : probes)
            QVERIFY(probe->waitForBytes("delta"));
        proxy.proxy.stop(50);
        for (const auto &probe : probes) {
            QVERIFY(probe->waitForClose());
            QVERIFY(probe->lastAnswer().isWhole);
            QVERIFY2(
                probe->lastAnswer().body.contains("data: {\"error\":{\"message\":\"Signalbox is"),
                probe->received().constData());
        }
        QVERIFY(waitUntil([&] { return stopped.size() == 1; }));
        QCOMPARE(proxy.records().size(), probes.size());
        for (const models::ExchangeRecord &record : proxy.records())
            QCOMPARE(record.outcome, ExchangeOutcome::BrokenStream);
        QVERIFY(waitUntil([&] { return fake.openConnections() == 0; }));
        QCOMPARE(proxy.proxy.inFlight(), 0);
    }

    void destroyingTheServiceRecordsWhatWasRunning()
    {
        FakeProvider fake;
        fake.setResponder([](const SeenRequest &) {
            return ProviderScript().send(streamHead() + chunk(firstEvent)).stall();
        });
        Service proxy(onePolicy(fake));
        QVERIFY(proxy.start());
        std::vector<std::unique_ptr<HttpProbe>> probes;
        for (int i = 0; i < 5; ++i) {
            probes.push_back(std::make_unique<HttpProbe>(proxy.port()));
            probes.back()->post(chatPath, streamBody);
        }
        for (const auto &probe : probes)
            QVERIFY(probe->waitForBytes("delta"));
        proxy.service.reset();
        QCOMPARE(proxy.sunk.load(), 5);
        QCOMPARE(proxy.brokenStreams.load(), 5);
        for (const auto &probe : probes) {
            QVERIFY(probe->waitForClose());
            QVERIFY(probe->received().contains("data: {\"error\""));
        }
        QVERIFY(waitUntil([&] { return fake.openConnections() == 0; }));
    }

    void aPolicyChangeLeavesRunningExchangesAlone()
    {
        FakeProvider before;
        FakeProvider after;
        before.enqueue(ProviderScript().gate().send(plainAnswer(200, R"({"from":"before"})")));
        after.enqueue(plainAnswer(200, R"({"from":"after"})"));
        Service proxy(onePolicy(before));
        QVERIFY(proxy.start());
        HttpProbe first(proxy.port());
        first.post(chatPath, R"({"model":"smart"})");
        QVERIFY(waitUntil([&] { return before.requests().size() == 1; }));
        proxy.service->setPolicy(std::make_shared<const models::Policy>(onePolicy(after)));
        HttpProbe second(proxy.port());
        second.post(chatPath, R"({"model":"smart"})");
        QVERIFY(second.waitForAnswers());
        QCOMPARE(second.lastAnswer().body, R"({"from":"after"})");
        before.open();
        QVERIFY(first.waitForAnswers());
        QCOMPARE(first.lastAnswer().body, R"({"from":"before"})");
    }
};

QTEST_GUILESS_MAIN(ProxyShutdownTest)
#include "tst_ProxyShutdown.moc"
