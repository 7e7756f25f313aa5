// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/SchemaValidator.h"

#include <QTest>

#include <algorithm>

using namespace signalbox::models;

namespace {

JsonSchema schemaOf(const QByteArray &text)
{
    auto schema = JsonSchema::read(text);
    if (!schema)
        qFatal("The schema of the test is broken: %s", qPrintable(schema.error()));
    return schema.takeValue();
}

/// The schema of an object whose key `v` has the schema \a text.
JsonSchema schemaOfValue(const QByteArray &text)
{
    return schemaOf("{\"properties\":{\"v\":" + text + "}}");
}

} // namespace

class SchemaValidatorTest final : public QObject
{
    Q_OBJECT

private slots:
    void valueIsJudged_data()
    {
        QTest::addColumn<QByteArray>("schema");
        QTest::addColumn<QByteArray>("good");
        QTest::addColumn<QByteArray>("bad");

        const auto row = [](const char *name, const char *schema, const char *good,
                            const char *bad) {
            QTest::newRow(name) << QByteArray(schema) << QByteArray(good) << QByteArray(bad);
        };
        row("boolean", R"({"type":"boolean"})", "true|false", R"(0|"true"|null)");
        row("integer", R"({"type":"integer"})", "1|-1|1.0|1e3|0", R"(1.5|"1"|true|1e-1)");
        row("number", R"({"type":"number"})", "1|-1.5|1e9", R"("1"|null|[])");
        row("string", R"({"type":"string"})", R"(""|"a")", "1|{}|null");
        row("array", R"({"type":"array"})", "[]|[1]", R"({}|"[]")");
        row("object", R"({"type":"object"})", R"({}|{"a":1})", "[]|null");
        row("const text", R"({"const":"a"})", R"("a")", R"("b"|1|null)");
        row("const number", R"({"const":1})", "1|1.0|10e-1", R"(2|"1"|true)");
        row("enum", R"({"enum":["a","b"]})", R"("a"|"b")", R"("c"|""|1)");
        row("pattern", R"({"pattern":"^[a-z]+$"})", R"("abc"|1)", R"("a1"|""|"a\n")");
        row("pattern inside", R"({"pattern":"b"})", R"("abc")", R"("ac")");
        row("minimum", R"({"minimum":1})", R"(1|1.5|"0")", "0|0.99|-5");
        row("maximum", R"({"maximum":1})", "1|-7", "2|1.01|1e300");
        row("minLength", R"({"minLength":1})", R"("a"|1)", R"("")");
        row("maxLength", R"({"maxLength":2})", R"("ab"|"")", R"("abc")");
        row("minItems", R"({"minItems":1})", R"([1]|{})", "[]");
        row("maxItems", R"({"maxItems":1})", "[1]|[]", "[1,2]");
        row("uniqueItems", R"({"uniqueItems":true})", R"(["a","b"])", R"(["a","b","a"])");
        row("items", R"({"items":{"type":"string"}})", R"([]|["a"])", R"([1]|["a",null])");
        row("required", R"({"required":["a"]})", R"({"a":1}|{"a":null}|1)", R"({}|{"b":1})");
        row("closed", R"({"properties":{"a":{}},"additionalProperties":false})", R"({"a":1}|{})",
            R"({"b":1}|{"a":1,"A":1})");
        row("additionalProperties", R"({"additionalProperties":{"type":"string"}})",
            R"({"x":"y"}|{})", R"({"x":1})");
        row("propertyNames", R"({"propertyNames":{"pattern":"^x"}})", R"({"x1":1}|{})",
            R"({"y":1})");
        row("if else", R"({"if":{"properties":{"k":{"const":"a"}}},"else":{"required":["b"]}})",
            R"({"k":"a"}|{"k":"z","b":1}|{})", R"({"k":"z"})");
        row("if then",
            R"({"if":{"properties":{"k":{"const":"a"}},"required":["k"]},)"
            R"("then":{"required":["b"]}})",
            R"({"k":"a","b":1}|{"k":"z"}|{})", R"({"k":"a"})");
        row("null", R"({"type":"null"})", "null", "0|false|{}");
        row("types", R"({"type":["boolean","integer"]})", "true|1|2.0", R"(1.5|"1"|null|[])");
        row("multipleOf", R"({"multipleOf":0.001})", "33.333|0|100|0.001|-2.5|66.667",
            "33.3333|0.0001|99.99999");
        row("multipleOf, small", R"({"multipleOf":0.000001})", "1.234567|1000000|0.1",
            "1.2345678|0.0000001");
        row("format", R"({"format":"date"})", R"("2026-12-31"|"2024-02-29"|1)",
            R"("2026-02-29"|""|"2026-1-05"|"20260105"|"2026-01-05T00:00:00"|"soon"|" 2026-01-05")");
        row("uniqueItems of objects", R"({"uniqueItems":true})", R"([{"a":1},{"a":2},["a"]])",
            R"([{"a":1},{"a":1}])");
        row("propertyNames by enum", R"({"propertyNames":{"enum":["a","b"]}})", R"({"a":1}|{})",
            R"({"c":1})");
        row("allOf", R"({"allOf":[{"minimum":1},{"maximum":2}]})", "1|2", "0|3");
        row("oneOf by type",
            R"({"oneOf":[{"type":"null"},{"type":["string","number"],"maxLength":1},)"
            R"({"type":"array","maxItems":1},{"type":"object","required":["a"]}]})",
            R"(null|"a"|1|[1]|{"a":1})", R"(true|"ab"|[1,2]|{})");
        row("oneOf by key",
            R"({"oneOf":[{"required":["a"],"properties":{"a":{"type":"string"}}},)"
            R"({"required":["b"],"additionalProperties":false,"properties":{"b":{}}}]})",
            R"({"a":"x"}|{"b":1})", R"({"a":1}|{"b":1,"c":2}|{}|{"a":"x","b":1}|{"c":1})");
        row("oneOf",
            R"({"oneOf":[{"properties":{"k":{"const":"a"},"n":{"type":"number"}}},)"
            R"({"properties":{"k":{"const":"b"},"n":{"type":"string"}}}]})",
            R"({"k":"a","n":1}|{"k":"b","n":"x"})",
            R"({"k":"a","n":"x"}|{"k":"b","n":1}|{"k":"c"}|{"n":1}|{"k":7})");
    }

    void valueIsJudged()
    {
        QFETCH(const QByteArray, schema);
        QFETCH(const QByteArray, good);
        QFETCH(const QByteArray, bad);
        const JsonSchema compiled = schemaOfValue(schema);
        const auto problems = [&compiled](const QByteArray &value) {
            const JsonTree tree = JsonTree::parse("{\"v\":" + value + "}");
            if (!tree.root())
                qFatal("The row is not JSON: %s", value.constData());
            return validate(tree, compiled);
        };

        for (const QByteArray &value : good.split('|'))
            QVERIFY2(problems(value).isEmpty(), value.constData());
        for (const QByteArray &value : bad.split('|')) {
            QVERIFY2(!problems(value).isEmpty(), value.constData());
            QVERIFY(problems(value)[0].path.startsWith(QLatin1String("/v")));
        }
    }

    void referencesAreFollowed()
    {
        const JsonSchema schema = schemaOf(
            R"({"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"type":"string"},)"
            R"("tree":{"properties":{"next":{"$ref":"#/$defs/tree"}},)"
            R"("additionalProperties":false}},)"
            "\"properties\":{\"x\":{\"$ref\":\"#/$defs/a\"},\"t\":{\"$ref\":\"#/$defs/tree\"}}}");

        const auto problems =
            validate(JsonTree::parse(R"({"x":1,"t":{"next":{"next":{"nxt":1}}}})"), schema);

        QCOMPARE(problems.size(), 2);
        QCOMPARE(problems[0].path, QStringLiteral("/x"));
        QCOMPARE(problems[1].path, QStringLiteral("/t/next/next/nxt"));
        QCOMPARE(problems[1].hint, QStringLiteral("Did you mean \"next\"?"));
    }

    void messageIsAboutTheBranchThatWasMeant_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("hint");

        const auto row = [](const char *value, const char *message, const char *hint) {
            QTest::newRow(value) << QByteArray(value) << QString::fromLatin1(message)
                                 << QString::fromLatin1(hint);
        };
        row(R"({"kind":"pool","tagret":1})", "Unknown key \"tagret\" in a pool node.",
            "Did you mean \"target\"?");
        row(R"({"kind":"answer"})", "\"text\" is missing in an answer node.", "");
        row(R"({"kind":"pol"})", "\"pol\" is not a known value.", "Did you mean \"pool\"?");
        row(R"({"kind":1})", "Expected a string, found a number.",
            "Known here: \"pool\", \"answer\".");
        row(R"({})", "\"kind\" is missing.", "Known here: \"pool\", \"answer\".");
        row("[]", "Expected an object, a string or null, found an array.", "What it is.");
        row("true", "Expected an object, a string or null, found true or false.", "What it is.");
    }

    void messageIsAboutTheBranchThatWasMeant()
    {
        QFETCH(const QByteArray, value);
        QFETCH(const QString, message);
        QFETCH(const QString, hint);
        const JsonSchema schema = schemaOfValue(
            R"({"description":"What it is.","oneOf":[{"title":"Pool node","type":"object",)"
            R"("properties":{"kind":{"const":"pool"},"target":{}},"additionalProperties":false},)"
            R"({"title":"Answer node","type":"object","required":["text"],)"
            R"("properties":{"kind":{"const":"answer"},"text":{}}},)"
            R"({"type":"string"},{"type":"null"}]})");

        const auto problems = validate(JsonTree::parse("{\"v\":" + value + "}"), schema);

        QCOMPARE(problems.size(), 1);
        QCOMPARE(problems[0].message, message);
        QCOMPARE(problems[0].hint, hint);
    }

    void nestingHasItsOwnLimit()
    {
        const JsonSchema schema =
            schemaOf(R"({"$defs":{"tree":{"title":"Tree","x-maxNesting":3,"properties":)"
                     R"({"next":{"$ref":"#/$defs/tree"},"other":{"$ref":"#/$defs/tree"}}}},)"
                     "\"properties\":{\"t\":{\"$ref\":\"#/$defs/tree\"}}}");

        const auto within =
            validate(JsonTree::parse(R"({"t":{"next":{"next":{}},"other":{"next":{}}}})"), schema);
        const auto beyond =
            validate(JsonTree::parse(R"({"t":{"next":{"next":{"next":{"next":1}}}}})"), schema);

        QVERIFY(within.isEmpty());
        QCOMPARE(beyond.size(), 1);
        QCOMPARE(beyond[0].path, QStringLiteral("/t/next/next/next"));
        QCOMPARE(beyond[0].message,
                 QStringLiteral("Here a tree is nested more than 3 levels deep."));
    }

    void everyProblemIsReportedInTheOrderOfTheText()
    {
        const JsonSchema schema =
            schemaOf(R"({"required":["z"],"properties":{"a":{"type":"string"},"b":{"minimum":1}},)"
                     R"("additionalProperties":false})");

        const auto problems = validate(JsonTree::parse("{\n\"b\":0,\n\"c\":1,\n\"a\":2}"), schema);

        QStringList places;
        for (const PolicyProblem &problem : problems)
            places.append(QString::number(problem.line) + problem.path);
        QCOMPARE(places,
                 (QStringList{QStringLiteral("1"), QStringLiteral("2/b"), QStringLiteral("3/c"),
                              QStringLiteral("4/a")}));
    }

    void schemaThatPromisesMoreIsRefused_data()
    {
        QTest::addColumn<QByteArray>("schema");

        for (const char *schema :
             {"[]", R"({"format":"uri"})", R"({"not":{}})", R"({"type":"tree"})",
              "{\"pattern\":\"(\"}", R"({"$ref":"#/$defs/none"})", R"({"$ref":"other.json"})",
              R"({"items":true})", R"({"properties":{"a":1}})",
              R"({"oneOf":[{"type":"integer"},{"type":"number"}]})",
              R"({"oneOf":[{"type":"string"},{"minimum":1}]})",
              R"({"oneOf":[{"required":["a"]},{"required":["a"]}]})",
              R"({"minimum":1,"minimum":2})"})
            QTest::newRow(schema) << QByteArray(schema);
    }

    void schemaThatPromisesMoreIsRefused()
    {
        QFETCH(const QByteArray, schema);

        const auto result = JsonSchema::read(schema);

        QVERIFY(!result);
        QVERIFY(!result.error().isEmpty());
    }
};

QTEST_GUILESS_MAIN(SchemaValidatorTest)
#include "tst_SchemaValidator.moc"
