// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/HeaderRules.h"
#include "support/Requests.h"

#include <QTest>

#include <vector>

using signalbox::routing::HeaderView;
using signalbox::routing::HttpRequest;
using signalbox::tests::RequestBuilder;

namespace {

std::string toProvider(const HttpRequest &request)
{
    std::string fields;
    signalbox::routing::appendClientFields(request.head(), fields);
    return fields;
}

std::string toClient(const std::vector<HeaderView> &headers)
{
    std::string fields;
    signalbox::routing::appendProviderFields(headers, fields);
    return fields;
}

} // namespace

class HeaderRulesTest final : public QObject
{
    Q_OBJECT

private slots:
    void clientFieldsThatStayHere_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char *name : {"Host",
                                 "Connection",
                                 "Keep-Alive",
                                 "Proxy-Connection",
                                 "TE",
                                 "Trailer",
                                 "Transfer-Encoding",
                                 "Upgrade",
                                 "Expect",
                                 "Content-Length",
                                 "Proxy-Authorization",
                                 "Authorization",
                                 "X-Api-Key",
                                 "x-goog-api-key",
                                 "api-key",
                                 "Cookie",
                                 "Origin",
                                 "Referer",
                                 "Accept-Encoding",
                                 "x-signalbox-tag"})
            QTest::newRow(name) << QByteArray(name);
    }

    void clientFieldsThatStayHere()
    {
        QFETCH(QByteArray, name);

        QCOMPARE(toProvider(RequestBuilder("/").field(name.toStdString(), "secret").build()),
                 std::string());
    }

    void otherClientFieldsTravelAsTheyAre()
    {
        RequestBuilder builder("/");
        builder.field("Content-Type", "application/json")
            .field("anthropic-version", "2023-06-01")
            .field("Anthropic-Beta", "a,b")
            .field("anthropic-beta", "c")
            .field("X-Unknown", "")
            .field("x-signalbox", "just a prefix")
            .field("authorizations", "x");

        QCOMPARE(toProvider(builder.build()),
                 std::string("Content-Type: application/json\r\nanthropic-version: 2023-06-01\r\n"
                             "Anthropic-Beta: a,b\r\nanthropic-beta: c\r\nX-Unknown: \r\n"
                             "x-signalbox: just a prefix\r\nauthorizations: x\r\n"));
    }

    void fieldsNamedByConnectionStayHere()
    {
        RequestBuilder builder("/");
        builder.field("Connection", "close, X-Private ,x-other")
            .field("x-private", "1")
            .field("X-Other", "2")
            .field("x-private-too", "3");

        QCOMPARE(toProvider(builder.build()), std::string("x-private-too: 3\r\n"));
        QCOMPARE(toClient({{"x-hop", "1"}, {"connection", "x-hop"}, {"x-stays", "2"}}),
                 std::string("x-stays: 2\r\n"));
    }

    void providerFieldsThatStayHere_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char *name : {"connection", "Transfer-Encoding", "Content-Length", "Set-Cookie",
                                 "Alt-Svc", "strict-transport-security", "Via", "server-timing",
                                 "x-signalbox-exchange", "authorization", "trailer"})
            QTest::newRow(name) << QByteArray(name);
    }

    void providerFieldsThatStayHere()
    {
        QFETCH(QByteArray, name);
        const std::string text = name.toStdString();

        QCOMPARE(toClient({{text, "x"}}), std::string());
    }

    void otherProviderFieldsTravelAsTheyAre()
    {
        QCOMPARE(toClient({{"content-type", "text/event-stream"},
                           {"X-RateLimit-Remaining-Tokens", "12"},
                           {"retry-after", "3"},
                           {"x-should-retry", "true"},
                           {"request-id", "req_1"}}),
                 std::string("content-type: text/event-stream\r\n"
                             "X-RateLimit-Remaining-Tokens: 12\r\nretry-after: 3\r\n"
                             "x-should-retry: true\r\nrequest-id: req_1\r\n"));
    }

    void fieldsThatLookLikeSecretsAreNotWrittenDown_data()
    {
        QTest::addColumn<bool>("isFit");
        for (const char *name :
             {"authorization", "cookie", "X-API-KEY", "x-portkey-api-key", "X-Auth-Token",
              "cf-access-client-secret", "Ocp-Apim-Subscription-Key", "x-amz-security-token",
              "aws-credentials", "x-password", "x-token", "www-authenticate"})
            QTest::newRow(name) << false;
        for (const char *name :
             {"host", "User-Agent", "content-type", "anthropic-version", "openai-organization",
              "x-signalbox-exchange", "X-RateLimit-Remaining-Tokens", "x-max-tokens",
              "anthropic-ratelimit-tokens-remaining", "x-request-id", ""})
            QTest::newRow(*name != '\0' ? name : "empty") << true;
    }
    void fieldsThatLookLikeSecretsAreNotWrittenDown()
    {
        QFETCH(bool, isFit);
        const std::string_view name(QTest::currentDataTag());

        QCOMPARE(signalbox::routing::isFitForRecord(name == "empty" ? "" : name), isFit);
    }
};

QTEST_GUILESS_MAIN(HeaderRulesTest)
#include "tst_HeaderRules.moc"
