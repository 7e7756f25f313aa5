// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ProxyService.h"
#include "support/FakeProvider.h"
#include "support/HttpProbe.h"
#include "support/ProxyFixture.h"
#include "support/Wait.h"

#include <QJsonObject>
#include <QSemaphore>
#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;

namespace {

const QByteArray feedbackPath = QByteArrayLiteral("/signalbox/v1/feedback");

} // namespace

/// What clients and the window say about answers.
class ProxyFeedbackTest final : public QObject
{
    Q_OBJECT

private slots:
    void clientTellsOfAnAnswer()
    {
        FakeProvider fake;
        fake.enqueue(plainAnswer(200, "{\"choices\":[]}"));
        ProxyFixture proxy(onePolicy(fake));
        std::vector<models::Feedback> kept;
        QStringList learned;
        proxy.proxy.feedback().setKeep(
            [&](const models::Feedback &feedback) { kept.push_back(feedback); });
        proxy.proxy.feedback().setLearn(
            [&](const QString &target, const QString &taskType, double value, double) {
                learned.append(QStringLiteral("%1 %2 %3").arg(target, taskType).arg(value));
            });
        HttpProbe probe(proxy.port());
        probe.post("/v1/chat/completions", "{\"model\":\"smart\",\"messages\":[]}");
        QVERIFY(probe.waitForAnswers());
        const QByteArray id = probe.lastAnswer().field("x-signalbox-exchange");
        QVERIFY(!id.isEmpty());

        probe.post(feedbackPath,
                   "{\"exchange\":\"" + id
                       + "\",\"score\":0.5,\"task_type\":\"coding\",\"comment\":\"so so\"}");
        QVERIFY(probe.waitForAnswers(2));

        QCOMPARE(probe.lastAnswer().status, 200);
        QCOMPARE(probe.lastAnswer().body, QByteArray("{\"accepted\":true}"));
        QCOMPARE(learned, QStringList{QStringLiteral("one-target coding 0.5")});
        QCOMPARE(kept.size(), std::size_t(1));
        QCOMPARE(models::exchangeIdText(kept.front().exchangeId).toUtf8(), id);
        QCOMPARE(kept.front().comment, QStringLiteral("so so"));
        QVERIFY(proxy.waitForRecords(1));
        QCOMPARE(proxy.records().size(), std::size_t(1)); // feedback is no exchange
    }

    void exchangesOfAnEarlierRunAreStillKnown()
    {
        std::vector<models::Feedback> kept;
        QSemaphore arrived;
        routing::ProxyService service;
        service.setFeedbackSink([&](const models::Feedback &feedback) {
            kept.push_back(feedback);
            arrived.release();
        });
        models::ExchangeRecord record;
        record.id = 0x1234;
        record.target = QStringLiteral("gpt");
        service.recall({record}, {});
        routing::ProxySettings settings;
        settings.port = 0;
        settings.letsEveryoneIn = true;
        service.start(settings);
        QTRY_COMPARE(service.state(), routing::ProxyState::Running);
        HttpProbe probe(static_cast<quint16>(QUrl(service.address()).port()));

        probe.post(feedbackPath,
                   "{\"exchange\":\"" + models::exchangeIdText(record.id).toUtf8()
                       + "\",\"comment\":\"well\"}");

        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 200);
        QVERIFY(arrived.tryAcquire(1, 10'000));
        QVERIFY(!kept.front().value);
        QCOMPARE(kept.front().comment, QStringLiteral("well"));
    }

    void wrongFeedbackIsRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("unknown exchange")
            << QByteArray("{\"exchange\":\"sbx_0000000000000001\",\"score\":1}") << 404
            << QByteArray("exchange");
        QTest::newRow("score") << QByteArray("{\"exchange\":\"sbx_0000000000000001\",\"score\":7}")
                               << 400 << QByteArray("'score'");
        QTest::newRow("broken") << QByteArray("{") << 400 << QByteArray("JSON");
    }

    void wrongFeedbackIsRefused()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(QByteArray, word);
        FakeProvider fake;
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());

        probe.post(feedbackPath, body);

        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, status);
        QVERIFY2(probe.lastAnswer().errorMessage().contains(word),
                 probe.lastAnswer().body.constData());
    }

    void feedbackNeedsTheClientsKeyAndAPost()
    {
        FakeProvider fake;
        ProxyFixture proxy(onePolicy(fake), {}, QStringLiteral("sbk-test"));
        HttpProbe stranger(proxy.port());
        stranger.post(feedbackPath, "{}");
        QVERIFY(stranger.waitForAnswers());
        QCOMPARE(stranger.lastAnswer().status, 401);

        HttpProbe probe(proxy.port());
        probe.get(feedbackPath, "authorization: Bearer sbk-test\r\n");
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 405);
        QCOMPARE(probe.lastAnswer().field("allow"), QByteArray("POST"));
    }

    void windowTellsOfAnAnswer()
    {
        models::Feedback got;
        QSemaphore arrived;
        {
            routing::ProxyService service;
            service.setFeedbackSink([&](const models::Feedback &feedback) {
                got = feedback;
                arrived.release();
            });
            service.giveFeedback(7, 1.5, QStringLiteral("fine"));
            QVERIFY(arrived.tryAcquire(1, 10'000));
        }
        QCOMPARE(got.exchangeId, 7U);
        QCOMPARE(got.value.value_or(-1), 1.0);
        QCOMPARE(got.comment, QStringLiteral("fine"));
        QVERIFY(got.givenAtMs > 0);
    }
};

QTEST_GUILESS_MAIN(ProxyFeedbackTest)
#include "tst_ProxyFeedback.moc"
