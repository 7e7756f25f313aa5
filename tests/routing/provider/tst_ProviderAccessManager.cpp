// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/ProviderAccessManager.h"
#include "support/CaughtAnswer.h"
#include "support/FakeProvider.h"
#include "support/TestCertificates.h"
#include "support/Wait.h"

#include <QNetworkReply>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

#include <set>

using namespace signalbox;
using namespace signalbox::tests;
using models::ErrorClass;
using models::ProviderTimeouts;
using routing::ProviderAccessManager;
using std::chrono::milliseconds;

namespace {

/// One call on the hot path and what was heard of it.
struct Call
{
    CaughtAnswer answer;
    std::unique_ptr<routing::ProviderCall> call;

    [[nodiscard]] ErrorClass errorClass() const { return answer.end->errorClass; }
    bool wait()
    {
        return waitUntil([this] { return answer.isDone(); });
    }
};

ProviderTimeouts generous()
{
    return {.connect = milliseconds(8000),
            .firstByte = milliseconds(8000),
            .idle = milliseconds(8000),
            .total = milliseconds(20000)};
}

void start(ProviderAccessManager &manager, Call &call, const QString &url,
           const QByteArray &body = "{}", const ProviderTimeouts &timeouts = generous(),
           int maxConnections = 1024)
{
    const QUrl where(url);
    const std::string head = "POST /v1/x HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: "
        + std::to_string(body.size()) + "\r\n\r\n";
    const std::string_view pieces[] = {{body.constData(), static_cast<std::size_t>(body.size())}};
    call.call = manager.send(
        {.origin = manager.origin(where, maxConnections), .head = head, .body = pieces}, timeouts,
        call.answer);
}

ErrorClass askedClass(const QString &url, const ProviderTimeouts &timeouts, Call &call)
{
    ProviderAccessManager manager;
    start(manager, call, url, "{}", timeouts);
    if (!call.wait())
        return ErrorClass::None;
    const ErrorClass errorClass = call.errorClass();
    call.call.reset(); // before its manager
    return errorClass;
}

} // namespace

class ProviderAccessManagerTest final : public QObject
{
    Q_OBJECT

private slots:
    void sendDeliversHeadBodyAndEnd()
    {
        FakeProvider provider;
        provider.enqueue(plainAnswer(201, R"({"a":1})", "x-own: yes\r\n"));
        ProviderAccessManager manager;
        Call call;
        start(manager, call, provider.url(), R"({"q":"ü"})");
        QVERIFY(!call.answer.isDone()); // never from inside
        QVERIFY(call.wait());
        QCOMPARE(call.errorClass(), ErrorClass::None);
        QCOMPARE(call.answer.status, 201);
        QCOMPARE(call.answer.headers.value("x-own"), "yes");
        QCOMPARE(call.answer.contentLength, 7);
        QCOMPARE(call.answer.body, R"({"a":1})");
        QVERIFY(!call.answer.brokeOrder);
        QCOMPARE(provider.requests().size(), 1);
        QCOMPARE(provider.requests().first().body, R"({"q":"ü"})");
    }

    void aLargeRequestArrivesWhole()
    {
        FakeProvider provider;
        QByteArray body(3 * 1024 * 1024, 'x');
        for (qsizetype i = 0; i < body.size(); i += 997)
            body[i] = static_cast<char>('a' + i % 26);
        ProviderAccessManager manager;
        Call call;
        start(manager, call, provider.url(), body);
        QVERIFY(call.wait());
        QCOMPARE(call.errorClass(), ErrorClass::None);
        QVERIFY(provider.requests().first().body == body);
    }

    void connectionsAreKeptAndUsedAgain()
    {
        FakeProvider provider;
        ProviderAccessManager manager;
        for (int i = 0; i < 50; ++i) {
            Call call;
            start(manager, call, provider.url());
            QVERIFY(call.wait());
            QCOMPARE(call.call->reusedConnection(), i > 0);
        }
        QCOMPARE(provider.accepted(), 1);
        manager.closeIdle();
        QVERIFY(waitUntil([&] { return provider.openConnections() == 0; }));
    }

    void noLimitOfSixConnectionsAHost()
    {
        FakeProvider provider;
        provider.setResponder([](const SeenRequest &) {
            return ProviderScript().gate().send(plainAnswer(200, "{}"));
        });
        ProviderAccessManager manager;
        std::vector<Call> calls(100);
        for (Call &call : calls)
            start(manager, call, provider.url());
        QVERIFY(waitUntil([&] { return provider.requests().size() == 100; }));
        QCOMPARE(provider.accepted(), 100);
        provider.open();
        for (Call &call : calls)
            QVERIFY(call.wait());
    }

    void callsAboveTheLimitWaitTheirTurn()
    {
        FakeProvider provider;
        provider.setResponder([](const SeenRequest &request) {
            return ProviderScript().wait(milliseconds(1)).send(plainAnswer(200, request.body));
        });
        ProviderAccessManager manager;
        std::vector<Call> calls(40);
        for (std::size_t i = 0; i < calls.size(); ++i)
            start(manager, calls[i], provider.url(), QByteArray::number(qulonglong(i)), generous(),
                  3);
        calls[20].call.reset(); // gives up while it waits
        for (std::size_t i = 0; i < calls.size(); ++i) {
            if (i == 20)
                continue;
            QVERIFY(calls[i].wait());
            QCOMPARE(calls[i].answer.body, QByteArray::number(qulonglong(i)));
        }
        QCOMPARE(provider.accepted(), 3);
        QCOMPARE(provider.requests().size(), 39);
        QVERIFY(!calls[20].answer.isDone());
    }

    void aClosedConnectionMakesRoomForAWaitingCall()
    {
        FakeProvider provider;
        provider.setResponder([](const SeenRequest &) {
            return ProviderScript().send(plainAnswer(200, "{}", "connection: close\r\n")).close();
        });
        ProviderAccessManager manager;
        std::vector<Call> calls(20);
        for (Call &call : calls)
            start(manager, call, provider.url(), "{}", generous(), 2);
        for (Call &call : calls) {
            QVERIFY(call.wait());
            QCOMPARE(call.errorClass(), ErrorClass::None);
        }
        QCOMPARE(provider.accepted(), 20);
    }

    void aRefusedConnectionWasNotSent()
    {
        QString url;
        {
            const FakeProvider gone;
            url = gone.url();
        }
        Call call;
        QCOMPARE(askedClass(url, generous(), call), ErrorClass::Connection);
        QVERIFY(!call.answer.end->wasSent);
        QVERIFY(call.answer.end->message.contains(QStringLiteral("refused")));
    }

    void timeouts_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("message");
        QTest::newRow("first byte") << QByteArray() << QStringLiteral("no answer within 120 ms");
        QTest::newRow("inside the head")
            << QByteArray("HTTP/1.1 200 OK\r\ncontent-le") << QStringLiteral("no answer within");
        QTest::newRow("inside the body")
            << QByteArray("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc")
            << QStringLiteral("silent for 100 ms");
        QTest::newRow("after the head")
            << QByteArray("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n")
            << QStringLiteral("silent for 100 ms");
    }
    void timeouts()
    {
        QFETCH(QByteArray, script);
        QFETCH(QString, message);
        FakeProvider provider;
        provider.enqueue(ProviderScript().send(script).stall());
        Call call;
        const ProviderTimeouts limits{.connect = milliseconds(5000),
                                      .firstByte = milliseconds(120),
                                      .idle = milliseconds(100),
                                      .total = milliseconds(0)};
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
        for (int i = 0; i < 100; ++i)
            script.send(chunk("data: x\n\n")).wait(milliseconds(10));
        provider.enqueue(script);
        Call call;
        ProviderTimeouts limits = generous();
        limits.total = milliseconds(150);
        QCOMPARE(askedClass(provider.url(), limits, call), ErrorClass::Timeout);
        QVERIFY(call.answer.end->message.contains(QStringLiteral("not finished within 150 ms")));
        QVERIFY(call.answer.pieces > 2);
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
        bool isLater = false;
        QTimer::singleShot(400, this, [&] { isLater = true; });
        QVERIFY(waitUntil([&] { return isLater; }));
        provider.enqueue(ProviderScript().wait(milliseconds(100)).send(plainAnswer(200, "{}")));
        Call second;
        ProviderTimeouts limits = generous();
        limits.total = milliseconds(350);
        start(manager, second, provider.url(), "{}", limits);
        QVERIFY(second.wait());
        QCOMPARE(second.answer.end->message, QString());
        QCOMPARE(second.errorClass(), ErrorClass::None);
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

    void surplusBytesMakeAConnectionUnfit()
    {
        FakeProvider provider;
        provider.enqueue(plainAnswer(200, "{}")
                         + "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil");
        ProviderAccessManager manager;
        Call first;
        start(manager, first, provider.url());
        QVERIFY(first.wait());
        QCOMPARE(first.answer.body, "{}");
        Call second;
        start(manager, second, provider.url());
        QVERIFY(second.wait());
        QCOMPARE(second.answer.body, "{}"); // not the bytes nobody asked for
        QCOMPARE(provider.accepted(), 2);
    }

    void redirectsAreHandedOnNotFollowed()
    {
        FakeProvider other;
        FakeProvider provider;
        const QByteArray answer =
            plainAnswer(307, "", "location: " + other.url().toLatin1() + "/stolen\r\n");
        provider.enqueue(answer);
        provider.enqueue(answer);
        ProviderAccessManager manager;
        Call call;
        start(manager, call, provider.url());
        QVERIFY(call.wait());
        QCOMPARE(call.answer.status, 307);
        QNetworkRequest request{QUrl(provider.url())};
        request.setRawHeader("authorization", "Bearer sk-secret");
        const std::unique_ptr<QNetworkReply> reply(manager.get(request));
        QVERIFY(waitUntil([&] { return reply->isFinished(); }));
        QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 307);
        QCOMPARE(other.accepted(), 0);
    }

    void destroyingACallCancelsItSilently()
    {
        FakeProvider provider;
        provider.setResponder([](const SeenRequest &) {
            return ProviderScript().send(streamHead() + chunk("data: a\n\n")).stall();
        });
        ProviderAccessManager manager;
        Call call;
        start(manager, call, provider.url());
        QVERIFY(waitUntil([&] { return call.answer.pieces > 0; }));
        call.call.reset();
        QVERIFY(waitUntil([&] { return provider.openConnections() == 0; }));
        QVERIFY(!call.answer.isDone());
    }

    void aCallMayBeCancelledInsideEveryCallback_data()
    {
        QTest::addColumn<int>("where");
        QTest::newRow("head") << 0;
        QTest::newRow("body") << 1;
        QTest::newRow("end") << 2;
    }
    void aCallMayBeCancelledInsideEveryCallback()
    {
        QFETCH(int, where);
        FakeProvider provider;
        provider.setResponder([](const SeenRequest &) {
            return ProviderScript().send(streamHead() + chunk("data: a\n\n") + chunk("data: b\n\n")
                                         + lastChunk());
        });
        ProviderAccessManager manager;
        for (int round = 0; round < 20; ++round) {
            Call call;
            bool isCancelled = false;
            const auto cancel = [&] {
                call.call.reset();
                isCancelled = true;
            };
            if (where == 0)
                call.answer.onHead = cancel;
            else if (where == 1)
                call.answer.onBody = cancel;
            else
                call.answer.onEnd = cancel;
            start(manager, call, provider.url());
            QVERIFY(waitUntil([&] { return isCancelled; }));
            QCOMPARE(call.answer.isDone(), where == 2);
            QVERIFY(!call.answer.brokeOrder);
        }
        Call last; // the manager is as good as new
        start(manager, last, provider.url());
        QVERIFY(last.wait());
        QCOMPARE(last.answer.body, "data: a\n\ndata: b\n\n");
    }

    void aCallMayBeMadeInsideTheEndOfAnother()
    {
        FakeProvider provider;
        ProviderAccessManager manager;
        Call first;
        Call second;
        first.answer.onEnd = [&] { start(manager, second, provider.url()); };
        start(manager, first, provider.url());
        QVERIFY(waitUntil([&] { return second.answer.isDone(); }));
        QVERIFY(second.call->reusedConnection());
    }

    void aPausedCallStopsTheProvider()
    {
        constexpr qint64 mib = 1024 * 1024;
        FakeProvider provider;
        provider.enqueue(ProviderScript().send(plainAnswer(200, QByteArray(64 * mib, 'x'))));
        ProviderAccessManager manager;
        Call call;
        call.answer.onBody = [&] {
            if (call.answer.pieces == 1)
                call.call->pause();
        };
        ProviderTimeouts limits = generous();
        limits.idle = milliseconds(150); // a pause of ours is no silence of theirs
        start(manager, call, provider.url(), "{}", limits);
        QVERIFY(waitUntil([&] { return call.answer.pieces == 1; }));
        bool isLater = false;
        QTimer::singleShot(400, this, [&] { isLater = true; });
        QVERIFY(waitUntil([&] { return isLater; }));
        QCOMPARE(call.answer.pieces, 1);
        QVERIFY(provider.unsentBytes() > 40 * mib);
        QVERIFY(!call.answer.isDone());
        call.call->resume();
        QVERIFY(call.wait());
        QCOMPARE(call.errorClass(), ErrorClass::None);
        QCOMPARE(call.answer.body.size(), 64 * mib);
    }

    /// Providers close kept connections whenever they like. A request that fails for that reason
    /// fails; it is never sent a second time, because it may have been executed and billed.
    void staleConnectionsNeverRepeatARequest()
    {
        constexpr int count = 10'000;
        constexpr int parallel = 32;
        FakeProvider provider;
        QRandomGenerator random(7);
        provider.setResponder([&](const SeenRequest &) {
            ProviderScript script;
            switch (random.bounded(8)) {
            case 0: // answers, promises to stay, closes at once
                return script.send(plainAnswer(200, "{}")).close();
            case 1: // closes a moment later, perhaps while the next request is on its way
                return script.send(plainAnswer(200, "{}"))
                    .wait(milliseconds(random.bounded(3)))
                    .close();
            case 2:
                return script.send(plainAnswer(200, "{}")).reset();
            case 3: // took the request, then died without a word
                return random.bounded(4) == 0 ? script.close()
                                              : script.send(plainAnswer(200, "{}"));
            default:
                return script.send(plainAnswer(200, "{}"));
            }
        });
        ProviderAccessManager manager;
        std::vector<std::unique_ptr<Call>> calls(parallel);
        std::set<int> succeeded;
        int next = 0;
        int ended = 0;
        const auto startNext = [&](std::size_t slot) {
            if (next == count)
                return;
            const int id = next++;
            calls[slot] = std::make_unique<Call>();
            Call &call = *calls[slot];
            call.answer.onEnd = [&call, &succeeded, &ended, id] {
                ++ended;
                if (call.errorClass() == ErrorClass::None)
                    succeeded.insert(id);
            };
            start(manager, call, provider.url(), QByteArray::number(id));
        };
        for (std::size_t slot = 0; slot < parallel; ++slot)
            startNext(slot);
        QVERIFY(waitUntil(
            [&] {
                if (random.bounded(50) == 0)
                    provider.closeIdle();
                for (std::size_t slot = 0; slot < parallel; ++slot) {
                    if (calls[slot]->answer.isDone() && next < count)
                        startNext(slot);
                }
                return ended == count;
            },
            std::chrono::seconds(90)));
        QHash<int, int> seen;
        for (const SeenRequest &request : provider.requests())
            ++seen[request.body.toInt()];
        for (int id = 0; id < count; ++id) {
            const int times = seen.value(id);
            QVERIFY2(times <= 1, qPrintable(QString::number(id)));
            QVERIFY2(times == 1 || succeeded.count(id) == 0, "answered without having been seen");
        }
        qInfo("%d of %d answered, %d connections", int(succeeded.size()), count,
              provider.accepted());
        QVERIFY(succeeded.size() > count / 2);
    }

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

    void ordinaryRepliesWorkAsQtDocumentsThem()
    {
        FakeProvider provider;
        provider.enqueue(plainAnswer(200, R"({"x":1})", "x-a: 1\r\nx-a: 2\r\n"));
        ProviderAccessManager manager;
        QSignalSpy managerFinished(&manager, &QNetworkAccessManager::finished);
        QNetworkRequest request{QUrl(provider.url() + QStringLiteral("/a b?q=ü"))};
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        request.setRawHeader("x-client", "me");
        const std::unique_ptr<QNetworkReply> reply(manager.post(request, QByteArray("body")));
        QSignalSpy metaData(reply.get(), &QNetworkReply::metaDataChanged);
        QSignalSpy readyRead(reply.get(), &QIODevice::readyRead);
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        QVERIFY(waitUntil([&] { return reply->isFinished(); }));
        QCOMPARE(metaData.size(), 1);
        QVERIFY(readyRead.size() >= 1);
        QCOMPARE(finished.size(), 1);
        QCOMPARE(managerFinished.size(), 1);
        QCOMPARE(reply->error(), QNetworkReply::NoError);
        QCOMPARE(reply->readAll(), R"({"x":1})");
        QCOMPARE(reply->rawHeader("X-A"), "1, 2");
        QCOMPARE(reply->header(QNetworkRequest::ContentTypeHeader).toString(),
                 QStringLiteral("application/json"));
        const SeenRequest &seen = provider.requests().first();
        QCOMPARE(seen.target(), "/a%20b?q=%C3%BC");
        QCOMPARE(seen.field("content-type"), "application/json");
        QCOMPARE(seen.field("x-client"), "me");
        QCOMPARE(seen.field("host"), "127.0.0.1:" + QByteArray::number(provider.port()));
        QCOMPARE(seen.body, "body");
    }

    void ordinaryErrorsAreTold_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QNetworkReply::NetworkError>("error");
        QTest::newRow("401") << plainAnswer(401, "{}")
                             << QNetworkReply::AuthenticationRequiredError;
        QTest::newRow("404") << plainAnswer(404, "{}") << QNetworkReply::ContentNotFoundError;
        QTest::newRow("500") << plainAnswer(500, "{}") << QNetworkReply::UnknownServerError;
        QTest::newRow("cut") << QByteArray("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nab")
                             << QNetworkReply::RemoteHostClosedError;
    }
    void ordinaryErrorsAreTold()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QNetworkReply::NetworkError, error);
        FakeProvider provider;
        provider.enqueue(ProviderScript().send(answer).close());
        ProviderAccessManager manager;
        const std::unique_ptr<QNetworkReply> reply(
            manager.get(QNetworkRequest{QUrl(provider.url())}));
        QSignalSpy errors(reply.get(), &QNetworkReply::errorOccurred);
        QVERIFY(waitUntil([&] { return reply->isFinished(); }));
        QCOMPARE(errors.size(), 1);
        QCOMPARE(reply->error(), error);
    }

    void anOrdinaryReplyMayBeAbortedAndOutliveTheManager()
    {
        FakeProvider provider;
        provider.setResponder([](const SeenRequest &) { return ProviderScript().stall(); });
        auto manager = std::make_unique<ProviderAccessManager>();
        const std::unique_ptr<QNetworkReply> aborted(
            manager->get(QNetworkRequest{QUrl(provider.url())}));
        QVERIFY(waitUntil([&] { return provider.requests().size() == 1; }));
        QSignalSpy finished(aborted.get(), &QNetworkReply::finished);
        aborted->abort();
        QCOMPARE(finished.size(), 1);
        QCOMPARE(aborted->error(), QNetworkReply::OperationCanceledError);
        const std::unique_ptr<QNetworkReply> left(
            manager->get(QNetworkRequest{QUrl(provider.url())}));
        manager.reset();
        QVERIFY(waitUntil([&] { return provider.openConnections() == 0; }));
    }
};

QTEST_GUILESS_MAIN(ProviderAccessManagerTest)
#include "tst_ProviderAccessManager.moc"
