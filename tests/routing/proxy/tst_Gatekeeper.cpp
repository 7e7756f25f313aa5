// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/Gatekeeper.h"
#include "support/Requests.h"

#include <QTest>

using signalbox::routing::Gatekeeper;
using signalbox::routing::HttpRequest;
using signalbox::routing::isLoopbackAuthority;
using signalbox::tests::RequestBuilder;

namespace {

const char *const clientKey = "sbx-0123456789abcdef";

/// A request that is let in as it stands, but for what a test adds.
RequestBuilder local(std::string_view target = "/v1/messages")
{
    RequestBuilder builder(target);
    builder.field("Host", "127.0.0.1:4141");
    return builder;
}

/// The code of the refusal, or nothing.
std::string refusal(const HttpRequest &request,
                    Gatekeeper::NeedsKey needsKey = Gatekeeper::NeedsKey::Yes,
                    std::string key = clientKey)
{
    const auto error = Gatekeeper(std::move(key)).check(request.head(), needsKey, 0);
    return error ? error->code : std::string();
}

} // namespace

class GatekeeperTest final : public QObject
{
    Q_OBJECT

private slots:
    void onlyLoopbackNamesAreLoopback_data()
    {
        QTest::addColumn<QByteArray>("authority");
        QTest::addColumn<bool>("isLoopback");
        const auto rows = [](std::initializer_list<const char *> authorities, bool isLoopback) {
            for (const char *authority : authorities)
                QTest::newRow(*authority != '\0' ? authority : "empty")
                    << QByteArray(authority) << isLoopback;
        };
        rows({"localhost", "LOCALHOST", "LocalHost:4141", "localhost:80", "app.localhost",
              "app.localhost:4141", "127.0.0.1", "127.0.0.1:4141", "127.255.255.255", "127.0.1.1",
              "[::1]", "[::1]:80"},
             true);
        rows({"", ":80", "localhost:", "localhost:abc", "localhost:80:80", "localhost:123456",
              "localhost.", "localhost.evil.com", "evil.com", "evillocalhost", "xlocalhost",
              "localhost evil.com", "localhost/", "localhost@evil.com", "evil.com@localhost:80x"},
             false);
        rows({"127.0.0.1.evil.com", "127.0.0.1.", "127.0.0",      "127.1",        "127",
              "2130706433",         "0x7f.1",     "0x7f000001",   "0177.0.0.1",   "127.0.0.256",
              "127.0.0.-1",         "127.-0.0.1", "127.0.0.+1",   "127..0.1",     ".127.0.0.1",
              "127.0.0.1 ",         " 127.0.0.1", "127.0.0.1:-1", "127.0.0.1:8a", "127.0.0.0001",
              "127.0.0.1.1",        "128.0.0.1",  "0.0.0.0",      "10.0.0.1",     "192.168.0.1",
              "27.0.0.1",           "1127.0.0.1"},
             false);
        rows({"::1", "[::1", "[::1]x", "[::1]:", "[::1]:x", "[::1].evil.com", "[::2]", "[]",
              "[::ffff:127.0.0.1]", "[0:0:0:0:0:0:0:1]evil", "[::]", "[::1]@evil.com"},
             false);
    }

    void onlyLoopbackNamesAreLoopback()
    {
        QFETCH(QByteArray, authority);
        QFETCH(bool, isLoopback);

        QCOMPARE(isLoopbackAuthority(authority.toStdString()), isLoopback);
    }

    void hostMustStandOnceAndBeLoopback()
    {
        constexpr auto noKey = Gatekeeper::NeedsKey::No;
        QCOMPARE(refusal(local().build(), noKey), std::string());
        QCOMPARE(refusal(RequestBuilder("/").build(), noKey), std::string("forbidden_host"));
        QCOMPARE(refusal(RequestBuilder("/").field("host", "evil.com").build(), noKey),
                 std::string("forbidden_host"));
        QCOMPARE(refusal(local().field("Host", "127.0.0.1:4141").build(), noKey),
                 std::string("forbidden_host"));
        QCOMPARE(refusal(local().field("host", "evil.com").build(), noKey),
                 std::string("forbidden_host"));
    }

    void foreignOriginsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<bool>("isAllowed");
        for (const char *origin : {"http://localhost:3000", "https://localhost", "http://127.0.0.1",
                                   "http://[::1]:5173", "app://localhost"})
            QTest::newRow(origin) << QByteArray(origin) << true;
        for (const char *origin :
             {"null", "", "localhost", "file://", "https://evil.com", "http://localhost.evil.com",
              "http://127.0.0.1.evil.com", "http://evil.com/localhost", "http://evil.com#localhost",
              "http://localhost@evil.com", "http://localhost:80@evil.com", "http://0x7f.1",
              "chrome-extension://abcdef", "http://localhost, http://evil.com", "://localhost.com"})
            QTest::newRow(*origin != '\0' ? origin : "empty") << QByteArray(origin) << false;
    }

    void foreignOriginsAreRefused()
    {
        QFETCH(QByteArray, origin);
        QFETCH(bool, isAllowed);
        RequestBuilder builder = local();
        builder.field("Origin", origin.toStdString());

        QCOMPARE(refusal(builder.build(), Gatekeeper::NeedsKey::No),
                 isAllowed ? std::string() : std::string("forbidden_origin"));
    }

    void secondOriginCannotHideBehindTheFirst()
    {
        RequestBuilder builder = local();
        builder.field("Origin", "http://localhost").field("Origin", "https://evil.com");

        QCOMPARE(refusal(builder.build(), Gatekeeper::NeedsKey::No),
                 std::string("forbidden_origin"));
    }

    void keyMayStandWhereverAnSdkPutsIt_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("isLetIn");
        const QByteArray key = clientKey;
        const auto row = [](const char *name, const QByteArray &value, bool isLetIn) {
            QTest::addRow("%s: %s", name, value.constData())
                << QByteArray(name) << value << isLetIn;
        };
        row("Authorization", "Bearer " + key, true);
        row("authorization", "bearer " + key, true);
        row("authorization", "BEARER " + key, true);
        row("x-api-key", key, true);
        row("X-Goog-Api-Key", key, true);
        row("api-key", key, true);
        row("authorization", key, false);
        row("authorization", "Basic " + key, false);
        row("authorization", "Bearer", false);
        row("authorization", "Bearer ", false);
        row("authorization", "Bearer  " + key, false);
        row("authorization", "Bearer " + key + "x", false);
        row("authorization", "Bearer " + key.chopped(1), false);
        row("authorization", "Bearer " + key.toUpper(), false);
        row("authorization", "Bearer " + key + key, false);
        row("x-api-key", "", false);
        row("x-api-key", key.left(1), false);
        row("x-other-key", key, false);
        row("cookie", key, false);
    }

    void keyMayStandWhereverAnSdkPutsIt()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(bool, isLetIn);
        RequestBuilder builder = local();
        builder.field(name.toStdString(), value.toStdString());

        QCOMPARE(refusal(builder.build()),
                 isLetIn ? std::string() : std::string("invalid_api_key"));
    }

    void keyMayStandInTheQuery_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<bool>("isLetIn");
        const QByteArray key = clientKey;
        QTest::newRow("alone") << "/v1beta/models?key=" + key << true;
        QTest::newRow("among others") << "/x?alt=sse&key=" + key + "&a=b" << true;
        QTest::newRow("encoded") << "/x?key=%73" + key.mid(1) << true;
        QTest::newRow("wrong") << QByteArray("/x?key=nope") << false;
        QTest::newRow("empty") << QByteArray("/x?key=") << false;
        QTest::newRow("other name") << "/x?apikey=" + key << false;
        QTest::newRow("in the path") << "/key=" + key << false;
        QTest::newRow("nowhere") << QByteArray("/x") << false;
    }

    void keyMayStandInTheQuery()
    {
        QFETCH(QByteArray, target);
        QFETCH(bool, isLetIn);

        QCOMPARE(refusal(local(target.toStdString()).build()),
                 isLetIn ? std::string() : std::string("invalid_api_key"));
    }

    void rightKeyInOnePlaceIsEnough()
    {
        RequestBuilder builder = local();
        builder.field("authorization", "Bearer something").field("x-api-key", clientKey);

        QCOMPARE(refusal(builder.build()), std::string());
    }

    void wholeUrlAsTargetIsHeldToItsHost()
    {
        const HttpRequest own = local("http://localhost:4141/v1/models?a=1").build();
        const HttpRequest foreign = local("http://evil.com/v1/models").build();

        QCOMPARE(own.head().path(), std::string_view("/v1/models"));
        QCOMPARE(own.head().query(), std::string_view("a=1"));
        QCOMPARE(refusal(own, Gatekeeper::NeedsKey::No), std::string());
        QCOMPARE(refusal(foreign, Gatekeeper::NeedsKey::No), std::string("forbidden_host"));
    }

    void openGateLetsEverybodyLocalIn()
    {
        const Gatekeeper open({}, Gatekeeper::NeedsKey::No);
        const HttpRequest plain = local().build();
        const HttpRequest withKey = local().field("x-api-key", "any").build();

        QVERIFY(!open.check(plain.head(), Gatekeeper::NeedsKey::Yes, 0));
        QVERIFY(!open.check(withKey.head(), Gatekeeper::NeedsKey::Yes, 0));
        QCOMPARE(refusal(local().build(), Gatekeeper::NeedsKey::No), std::string());
    }

    void missingKeyIsNoOpenGate()
    {
        QVERIFY(!refusal(local().build(), Gatekeeper::NeedsKey::Yes, {}).empty());
        QVERIFY(!refusal(local().field("x-api-key", "").build(), Gatekeeper::NeedsKey::Yes, {})
                     .empty());
    }

    void everyNamedKeyLetsIn()
    {
        Gatekeeper gate(clientKey);
        gate.setNamedKeys({{.value = "sbx-ci", .name = "ci", .lastDay = {}},
                           {.value = "", .name = "unreadable", .lastDay = {}},
                           {.value = "sbx-desk", .name = "desk", .lastDay = {}}});
        const auto clientOf = [&](const char *field, const char *value) {
            const HttpRequest request = local().field(field, value).build();
            const bool isLetIn = !gate.check(request.head(), Gatekeeper::NeedsKey::Yes, 0);
            const int client = gate.clientOf(request.head());
            return isLetIn == (client != Gatekeeper::nobody) ? client : -100;
        };

        QCOMPARE(clientOf("x-api-key", "sbx-ci"), 0);
        QCOMPARE(clientOf("authorization", "Bearer sbx-desk"), 2);
        QCOMPARE(clientOf("x-goog-api-key", clientKey), Gatekeeper::firstRunClient);
        QCOMPARE(clientOf("x-api-key", "sbx-c"), Gatekeeper::nobody);
        QCOMPARE(clientOf("x-api-key", "sbx-cisbx-ci"), Gatekeeper::nobody);
        QCOMPARE(clientOf("x-api-key", ""), Gatekeeper::nobody);
    }

    void namedKeyMayStandInTheQuery()
    {
        Gatekeeper gate(clientKey);
        gate.setNamedKeys({{.value = "sbx-ci", .name = "ci", .lastDay = {}}});
        const HttpRequest request = local("/v1beta/models?key=sbx-ci").build();

        QCOMPARE(gate.clientOf(request.head()), 0);
    }

    void expiredKeyIsRefusedAndSaysSinceWhen()
    {
        Gatekeeper gate(clientKey);
        gate.setNamedKeys(
            {{.value = "sbx-ci", .name = "ci", .lastDay = "2026-03-01", .endsAtMs = 1000}});
        const HttpRequest request = local().field("x-api-key", "sbx-ci").build();

        QVERIFY(!gate.check(request.head(), Gatekeeper::NeedsKey::Yes, 999));
        const auto error = gate.check(request.head(), Gatekeeper::NeedsKey::Yes, 1000);
        QVERIFY(error);
        QCOMPARE(error->status, 401);
        QCOMPARE(error->code, std::string("expired_api_key"));
        QVERIFY(error->message.find("'ci'") != std::string::npos);
        QVERIFY(error->message.find("2026-03-01") != std::string::npos);
        QVERIFY(error->message.find("sbx-ci") == std::string::npos);
        QVERIFY(!gate.check(request.head(), Gatekeeper::NeedsKey::No, 1000));
    }

    void refusalNeverRepeatsTheKey()
    {
        const HttpRequest request = local().field("x-api-key", "sk-wrong-one").build();
        const auto error =
            Gatekeeper(clientKey).check(request.head(), Gatekeeper::NeedsKey::Yes, 0);

        QCOMPARE(error->status, 401);
        QVERIFY(error->message.find("sk-wrong-one") == std::string::npos);
        QVERIFY(error->message.find(clientKey) == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(GatekeeperTest)
#include "tst_Gatekeeper.moc"
