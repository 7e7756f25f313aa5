// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/JsonTree.h"

#include <QTest>

using namespace signalbox::models;

class JsonTreeTest final : public QObject
{
    Q_OBJECT

private slots:
    void valuesKnowTheirPlaceAndText()
    {
        const QByteArray text = "{\n \"a\" : [1.50, true ,\"x\\u00e9\\n\"],\n"
                                "\"b\":{\"c\":null, \"d\": -0e+2}}";

        const JsonTree tree = JsonTree::parse(text);

        QVERIFY(tree.root());
        QVERIFY(tree.problems().isEmpty());
        const JsonValue &root = *tree.root();
        QCOMPARE(root.members.size(), std::size_t(2));
        QCOMPARE(tree.line(root.offset), 1);
        QCOMPARE(tree.line(root.members[0].keyOffset), 2);
        QCOMPARE(tree.line(root.members[1].keyOffset), 3);
        QCOMPARE(text[root.members[1].keyOffset], '"');
        const JsonValue &list = *root.member(u"a");
        QCOMPARE(list.kind, JsonValue::Kind::Array);
        QCOMPARE(text[list.offset], '[');
        QCOMPARE(list.items[0].text, QStringLiteral("1.50"));
        QCOMPARE(list.items[0].number(), 1.5);
        QVERIFY(list.items[1].boolean);
        QCOMPARE(text[list.items[1].offset], 't');
        QCOMPARE(list.items[2].text, QStringLiteral("xé\n"));
        QCOMPARE(text[list.items[2].offset], '"');
        const JsonValue &object = *root.member(u"b");
        QCOMPARE(text[object.offset], '{');
        QCOMPARE(object.member(u"c")->kind, JsonValue::Kind::Null);
        QCOMPARE(object.member(u"d")->text, QStringLiteral("-0e+2"));
        QVERIFY(!object.member(u"e"));
    }

    void textIsRefusedAtItsLine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("words");

        const auto row = [](const char *name, const QByteArray &text, int line, const char *words) {
            QTest::newRow(name) << text << line << QString::fromLatin1(words);
        };
        row("empty", "", 1, "empty");
        row("only space", " \r\n\t ", 1, "empty");
        row("only a byte order mark", "\xEF\xBB\xBF\n", 1, "empty");
        row("UTF-16 with mark", QByteArray("\xFF\xFE{\0}\0", 6), 1, "UTF-16");
        row("UTF-16 without mark", QByteArray("{\0}\0", 4), 1, "UTF-16");
        row("bad lead byte", "{\n\"a\":\"\xFF\"}", 2, "UTF-8");
        row("lone continuation", "{\n\"a\":\"\x80\"}", 2, "UTF-8");
        row("overlong", "{\n\"a\":\"\xC0\xAF\"}", 2, "UTF-8");
        row("surrogate in UTF-8", "{\n\"a\":\"\xED\xA0\x80\"}", 2, "UTF-8");
        row("beyond Unicode", "{\n\"a\":\"\xF4\x90\x80\x80\"}", 2, "UTF-8");
        row("cut sequence", "{\n\"a\":\"\xE2\x82", 2, "UTF-8");
        row("NUL", QByteArray("{\n\"a\":1,\0}", 10), 2, "unexpected");
        row("array", "\n[1]", 2, "object");
        row("string", "\"a\"", 1, "object");
        row("number", "1", 1, "object");
        row("word", "hello", 1, "not JSON");
        row("unclosed", "{\n\"a\":1\n", 2, "ends too early");
        row("unclosed inner", "{\n\"a\":{\n\"b\":1}", 3, "ends too early");
        row("unclosed list", "{\n\"a\":[1,2\n}", 3, "unexpected }");
        row("lone brace", "{", 1, "ends too early");
        row("wrong bracket", "{\n\"a\":[1}\n}", 2, "unexpected }");
        row("trailing comma", "{\n\"a\":1,\n}", 2, "comma");
        row("trailing comma in list", "{\"a\":[\n1,\n]}", 2, "comma");
        row("missing comma", "{\"a\":1\n\"b\":2}", 2, "comma");
        row("missing comma in list", "{\"a\":[1\n2]}", 2, "unexpected 2");
        row("missing colon", "{\"a\"\n1}", 2, "unexpected 1");
        row("missing value", "{\"a\":\n}", 2, "unexpected }");
        row("line comment", "{\n// no\n\"a\":1}", 2, "no comments");
        row("hash comment", "{\n# no\n\"a\":1}", 2, "no comments");
        row("single quotes", "{\n'a':1}", 2, "double quotation marks");
        row("bare key", "{\na:1}", 2, "unexpected a");
        row("text behind", "{\"a\":1}\n{}", 2, "follows the end");
        row("bracket behind", "{\"a\":1}\n}", 2, "follows the end");
        row("open string", "{\n\"a\":\"b\n}", 2, "closing quotation mark");
        row("open string at the end", "{\n\"a\":\"b", 2, "closing quotation mark");
        row("open key", "{\n\"a:1,\n\"b\":2}", 2, "closing quotation mark");
        row("control character", "{\n\"a\":\"\x01\"}", 2, "control character");
        row("tab in a string", "{\n\"a\":\"\t\"}", 2, "control character");
        row("unknown escape", "{\n\"a\":\"\\x\"}", 2, "escape");
        row("cut escape", "{\n\"a\":\"\\u12\"}", 2, "escape");
        row("unknown escape in a key", "{\n\"\\x\":1}", 2, "escape");
        row("lone surrogate", "{\n\"a\":\"\\ud800\"}", 2, "escape");
        row("cut true", "{\n\"a\":tru}", 2, "unexpected t");
        row("long true", "{\n\"a\":trueish}", 2, "unexpected t");
        row("cut null", "{\n\"a\":nul}", 2, "unexpected n");
        row("NaN", "{\n\"a\":NaN}", 2, "unexpected N");
        row("leading zero", "{\n\"a\":01}", 2, "number");
        row("no digits", "{\n\"a\":-}", 2, "number");
        row("plus", "{\n\"a\":+1}", 2, "unexpected +");
        row("point at the end", "{\n\"a\":1.}", 2, "number");
        row("point at the front", "{\n\"a\":.5}", 2, "unexpected .");
        row("empty exponent", "{\n\"a\":1e}", 2, "number");
        row("hexadecimal", "{\n\"a\":0x10}", 2, "number");
        row("letters behind", "{\n\"a\":1abc}", 2, "number");
        row("infinite", "{\n\"a\":1e999}", 2, "number");
    }

    void textIsRefusedAtItsLine()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const int, line);
        QFETCH(const QString, words);

        const JsonTree tree = JsonTree::parse(text);

        QVERIFY(!tree.root());
        const PolicyProblem &problem = tree.problems().constLast();
        QCOMPARE(problem.severity, PolicyProblem::Severity::Error);
        const QString all = problem.message + u' ' + problem.hint;
        QVERIFY2(all.contains(words), qPrintable(all));
        QCOMPARE(problem.line, line);
    }

    void carriageReturnsDoNotCountAsLines()
    {
        const JsonTree tree = JsonTree::parse("{\r\n\"a\":\r\n1}");

        QVERIFY(tree.root());
        QCOMPARE(tree.line(tree.root()->members[0].value.offset), 3);
    }

    void byteOrderMarkIsIgnoredWithAWord()
    {
        const JsonTree tree = JsonTree::parse("\xEF\xBB\xBF{\n\"a\":1}");

        QVERIFY(tree.root());
        QCOMPARE(tree.problems().size(), 1);
        QCOMPARE(tree.problems()[0].severity, PolicyProblem::Severity::Warning);
        QCOMPARE(tree.line(tree.root()->members[0].keyOffset), 2);
    }

    void everyDuplicateKeyIsReportedWhereItStands()
    {
        const JsonTree tree =
            JsonTree::parse("{\"a\":{\"b\":1,\n\"b\":[{\"c\":1,\n\"c\":2}],\n\"\\u0062\":3}}");

        QVERIFY(tree.root());
        QCOMPARE(tree.problems().size(), 3);
        QCOMPARE(tree.problems()[0].line, 2);
        QCOMPARE(tree.problems()[0].path, QStringLiteral("/a/b"));
        QCOMPARE(tree.problems()[1].line, 3);
        QCOMPARE(tree.problems()[1].path, QStringLiteral("/a/b/0/c"));
        QCOMPARE(tree.problems()[2].line, 4);
        QCOMPARE(tree.root()->member(u"a")->member(u"b")->number(), 1.0);
    }

    void pathsAreEscaped()
    {
        const JsonTree tree = JsonTree::parse("{\"a/b~\":{\"\":1,\"\":2}}");

        QCOMPARE(tree.problems()[0].path, QStringLiteral("/a~1b~0/"));
    }

    void nestingHasALimit_data()
    {
        QTest::addColumn<QByteArray>("open");
        QTest::addColumn<QByteArray>("inner");
        QTest::addColumn<QByteArray>("close");

        QTest::newRow("objects") << QByteArray("{\"a\":") << QByteArray("1") << QByteArray("}");
        QTest::newRow("lists") << QByteArray("[") << QByteArray("1") << QByteArray("]");
        QTest::newRow("never closed") << QByteArray("[") << QByteArray() << QByteArray();
    }

    void nestingHasALimit()
    {
        QFETCH(const QByteArray, open);
        QFETCH(const QByteArray, inner);
        QFETCH(const QByteArray, close);
        const auto nested = [&](int depth) -> QByteArray {
            return "{\"r\":" + open.repeated(depth) + inner + close.repeated(depth) + "}";
        };

        const JsonTree within = JsonTree::parse(nested(JsonTree::maximumDepth - 1));
        const JsonTree beyond = JsonTree::parse(nested(JsonTree::maximumDepth));
        const JsonTree farBeyond = JsonTree::parse(nested(1'000'000));

        QCOMPARE(within.root() != nullptr, !close.isEmpty());
        QVERIFY(!beyond.root());
        QVERIFY(beyond.problems()[0].message.contains(QLatin1String("nested")));
        QVERIFY(!farBeyond.root());
    }

    void sizeHasALimit()
    {
        const QByteArray frame = "{\"a\":\"\"}";
        const auto padded = [&](qsizetype size) {
            return QByteArray(frame).insert(6, QByteArray(size - frame.size(), 'x'));
        };

        QVERIFY(JsonTree::parse(padded(JsonTree::maximumBytes)).root());
        const JsonTree beyond = JsonTree::parse(padded(JsonTree::maximumBytes + 1));
        QVERIFY(!beyond.root());
        QVERIFY(beyond.problems()[0].message.contains(QLatin1String("16 MiB")));
    }

    void numberOfValuesHasALimit()
    {
        const QByteArray list = "[" + QByteArray("1,").repeated(JsonTree::maximumValues - 1) + "1]";

        const JsonTree beyond = JsonTree::parse("{\"a\":" + list + "}");

        QVERIFY(!beyond.root());
        QVERIFY(beyond.problems()[0].message.contains(QLatin1String("too many values")));
    }

    void wholeNumbersOfAnyLengthAreRead()
    {
        const JsonTree tree = JsonTree::parse("{\"a\":123456789012345678901234567890}");

        QVERIFY(tree.root());
        QCOMPARE(tree.root()->member(u"a")->text, QStringLiteral("123456789012345678901234567890"));
    }

    void keysInTheTextAreNotShown()
    {
        const QByteArray key = "sk-abcdefghijklmnop";

        const JsonTree tree =
            JsonTree::parse("{\"" + key + "\":{\"a\":1,\"a\":2},\"" + key + "\":1}");

        QCOMPARE(tree.problems().size(), 2);
        for (const PolicyProblem &problem : tree.problems()) {
            QVERIFY(!problem.path.contains(QLatin1String("abcdef")));
            QVERIFY(!problem.message.contains(QLatin1String("abcdef")));
        }
    }
};

QTEST_GUILESS_MAIN(JsonTreeTest)
#include "tst_JsonTree.moc"
