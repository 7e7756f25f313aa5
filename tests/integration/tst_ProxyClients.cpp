// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/HttpProbe.h"
#include "support/RoutedPolicies.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using models::ClientKey;

namespace {

const QString firstRunKey = QStringLiteral("sbx-first-run");
const QByteArray asFirstRun = QByteArrayLiteral("authorization: Bearer sbx-first-run\r\n");
const QByteArray asCi = QByteArrayLiteral("authorization: Bearer sbx-ci-secret\r\n");
const QByteArray asCiOfAnthropic = QByteArrayLiteral("x-api-key: sbx-ci-secret\r\n");

/// The proxy of \a two whose client `ci` is \a client.
struct Clients
{
    explicit Clients(ClientKey client)
        : proxy(policyWith(std::move(client)), ring(), firstRunKey)
    {
        for (FakeProvider *fake : {&two.first, &two.second})
            alwaysAnswer(*fake, plainAnswer(200, chatAnswer));
    }
    models::Policy policyWith(ClientKey client) const
    {
        client.name = s("ci");
        client.key = *models::KeyReference::fromString(s("env:CI_KEY"));
        models::Policy policy = two.policy();
        policy.clients = {std::move(client)};
        return policy;
    }
    static routing::KeyRing ring()
    {
        routing::KeyRing ring;
        ring.clients.insert(s("env:CI_KEY"),
                            {.reference = s("env:CI_KEY"),
                             .state = routing::SecretState::Environment,
                             .value = "sbx-ci-secret",
                             .origin = {}});
        return ring;
    }
    ProbeAnswer ask(const QByteArray &fields, const QByteArray &model = "smart")
    {
        HttpProbe probe(proxy.port());
        QByteArray body = chatBody;
        probe.post(chatPath, body.replace("smart", model), fields);
        return probe.waitForAnswers() ? probe.lastAnswer() : ProbeAnswer();
    }
    QStringList listed(const QByteArray &fields)
    {
        HttpProbe probe(proxy.port());
        probe.get("/v1/models", fields);
        QStringList names;
        if (probe.waitForAnswers()) {
            for (const QJsonValue entry : probe.lastAnswer().json()[u"data"].toArray())
                names.append(entry[u"id"].toString());
        }
        return names;
    }

    TwoProviders two;
    ProxyFixture proxy;
};

} // namespace

/// Keys that the policy names for clients: who gets in, and what they may ask.
class ProxyClientsTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyKeyIsRecordedByItsName()
    {
        Clients clients({});
        QCOMPARE(clients.ask(asCi).status, 200);
        QCOMPARE(clients.ask(asFirstRun).status, 200);
        QCOMPARE(clients.ask("authorization: Bearer sbx-other\r\n").status, 401);

        QVERIFY(clients.proxy.waitForRecords(2));
        QCOMPARE(clients.proxy.records().at(0).client, s("ci"));
        QCOMPARE(clients.proxy.records().at(1).client, s("default"));
        QCOMPARE(clients.two.first.requests().size(), 2);
        for (const SeenRequest &request : clients.two.first.requests())
            QVERIFY(!request.head.contains("sbx-"));
    }

    void keyThatIsNotInThePolicyAnyMoreLetsNobodyIn()
    {
        Clients clients({});
        QCOMPARE(clients.ask(asCi).status, 200);

        clients.proxy.proxy.setPolicy(std::make_shared<const models::Policy>(clients.two.policy()));

        QCOMPARE(clients.ask(asCi).status, 401);
    }

    void expiredKeyIsRefusedInTheClientsDialect()
    {
        const QDate today = QDate::currentDate();
        Clients good({.expires = today});
        QCOMPARE(good.ask(asCi).status, 200);

        Clients expired({.expires = today.addDays(-1)});
        HttpProbe probe(expired.proxy.port());
        probe.post("/v1/messages", R"({"model":"smart","max_tokens":9,"messages":[]})",
                   asCiOfAnthropic);
        QVERIFY(probe.waitForAnswers());

        QCOMPARE(probe.lastAnswer().status, 401);
        QCOMPARE(probe.lastAnswer().json()[u"error"][u"type"].toString(),
                 s("authentication_error"));
        QVERIFY(probe.lastAnswer().errorMessage().contains(
            today.addDays(-1).toString(Qt::ISODate).toLatin1()));
        QVERIFY(expired.two.first.requests().isEmpty());
    }

    void onlyTheNamedRoutesMayBeAskedFor_data()
    {
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<bool>("isAllowed");
        QTest::newRow("route") << QByteArray("smart") << true;
        QTest::newRow("provider/model") << QByteArray("two/any") << true;
        QTest::newRow("target") << QByteArray("one-target") << false;
        QTest::newRow("another model") << QByteArray("one/any") << false;
        QTest::newRow("what nobody knows") << QByteArray("smarter") << false;
    }
    void onlyTheNamedRoutesMayBeAskedFor()
    {
        QFETCH(QByteArray, model);
        QFETCH(bool, isAllowed);
        Clients clients({.routes = {s("smart"), s("two/any")}});

        const ProbeAnswer answer = clients.ask(asCi, model);

        QCOMPARE(answer.status, isAllowed ? 200 : 403);
        if (isAllowed)
            return;
        QCOMPARE(answer.json()[u"error"][u"code"].toString(), s("model_not_allowed"));
        QVERIFY(answer.errorMessage().contains("smart, two/any"));
        const models::ExchangeRecord record = clients.proxy.record();
        QCOMPARE(record.client, s("ci"));
        QCOMPARE(record.outcome, models::ExchangeOutcome::Refused);
        QVERIFY(clients.two.first.requests().isEmpty());
    }

    void firstRunKeyMayAskForEverything()
    {
        Clients clients({.routes = {s("smart")}});

        QCOMPARE(clients.ask(asFirstRun, "one-target").status, 200);
    }

    void modelsListsWhatTheKeyMayAskFor()
    {
        Clients clients({.routes = {s("smart"), s("two-target")}});

        QCOMPARE(clients.listed(asCi), QStringList({s("smart"), s("two-target")}));
        QVERIFY(clients.listed(asFirstRun).contains(s("one-target")));
        HttpProbe probe(clients.proxy.port());
        probe.get("/v1/models/one-target", asCi);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 404);
    }

    void explanationOfAnotherRouteIsRefused()
    {
        Clients clients({.routes = {s("two-target")}});
        HttpProbe probe(clients.proxy.port());

        probe.post("/signalbox/v1/explain", chatBody, asCi);

        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 403);
    }

    void requestsBeyondTheLimitWait()
    {
        Clients clients({.limits = {.requests = 2, .window = std::chrono::seconds(60)}});
        QCOMPARE(clients.ask(asCi).status, 200);
        QCOMPARE(clients.ask(asCi).status, 200);

        const ProbeAnswer answer = clients.ask(asCi);

        QCOMPARE(answer.status, 429);
        const int wait = answer.field("retry-after").toInt();
        QVERIFY2(wait > 50 && wait <= 62, qPrintable(QString::number(wait)));
        QVERIFY(answer.errorMessage().contains("2 requests in 60 seconds"));
        QCOMPARE(clients.ask(asFirstRun).status, 200);
        QCOMPARE(clients.two.first.requests().size(), 3);
    }

    void tokensAreCountedAsTheProviderReportsThem()
    {
        // The answers report 18 tokens each.
        Clients clients({.limits = {.tokens = 30}});
        QCOMPARE(clients.ask(asCi).status, 200);
        QVERIFY(clients.proxy.waitForRecords(1));

        const ProbeAnswer answer = clients.ask(asCi);

        QCOMPARE(answer.status, 429);
        QVERIFY(answer.errorMessage().contains("30 tokens"));
        QVERIFY(!answer.field("retry-after").isEmpty());
    }

    void requestThatEndsMakesRoomForAnother()
    {
        Clients clients({.limits = {.concurrent = 1}});
        clients.two.first.setResponder([](const SeenRequest &) {
            return ProviderScript().gate().send(plainAnswer(200, chatAnswer));
        });
        HttpProbe held(clients.proxy.port());
        held.post(chatPath, chatBody, asCi);
        QTRY_COMPARE(clients.two.first.requests().size(), 1);

        QCOMPARE(clients.ask(asCi).status, 429);
        clients.two.first.open();
        QVERIFY(held.waitForAnswers());
        alwaysAnswer(clients.two.first, plainAnswer(200, chatAnswer));

        QCOMPARE(clients.ask(asCi).status, 200);
    }

    void clientThatLeavesMakesRoomForAnother()
    {
        Clients clients({.limits = {.concurrent = 1}});
        clients.two.first.setResponder(
            [](const SeenRequest &) { return ProviderScript().stall(); });
        HttpProbe held(clients.proxy.port());
        held.post(chatPath, chatBody, asCi);
        QTRY_COMPARE(clients.two.first.requests().size(), 1);

        held.reset();
        QVERIFY(clients.proxy.waitForRecords(1));
        alwaysAnswer(clients.two.first, plainAnswer(200, chatAnswer));

        QCOMPARE(clients.ask(asCi).status, 200);
    }

    void keyNeverShowsUpInARecord()
    {
        Clients clients({});
        alwaysAnswer(clients.two.first,
                     plainAnswer(401, openAiError("wrong key sbx-ci-secret given")));
        alwaysAnswer(clients.two.second,
                     plainAnswer(401, openAiError("wrong key sbx-ci-secret given")));

        const ProbeAnswer answer = clients.ask(asCi);

        QVERIFY(!answer.body.contains("sbx-ci-secret"));
        const models::ExchangeRecord record = clients.proxy.record();
        QVERIFY(!record.error.contains(s("sbx-ci-secret")));
    }
};

QTEST_GUILESS_MAIN(ProxyClientsTest)
#include "tst_ProxyClients.moc"
