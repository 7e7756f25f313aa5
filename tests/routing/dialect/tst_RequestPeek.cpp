// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/base/JsonText.h"
#include "routing/dialect/RequestPeek.h"
#include "support/Requests.h"

#include <QTest>

using signalbox::models::ClientDialect;
using signalbox::routing::Endpoint;
using signalbox::routing::Operation;
using signalbox::routing::RequestPeek;
using signalbox::routing::SplicedBody;
using signalbox::tests::padded;

namespace {

constexpr Endpoint chat{ClientDialect::OpenAiChat, Operation::Generate};
constexpr Endpoint geminiEmbed{ClientDialect::Gemini, Operation::Embed};

RequestPeek peekOf(const std::string &body, const Endpoint &endpoint = chat)
{
    return RequestPeek::read(endpoint, padded(body));
}

/// \a body with every model value replaced by \a model.
std::string withModel(const std::string &body, const std::string &model,
                      const Endpoint &endpoint = chat)
{
    SplicedBody spliced(body);
    for (const RequestPeek::Span &span : peekOf(body, endpoint).models)
        spliced.replace(span.offset, span.size, model);
    const std::size_t announced = spliced.size();
    std::string joined;
    for (const std::string_view piece : spliced.pieces())
        joined.append(piece);
    return joined.size() == announced ? joined : "size() is wrong";
}

} // namespace

class RequestPeekTest final : public QObject
{
    Q_OBJECT

private slots:
    void onlyTheModelValueIsReplaced_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<QByteArray>("replaced");
        const auto row = [](const char *title, const char *body, const char *model,
                            const char *replaced) {
            QTest::newRow(title) << QByteArray(body) << QByteArray(model) << QByteArray(replaced);
        };
        row("alone", R"({"model":"auto"})", "auto", R"({"model":"NEW"})");
        row("first", R"({"model":"auto","a":1})", "auto", R"({"model":"NEW","a":1})");
        row("middle", R"({"a":[1,{"b":2}],"model":"auto","c":null})", "auto",
            R"({"a":[1,{"b":2}],"model":"NEW","c":null})");
        row("last", "{\"a\":\"}\",\"model\":\"auto\"}", "auto", "{\"a\":\"}\",\"model\":\"NEW\"}");
        row("white space", " {\r\n\t\"model\" :\n  \"auto\" ,\"a\" : 1 }\n", "auto",
            " {\r\n\t\"model\" :\n  \"NEW\" ,\"a\" : 1 }\n");
        row("escaped value", "{\"model\":\"a\\\"b\\\\c\\/d\\u00e9\"}", "a\"b\\c/d\xc3\xa9",
            R"({"model":"NEW"})");
        row("escaped key", "{\"mod\\u0065l\":\"auto\"}", "auto", "{\"mod\\u0065l\":\"NEW\"}");
        row("ends with a backslash", "{\"model\":\"a\\\\\",\"b\":\"\\\"\"}", "a\\",
            "{\"model\":\"NEW\",\"b\":\"\\\"\"}");
        row("other scripts", "{\"model\":\"\xe6\xa8\xa1\xe5\x9e\x8b\"}", "\xe6\xa8\xa1\xe5\x9e\x8b",
            R"({"model":"NEW"})");
        row("nested keys stay",
            R"({"tools":[{"model":"x"}],"metadata":{"model":"y"},"model":"auto","o":{"model":"z"}})",
            "auto",
            R"({"tools":[{"model":"x"}],"metadata":{"model":"y"},"model":"NEW","o":{"model":"z"}})");
        row("the word in a text stays",
            "{\"input\":\"\\\"model\\\":\\\"no\\\"\",\"model\":\"auto\"}", "auto",
            "{\"input\":\"\\\"model\\\":\\\"no\\\"\",\"model\":\"NEW\"}");
        row("similar keys stay", R"({"models":"m","Model":"n","model_":"o","model":"auto"})",
            "auto", R"({"models":"m","Model":"n","model_":"o","model":"NEW"})");
        row("empty", R"({"model":"","a":1})", "", R"({"model":"NEW","a":1})");
        row("without", R"({"a":1})", "", R"({"a":1})");
        row("empty object", "{}", "", "{}");
    }

    void onlyTheModelValueIsReplaced()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, model);
        QFETCH(QByteArray, replaced);
        const RequestPeek peek = peekOf(body.toStdString());

        QCOMPARE(QByteArray::fromStdString(peek.problem), QByteArray());
        QCOMPARE(QByteArray::fromStdString(peek.model), model);
        QCOMPARE(QByteArray::fromStdString(withModel(body.toStdString(), "NEW")), replaced);
    }

    void flagsAreRead_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("stream");
        QTest::addColumn<bool>("hasStream");
        const auto row = [](const char *body, bool stream, bool hasStream) {
            QTest::newRow(body) << QByteArray(body) << stream << hasStream;
        };
        row(R"({"model":"m"})", false, false);
        row(R"({"model":"m","stream":true})", true, true);
        row(R"({"stream":false,"model":"m"})", false, true);
        row(R"({"stream":null,"model":"m"})", false, false);
        row(R"({"metadata":{"stream":true}})", false, false);
    }

    void flagsAreRead()
    {
        QFETCH(QByteArray, body);
        QFETCH(bool, stream);
        QFETCH(bool, hasStream);
        const RequestPeek peek = peekOf(body.toStdString());

        QCOMPARE(QByteArray::fromStdString(peek.problem), QByteArray());
        QCOMPARE(peek.stream, stream);
        QCOMPARE(peek.hasStream, hasStream);
    }

    void usageIsAskedForInPlace_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("isAskedAlready");
        QTest::addColumn<QByteArray>("asking"); ///< empty: nothing is to be changed
        const auto row = [](const char *body, bool isAskedAlready, const char *asking) {
            QTest::newRow(body) << QByteArray(body) << isAskedAlready << QByteArray(asking);
        };
        row(R"( {"a":1})", false, R"( {"stream_options":{"include_usage":true},"a":1})");
        row(R"({"stream_options":null,"a":1})", false,
            R"({"stream_options":{"include_usage":true},"a":1})");
        row(R"({"stream_options" : null })", false,
            R"({"stream_options" : {"include_usage":true} })");
        row(R"({"stream_options":{}})", false, R"({"stream_options":{"include_usage":true}})");
        row(R"({"stream_options": { "x" : [1] }})", false,
            R"({"stream_options": {"include_usage":true, "x" : [1] }})");
        row(R"({"stream_options":{"include_usage":false},"a":1})", false,
            R"({"stream_options":{"include_usage":true},"a":1})");
        row(R"({"stream_options":{"x":1,"include_usage": null ,"y":2}})", false,
            R"({"stream_options":{"x":1,"include_usage": true ,"y":2}})");
        row(R"({"stream_options":{"x":{"include_usage":true}}})", false,
            R"({"stream_options":{"include_usage":true,"x":{"include_usage":true}}})");
        row(R"({"stream_options":{"include_usage":true}})", true, "");
        row(R"({"stream_options":{"include_usage":"yes"}})", false, "");
        row(R"({"stream_options":[1]})", false, "");
    }

    void usageIsAskedForInPlace()
    {
        QFETCH(QByteArray, body);
        QFETCH(bool, isAskedAlready);
        QFETCH(QByteArray, asking);
        const std::string text = body.toStdString();
        const RequestPeek peek = peekOf(text);
        std::string asked = text;
        asked.replace(peek.usageSpan.offset, peek.usageSpan.size, peek.usageText);

        QCOMPARE(QByteArray::fromStdString(peek.problem), QByteArray());
        QCOMPARE(peek.includeUsage, isAskedAlready);
        QCOMPARE(peek.usageText.empty(), asking.isEmpty());
        if (!asking.isEmpty())
            QCOMPARE(QByteArray::fromStdString(asked), asking);
    }

    void badBodiesHaveAProblemThatNamesTheField_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("word");
        const auto row = [](const char *title, const QByteArray &body, const char *word) {
            QTest::newRow(title) << body << QByteArray(word);
        };
        row("empty", "", "no body");
        row("white space", "  \n", "JSON");
        row("array", "[]", "JSON object");
        row("string", R"("model")", "JSON object");
        row("number", "12", "JSON object");
        row("null", "null", "JSON object");
        row("two objects", R"({"model":"m"}{"model":"n"})", "JSON");
        row("trailing text", R"({"model":"m"} x)", "JSON");
        row("trailing brace", R"({"model":"m"}})", "JSON");
        row("no comma", R"({"model":"m" "a":1})", "JSON");
        row("no colon", R"({"model" "m"})", "JSON");
        row("single quotes", "{'model':'m'}", "JSON");
        row("broken UTF-8", "{\"model\":\"m\",\"a\":\"\xff\xfe\"}", "JSON");
        row("open string", "{\"model\":\"m", "JSON");
        row("model is a number", R"({"model":4})", "'model'");
        row("model is null", R"({"model":null})", "'model'");
        row("model is an object", R"({"model":{"id":"m"}})", "'model'");
        row("model twice", R"({"model":"m","model":"n"})", "'model'");
        row("model twice, first empty", R"({"model":"","model":"n"})", "'model'");
        row("model twice, escaped", "{\"model\":\"m\",\"m\\u006fdel\":\"n\"}", "'model'");
        row("bad escape", "{\"model\":\"\\q\"}", "'model'");
        row("lone surrogate", "{\"model\":\"\\ud800\"}", "'model'");
        row("stream is text", R"({"model":"m","stream":"true"})", "'stream'");
        row("stream is a number", R"({"model":"m","stream":1})", "'stream'");
    }

    void badBodiesHaveAProblemThatNamesTheField()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, word);
        const RequestPeek peek = peekOf(body.toStdString());

        QVERIFY2(peek.problem.find(word.toStdString()) != std::string::npos, peek.problem.c_str());
    }

    void everyPrefixOfABodyIsAProblem_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("isBatch");
        QTest::newRow("chat") << QByteArray(
            "{\"model\":\"a\\\"b\",\"messages\":[{\"role\":\"user\",\"content\":\"x \\u00e9 "
            "{[\\\"]}\"}],\"stream\":true,"
            R"("stream_options":{"include_usage":true},"temperature":1.5,"stop":null,"n":[1,[2]]})")
                              << false;
        QTest::newRow("batch") << QByteArray(
            R"({"requests":[{"model":"models/a","content":{"parts":[{"text":"x"}]}},)"
            R"({"content":{},"model":"models/b"}],"model":"c"})")
                               << true;
    }

    void everyPrefixOfABodyIsAProblem()
    {
        QFETCH(QByteArray, body);
        QFETCH(bool, isBatch);
        const Endpoint &endpoint = isBatch ? geminiEmbed : chat;
        QVERIFY(peekOf(body.toStdString(), endpoint).problem.empty());

        for (qsizetype size = 0; size < body.size(); ++size) {
            const RequestPeek peek = peekOf(body.left(size).toStdString(), endpoint);
            QVERIFY2(!peek.problem.empty(), body.left(size).constData());
        }
    }

    void everyRequestOfAGeminiBatchIsReplaced()
    {
        const std::string body = R"({"requests":[{"model":"models/a","content":{"model":"no"}},)"
                                 R"({"content":{},"model":"models/b"},{"content":{}}]})";

        QCOMPARE(withModel(body, "models/N", geminiEmbed),
                 std::string(R"({"requests":[{"model":"models/N","content":{"model":"no"}},)"
                             R"({"content":{},"model":"models/N"},{"content":{}}]})"));
        QCOMPARE(withModel(body, "models/N"), body); // in another dialect it is just a field
        QVERIFY(!peekOf(R"({"requests":{}})", geminiEmbed).problem.empty());
        QVERIFY(!peekOf(R"({"requests":[1]})", geminiEmbed).problem.empty());
        QVERIFY(!peekOf(R"({"requests":[{"model":1}]})", geminiEmbed).problem.empty());
        QVERIFY(peekOf(R"({"requests":[]})", geminiEmbed).problem.empty());
    }

    void largeBodiesAreReadWhole_data()
    {
        QTest::addColumn<int>("kib");
        QTest::newRow("one MiB") << 1024;
        QTest::newRow("over the kept parser") << 5 * 1024;
    }

    void largeBodiesAreReadWhole()
    {
        QFETCH(int, kib);
        const std::string filler(static_cast<std::size_t>(kib) * 1024, 'x');
        const std::string body =
            "{\"input\":\"" + filler + "\",\"model\":\"auto\",\"stream\":true}";
        const RequestPeek peek = peekOf(body);

        QCOMPARE(peek.problem, std::string());
        QCOMPARE(peek.model, std::string("auto"));
        QVERIFY(peek.stream);
        QCOMPARE(body.substr(peek.models.front().offset, peek.models.front().size),
                 std::string("auto"));
        QVERIFY(!peekOf(body.substr(0, body.size() - 1)).problem.empty());
    }

    void deepNestingIsNoCrash()
    {
        const std::string deep(5000, '[');
        QVERIFY(!peekOf(R"({"a":)" + deep).problem.empty());
        const std::string closed = R"({"a":)" + deep + std::string(5000, ']') + "}";
        (void)peekOf(closed);
        std::string objects = "{";
        for (int i = 0; i < 3000; ++i)
            objects += R"("a":{)";
        QVERIFY(!peekOf(objects).problem.empty());
    }

    void textIsInsertedBehindTheBrace()
    {
        const std::string body = R"( {"model":"m"} )";
        const RequestPeek peek = peekOf(body);
        SplicedBody spliced(body);
        spliced.replace(peek.usageSpan.offset, 0, R"("a":1,)");
        spliced.replace(peek.models.front().offset, peek.models.front().size, "longer name");
        std::string joined;
        for (const std::string_view piece : spliced.pieces())
            joined.append(piece);

        QCOMPARE(joined, std::string(R"( {"a":1,"model":"longer name"} )"));
        QCOMPARE(spliced.size(), joined.size());
    }

    void bodyWithoutReplacementsIsItself()
    {
        const std::string body = "anything";
        SplicedBody spliced(body);

        QCOMPARE(spliced.pieces().size(), std::size_t{1});
        QCOMPARE(static_cast<const void *>(spliced.pieces().front().data()),
                 static_cast<const void *>(body.data()));
        QCOMPARE(spliced.size(), body.size());
    }

    void escapedTextIsTheInsideOfAJsonString_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("escaped");
        QTest::newRow("plain") << QByteArray("abc/d") << QByteArray("abc/d");
        QTest::newRow("quotes") << QByteArray("a\"b\\c") << QByteArray("a\\\"b\\\\c");
        QTest::newRow("lines") << QByteArray("a\r\n\tb") << QByteArray("a\\r\\n\\tb");
        QTest::newRow("control") << QByteArray("\0\x01\x1f\x7f", 4)
                                 << QByteArray("\\u0000\\u0001\\u001f\x7f");
        QTest::newRow("UTF-8") << QByteArray("\xc3\xa9\xf0\x9f\x9a\x82")
                               << QByteArray("\xc3\xa9\xf0\x9f\x9a\x82");
        QTest::newRow("empty") << QByteArray() << QByteArray();
    }

    void escapedTextIsTheInsideOfAJsonString()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, escaped);
        const std::string got = signalbox::models::jsonEscaped(text.toStdString());

        QCOMPARE(QByteArray::fromStdString(got), escaped);
        QCOMPARE(peekOf("{\"model\":\"" + got + "\"}").model, text.toStdString());
    }
};

QTEST_GUILESS_MAIN(RequestPeekTest)
#include "tst_RequestPeek.moc"
