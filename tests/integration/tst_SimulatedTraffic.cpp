// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/catalog/ModelFacts.h"
#include "models/catalog/PriceBook.h"
#include "models/policy/PolicyReader.h"
#include "models/routetests/RouteTestsReader.h"
#include "routing/proxy/RoutingMoment.h"
#include "routing/simulator/RouteSimulator.h"
#include "support/HttpProbe.h"
#include "support/ProxyFixture.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <utility>

using namespace signalbox;
using namespace signalbox::tests;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Providers answer soon, each in its own time, so that nothing goes by chance: that is all that
/// differs from life.
void calm(models::Policy &policy)
{
    double ttftMs = 1;
    for (models::Provider &provider : policy.providers) {
        provider.simulated.ttftMs = std::exchange(ttftMs, 4 * ttftMs + 4);
        provider.simulated.ttftJitterMs = 0;
        provider.simulated.tokensPerSecond = 1e6;
        provider.simulated.outputTokens = 20;
    }
    for (models::Route &route : policy.routes) {
        for (auto &node : route.graph.nodes) {
            if (auto *pool = std::get_if<models::PoolNode>(&node.body))
                pool->exploration = pool->tieBand = 0;
        }
    }
}

int requestsOfEach()
{
    constexpr int usual = 10; // a thousand of each take minutes
    const int wanted = qEnvironmentVariableIntValue("SIGNALBOX_REQUESTS");
    return wanted > 0 ? wanted : usual;
}

} // namespace

/// What the simulator says of a request is what the running proxy does with it, for every one of
/// the realistic policies, request by request while figures, money and turns move on.
/// SIGNALBOX_REQUESTS=1000 tries as many of each.
class SimulatedTrafficTest final : public QObject
{
    Q_OBJECT

private slots:
    void whatWasSimulatedHappens_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("tests");
        const QDir folder(QStringLiteral(QT_TESTCASE_SOURCEDIR "/data/policies/realistic"));
        const QString ending = QStringLiteral(".signalbox.json");
        for (const QString &name : folder.entryList({u'*' + ending}, QDir::Files)) {
            const QString base = name.chopped(ending.size());
            QTest::newRow(qPrintable(base))
                << contentOf(folder.filePath(name))
                << contentOf(folder.filePath(base + QLatin1String(".signalbox-tests.json")));
        }
    }

    void whatWasSimulatedHappens()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, tests);
        models::Policy policy = models::readPolicy(text).takeValue().policy;
        calm(policy);
        const auto read = models::readRouteTests(tests, &policy);
        QVERIFY(read);
        const auto shared = std::make_shared<const models::Policy>(policy);
        ProxyFixture proxy(policy);
        proxy.proxy.setBooks(models::PriceBook::shipped(), models::ModelTable::shipped());
        HttpProbe probe(proxy.port());
        // As long as nothing is known of targets, chance decides who is asked.
        constexpr int enoughSamples = 30;
        int asked = 0;
        for (const models::Target &target : policy.targets) {
            for (int i = 0; i < enoughSamples; ++i) {
                probe.post("/v1/chat/completions",
                           "{\"model\":\"" + target.id.toUtf8()
                               + "\",\"stream\":true,"
                                 "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
                QVERIFY(probe.waitForAnswers(++asked));
                QCOMPARE(probe.lastAnswer().status, 200);
            }
        }
        const auto &cases = read.value().tests.cases;
        const int count = requestsOfEach();
        for (int i = 0; i < count; ++i) {
            models::RouteCaseRequest request = cases.at(i % cases.size()).request;
            // Each is a conversation of its own: the simulator knows none that went before.
            request.headers.append(
                {"x-signalbox-conversation", "conversation-" + QByteArray::number(i)});
            const auto moment = std::make_shared<const routing::RoutingMoment>(
                routing::RoutingMoment::of(proxy.proxy.routingState(), proxy.clock));
            routing::RouteSimulator simulator(shared, moment);
            const routing::Explanation expected =
                simulator.run(request, {}, routing::ExplainDetail::Decision);

            QByteArray fields;
            for (const models::HeaderField &header : request.headers)
                fields += header.name + ": " + header.value + "\r\n";
            probe.post(request.path.toUtf8(), request.body, fields);
            QVERIFY(probe.waitForAnswers(++asked));
            const ProbeAnswer answer = probe.lastAnswer();
            QCOMPARE(answer.status, 200);
            // On a busy machine two of them may come out equally quick, and the coin is thrown
            // anew.
            if (expected.reason.contains(QLatin1String("of equals")))
                continue;
            const QString target = QString::fromUtf8(answer.field("x-signalbox-target"));
            const QString told = QString::fromUtf8(answer.field("x-signalbox-reason"));
            QVERIFY2(target == expected.target,
                     qPrintable(QStringLiteral("request %1: %2 (%3), but simulated %4 (%5)")
                                    .arg(QString::number(i), target, told, expected.target,
                                         expected.reason)));
            QCOMPARE(QString::fromUtf8(answer.field("x-signalbox-variant")), expected.variant);
        }
    }
};

QTEST_GUILESS_MAIN(SimulatedTrafficTest)
#include "tst_SimulatedTraffic.moc"
