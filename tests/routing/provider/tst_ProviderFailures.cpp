// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/FakeProvider.h"
#include "support/Ports.h"
#include "support/ProviderCalls.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using models::ErrorClass;

/// Providers that refuse, lie and break off.
class ProviderFailuresTest final : public QObject
{
    Q_OBJECT

private slots:
    void aRefusedConnectionWasNotSent()
    {
        const RefusingPort nobody;
        Call call;
        QCOMPARE(
            askedClass(QStringLiteral("http://127.0.0.1:%1").arg(nobody.port()), generous(), call),
            ErrorClass::Connection);
        QVERIFY(!call.answer.end->wasSent);
        QVERIFY(call.answer.end->message.contains(QStringLiteral("refused")));
    }

    void brokenAnswers_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("isReset");
        QTest::addColumn<ErrorClass>("errorClass");
        const QByteArray head = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n";
        QTest::newRow("closed before an answer") << QByteArray() << false << ErrorClass::Connection;
        QTest::newRow("reset before an answer") << QByteArray() << true << ErrorClass::Connection;
        QTest::newRow("closed inside the head")
            << QByteArray("HTTP/1.1 200 OK\r\ncont") << false << ErrorClass::Connection;
        QTest::newRow("closed after the head") << head << false << ErrorClass::ServerError;
        QTest::newRow("length lied about, closed")
            << head + "1234" << false << ErrorClass::ServerError;
        QTest::newRow("length lied about, reset")
            << head + "1234" << true << ErrorClass::ServerError;
        QTest::newRow("chunks cut between")
            << streamHead() + chunk("data: a\n\n") << false << ErrorClass::ServerError;
        QTest::newRow("chunks cut inside")
            << streamHead() + chunk("data: a\n\n").left(9) << false << ErrorClass::ServerError;
        QTest::newRow("chunks reset")
            << streamHead() + chunk("data: a\n\n") << true << ErrorClass::ServerError;
        QTest::newRow("no HTTP at all")
            << QByteArray("SSH-2.0-OpenSSH_9.2p1\r\n\r\n") << false << ErrorClass::ServerError;
        QTest::newRow("bad chunk size") << streamHead() + "zz\r\nabc\r\n"
                                        << false << ErrorClass::ServerError;
    }
    void brokenAnswers()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, isReset);
        QFETCH(ErrorClass, errorClass);
        FakeProvider provider;
        ProviderScript script;
        if (!bytes.isEmpty())
            script.send(bytes);
        provider.enqueue(isReset ? script.reset() : script.close());
        Call call;
        QCOMPARE(askedClass(provider.url(), generous(), call), errorClass);
        QVERIFY(call.answer.end->wasSent);
        QVERIFY(!call.answer.end->message.isEmpty());
        QVERIFY(!call.answer.brokeOrder);
        QVERIFY(!call.answer.sawLast);
        QCOMPARE(provider.requests().size(), 1); // never sent again by itself
    }

    void anEndlessHeadIsGivenUp()
    {
        FakeProvider provider;
        QByteArray head = "HTTP/1.1 200 OK\r\n";
        for (int i = 0; i < 40'000; ++i)
            head += "x-" + QByteArray::number(i) + ": y\r\n";
        provider.enqueue(ProviderScript().send(head).stall());
        Call call;
        QCOMPARE(askedClass(provider.url(), generous(), call), ErrorClass::ServerError);
        QVERIFY(call.answer.end->message.contains(QStringLiteral("too large")));
    }

    void aBodyWithoutLengthEndsWithTheConnection()
    {
        FakeProvider provider;
        provider.enqueue(ProviderScript().send("HTTP/1.1 200 OK\r\n\r\nall of it").close());
        Call call;
        QCOMPARE(askedClass(provider.url(), generous(), call), ErrorClass::None);
        QCOMPARE(call.answer.body, "all of it");
    }
};

QTEST_GUILESS_MAIN(ProviderFailuresTest)
#include "tst_ProviderFailures.moc"
