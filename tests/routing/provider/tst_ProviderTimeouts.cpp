// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/FakeProvider.h"
#include "support/ProviderCalls.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using models::ErrorClass;
using models::ProviderTimeouts;
using routing::ProviderAccessManager;
using std::chrono::milliseconds;

/// The limits of a call.
class ProviderTimeoutsTest final : public QObject
{
    Q_OBJECT

private slots:
    void timeouts_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<bool>("hasHead");
        QTest::newRow("first byte") << QByteArray() << false;
        QTest::newRow("inside the head") << QByteArray("HTTP/1.1 200 OK\r\ncontent-le") << false;
        QTest::newRow("inside the body")
            << QByteArray("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc") << true;
        QTest::newRow("after the head")
            << QByteArray("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n") << true;
    }
    void timeouts()
    {
        QFETCH(QByteArray, script);
        QFETCH(bool, hasHead);
        FakeProvider provider;
        provider.enqueue(ProviderScript().send(script).stall());
        Call call;
        ProviderTimeouts limits = generous();
        limits.total = milliseconds(0);
        (hasHead ? limits.idle : limits.firstByte) = milliseconds(100);
        const QString message = hasHead ? QStringLiteral("silent for 100 ms inside its answer")
                                        : QStringLiteral("no answer within 100 ms");
        QCOMPARE(askedClass(provider.url(), limits, call), ErrorClass::Timeout);
        QVERIFY2(call.answer.end->message.contains(message), qPrintable(call.answer.end->message));
        QVERIFY(call.answer.end->wasSent);
        QVERIFY(waitUntil([&] { return provider.openConnections() == 0; }));
    }

    void aStreamThatTricklesHitsTheTotalLimit()
    {
        FakeProvider provider;
        ProviderScript script;
        script.send(streamHead());
        for (int i = 0; i < 10'000; ++i)
            script.send(chunk("data: x\n\n")).wait(milliseconds(10));
        provider.enqueue(script);
        Call call;
        ProviderTimeouts limits = generous();
        limits.total = milliseconds(500);
        QCOMPARE(askedClass(provider.url(), limits, call), ErrorClass::Timeout);
        QVERIFY(call.answer.end->message.contains(QStringLiteral("not finished within 500 ms")));
        QVERIFY(call.answer.pieces > 1);
    }

    void aHandshakeThatNeverComesHitsTheConnectLimit()
    {
        FakeProvider provider; // speaks no TLS: never answers the handshake
        Call call;
        ProviderTimeouts limits = generous();
        limits.connect = milliseconds(120);
        QString url = provider.url();
        url.replace(QStringLiteral("http:"), QStringLiteral("https:"));
        QCOMPARE(askedClass(url, limits, call), ErrorClass::Timeout);
        QVERIFY(!call.answer.end->wasSent);
        QVERIFY(call.answer.end->message.contains(QStringLiteral("no connection within 120 ms")));
    }

    void waitingForABusyConnectionIsNotConnecting()
    {
        FakeProvider provider;
        provider.enqueue(ProviderScript().send(streamHead()).gate().send(lastChunk()));
        ProviderAccessManager manager;
        ProviderTimeouts limits = generous();
        limits.connect = milliseconds(300);
        constexpr int oneConnection = 1;
        Call first;
        start(manager, first, provider.url(), "{}", limits, oneConnection);
        QVERIFY(waitUntil([&] { return first.answer.status == 200; }));
        Call second;
        start(manager, second, provider.url(), "{}", limits, oneConnection);

        letTimePass(milliseconds(600));
        QVERIFY(!second.answer.isDone());
        provider.open();

        QVERIFY(second.wait());
        QCOMPARE(second.answer.end->message, QString());
        QCOMPARE(second.answer.status, 200);
        QCOMPARE(provider.accepted(), 1);
    }

    void waitingForABusyConnectionHitsTheTotalLimit()
    {
        FakeProvider provider;
        provider.enqueue(ProviderScript().send(streamHead()).stall());
        ProviderAccessManager manager;
        constexpr int oneConnection = 1;
        Call first;
        start(manager, first, provider.url(), "{}", generous(), oneConnection);
        QVERIFY(waitUntil([&] { return first.answer.status == 200; }));
        ProviderTimeouts limits = generous();
        limits.total = milliseconds(200);
        Call second;

        start(manager, second, provider.url(), "{}", limits, oneConnection);

        QVERIFY(second.wait());
        QCOMPARE(second.errorClass(), ErrorClass::Timeout);
        QVERIFY(!second.answer.end->wasSent);
        QCOMPARE(second.answer.end->message,
                 QStringLiteral("no connection was free within 200 ms"));
    }

    /// Opened ahead of need, it is the only one there may be: the call's limit is its own.
    void aConnectionOpenedAheadHitsTheConnectLimitOfItsCall()
    {
        FakeProvider provider; // speaks no TLS: never answers the handshake
        QString url = provider.url();
        url.replace(QStringLiteral("http:"), QStringLiteral("https:"));
        ProviderAccessManager manager;
        constexpr int oneConnection = 1;
        manager.prewarm(*manager.origin(QUrl(url), oneConnection));
        QVERIFY(waitUntil([&] { return provider.accepted() == 1; }));
        ProviderTimeouts limits = generous();
        limits.connect = milliseconds(120);
        Call call;

        start(manager, call, url, "{}", limits, oneConnection);

        QVERIFY(call.wait());
        QVERIFY(!call.answer.end->wasSent);
        QCOMPARE(call.answer.end->message, QStringLiteral("no connection within 120 ms"));
        QCOMPARE(provider.accepted(), 1);
    }

    /// Time runs on while nothing is asked for; the next call's limits begin with that call.
    void aPauseBetweenCallsCountsForNoLimit()
    {
        FakeProvider provider;
        provider.enqueue(ProviderScript().send(plainAnswer(200, "{}", "connection: close\r\n")));
        ProviderAccessManager manager;
        {
            Call first;
            start(manager, first, provider.url());
            QVERIFY(first.wait());
        }
        letTimePass(milliseconds(200));
        const auto pauseEnded = std::chrono::steady_clock::now().time_since_epoch();
        Call second;
        start(manager, second, provider.url());
        QVERIFY(std::chrono::nanoseconds(manager.coarseNowNs()) >= pauseEnded);
        QVERIFY(second.wait());
        QCOMPARE(second.answer.end->message, QString());
        QCOMPARE(second.errorClass(), ErrorClass::None);
    }
};

QTEST_GUILESS_MAIN(ProviderTimeoutsTest)
#include "tst_ProviderTimeouts.moc"
