// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/cache/CacheKey.h"
#include "support/Requests.h"

#include <QTest>

using namespace signalbox;
using routing::CacheKey;
using routing::cacheKeyOf;
using routing::CachePlace;
using routing::ClientCall;
using routing::ServedPath;
using tests::RequestBuilder;

namespace {

constexpr CachePlace here{.route = "smart", .node = "c", .client = {}};

ClientCall callOf(const QByteArray &target, const QByteArray &body, const QByteArray &field = {},
                  const QByteArray &value = {})
{
    RequestBuilder builder(target.toStdString());
    builder.body(body.toStdString());
    if (!field.isEmpty())
        builder.field(field.toStdString(), value.toStdString());
    const QByteArray path = target.split('?').first();
    return ClientCall::read(builder.build(), ServedPath::parse(path.toStdString()));
}

const QByteArray chatPath = QByteArrayLiteral("/v1/chat/completions");

} // namespace

class CacheKeyTest final : public QObject
{
    Q_OBJECT

private slots:
    void whatCannotChangeTheAnswerIsNoPartOfTheKey_data()
    {
        QTest::addColumn<QByteArray>("left");
        QTest::addColumn<QByteArray>("right");
        QTest::addColumn<bool>("equal");
        const auto row = [](const char *title, const char *left, const char *right, bool equal) {
            QTest::newRow(title) << QByteArray(left) << QByteArray(right) << equal;
        };
        row("the same", "{\"model\":\"m\",\"a\":1}", "{\"model\":\"m\",\"a\":1}", true);
        row("spaces", "{\"model\":\"m\",\"a\":[1,2]}", " {\"model\" : \"m\",\n\"a\": [ 1 , 2 ] }",
            true);
        row("spaces within a text", "{\"model\":\"m\",\"a\":\"x y\"}",
            "{\"model\":\"m\",\"a\":\"xy\"}", false);
        row("place of the model", "{\"model\":\"m\",\"a\":1}", "{\"a\":1,\"model\":\"m\"}", true);
        row("another model", "{\"model\":\"m\",\"a\":1}", "{\"model\":\"n\",\"a\":1}", false);
        row("user", "{\"model\":\"m\",\"a\":1}", "{\"model\":\"m\",\"a\":1,\"user\":\"u\"}", true);
        row("metadata", "{\"model\":\"m\",\"a\":1,\"metadata\":{\"x\":1}}",
            "{\"model\":\"m\",\"a\":1}", true);
        row("user further down", "{\"model\":\"m\",\"a\":{\"user\":1}}",
            "{\"model\":\"m\",\"a\":{\"user\":2}}", false);
        row("no stream", "{\"model\":\"m\",\"a\":1}", "{\"model\":\"m\",\"a\":1,\"stream\":false}",
            true);
        row("a stream", "{\"model\":\"m\",\"a\":1}", "{\"model\":\"m\",\"a\":1,\"stream\":true}",
            false);
        row("a stream with usage", "{\"model\":\"m\",\"a\":1,\"stream\":true}",
            "{\"model\":\"m\",\"a\":1,\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
            false);
        row("temperature", "{\"model\":\"m\",\"a\":1}",
            "{\"model\":\"m\",\"a\":1,\"temperature\":0}", false);
        row("order of fields", "{\"model\":\"m\",\"a\":1,\"b\":2}",
            "{\"model\":\"m\",\"b\":2,\"a\":1}", false);
        row("number format", "{\"model\":\"m\",\"a\":1}", "{\"model\":\"m\",\"a\":1.0}", false);
    }

    void whatCannotChangeTheAnswerIsNoPartOfTheKey()
    {
        QFETCH(QByteArray, left);
        QFETCH(QByteArray, right);
        QFETCH(bool, equal);
        const auto first = cacheKeyOf(callOf(chatPath, left), here);
        const auto second = cacheKeyOf(callOf(chatPath, right), here);
        QVERIFY(first && second);
        QCOMPARE(*first == *second, equal);
    }

    void everythingBesideTheBodyCounts()
    {
        const QByteArray body = "{\"model\":\"m\",\"a\":1}";
        const QByteArray path = "/v1/messages";
        const auto base = cacheKeyOf(callOf(path, body), here);
        QVERIFY(base);
        QCOMPARE(base->hash.size(), 32);
        QVERIFY(cacheKeyOf(callOf(path, body), here) == base);
        QVERIFY(cacheKeyOf(callOf(chatPath, body), here) != base);
        QVERIFY(cacheKeyOf(callOf("/v1/messages?beta=true", body), here) != base);
        QVERIFY(cacheKeyOf(callOf(path, body, "anthropic-beta", "x"), here) != base);
        QVERIFY(cacheKeyOf(callOf(path, body, "anthropic-version", "x"), here) != base);
        QVERIFY(cacheKeyOf(callOf(path, body, "x-request-id", "x"), here) == base);
        const CachePlace other{.route = "smart", .node = "d", .client = {}};
        QVERIFY(cacheKeyOf(callOf(path, body), other) != base);
        const CachePlace moved{.route = "smar", .node = "tc", .client = {}};
        QVERIFY(cacheKeyOf(callOf(path, body), moved) != base);
        const CachePlace mine{.route = "smart", .node = "c", .client = "me"};
        const CachePlace yours{.route = "smart", .node = "c", .client = "you"};
        QVERIFY(cacheKeyOf(callOf(path, body), mine) != cacheKeyOf(callOf(path, body), yours));
    }

    void keysInTheQueryDoNotCount()
    {
        const QByteArray path = "/v1beta/models/m:generateContent";
        QVERIFY(cacheKeyOf(callOf(path + "?key=1", "{\"a\":1}"), here)
                == cacheKeyOf(callOf(path + "?key=2", "{\"a\":1}"), here));
        QVERIFY(cacheKeyOf(callOf(path, "{\"a\":1}"), here)
                != cacheKeyOf(callOf("/v1beta/models/n:generateContent", "{\"a\":1}"), here));
    }

    void whatMustBeAskedEachTimeHasNoKey_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("background")
            << QByteArray("/v1/responses") << QByteArray("{\"model\":\"m\",\"background\":true}");
        QTest::newRow("conversation") << QByteArray("/v1/responses")
                                      << QByteArray("{\"model\":\"m\",\"conversation\":\"c\"}");
        QTest::newRow("broken") << chatPath << QByteArray("{\"model\":\"m\",");
        QTest::newRow("empty") << QByteArray("/v1beta/models/m:generateContent")
                               << QByteArray("{}");
        QTest::newRow("list") << QByteArray("/v1/models") << QByteArray("{\"model\":\"m\"}");
    }

    void whatMustBeAskedEachTimeHasNoKey()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, body);
        QVERIFY(!cacheKeyOf(callOf(target, body), here));
    }
};

QTEST_GUILESS_MAIN(CacheKeyTest)
#include "tst_CacheKey.moc"
