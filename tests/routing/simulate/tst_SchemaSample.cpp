// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulate/SchemaSample.h"

#include <QTest>

using namespace signalbox::routing::simulate;
using signalbox::routing::Json;

class SchemaSampleTest final : public QObject
{
    Q_OBJECT

private slots:
    void sampleFollowsTheSchema_data()
    {
        QTest::addColumn<QByteArray>("schema");
        QTest::addColumn<QByteArray>("sample");
        const auto row = [](const char *name, const char *schema, const char *sample) {
            QTest::newRow(name) << QByteArray(schema) << QByteArray(sample);
        };
        // No raw strings where there is a '#': the moc of Qt 6.4 takes it for a directive.
        row("string", R"({"type":"string"})", R"("simulated")");
        row("format", R"({"type":"string","format":"email"})", R"("simulated@example.org")");
        row("enum", R"({"type":"string","enum":["b","a"]})", R"("b")");
        row("const", R"({"const":{"x":[1]}})", R"({"x":[1]})");
        row("default", R"({"type":"integer","default":9})", "9");
        row("integer", R"({"type":"integer","minimum":3,"maximum":5})", "3");
        row("below zero", R"({"type":"integer","maximum":-2})", "-2");
        row("above", R"({"type":"integer","exclusiveMinimum":4})", "5");
        row("boolean", R"({"type":"boolean"})", "true");
        row("nullable", R"({"type":["null","string"]})", R"("simulated")");
        row("upper case", R"({"type":"ARRAY","items":{"type":"BOOLEAN"}})", "[true]");
        row("item counts", R"({"type":"array","minItems":2,"items":{"type":"null"}})",
            "[null,null]");
        row("at most none", R"({"type":"array","maxItems":0,"items":{"type":"null"}})", "[]");
        row("hostile count", R"({"type":"array","minItems":1e9,"items":{"type":"null"}})",
            "[null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null]");
        row("any of", R"({"anyOf":[{"type":"integer"},{"type":"string"}]})", "1");
        row("reference",
            R"({"$defs":{"n":{"type":"integer"}},"type":"object","properties":{"a":{)"
            "\"$ref\":\"#/$defs/n\"}}}",
            R"({"a":1})");
        row("broken reference", "{\"$ref\":\"#/nowhere\"}", "null");
        row("bad pointer", R"({"$ref":"elsewhere.json"})", "null");
        row("endless reference", "{\"$ref\":\"#\"}", "null");
        row("escaped name", "{\"properties\":{\"a\\\"b\":null}}", "{\"a\\\"b\":{}}");
        row("no object", "7", "{}");
        row("empty", "{}", "{}");
    }

    void sampleFollowsTheSchema()
    {
        QFETCH(QByteArray, schema);
        QFETCH(QByteArray, sample);
        simdjson::dom::parser parser;
        Json root;
        QCOMPARE(
            parser.parse(schema.constData(), static_cast<std::size_t>(schema.size())).get(root),
            simdjson::SUCCESS);

        QCOMPARE(QByteArray::fromStdString(sampleOf(root)), sample);
    }

    void recursionEnds_data()
    {
        QTest::addColumn<QByteArray>("schema");
        QTest::newRow("a tree") << QByteArray("{\"type\":\"object\",\"properties\":{\"children\":{"
                                              "\"type\":\"array\",\"items\":{\"$ref\":\"#\"}}}}");
        QTest::newRow("a list, required")
            << QByteArray("{\"type\":\"object\",\"properties\":{\"next\":{\"$ref\":\"#\"}},"
                          "\"required\":[\"next\"]}");
    }

    void recursionEnds()
    {
        QFETCH(QByteArray, schema);
        simdjson::dom::parser parser;
        Json root;
        QCOMPARE(
            parser.parse(schema.constData(), static_cast<std::size_t>(schema.size())).get(root),
            simdjson::SUCCESS);

        const std::string sample = sampleOf(root);

        simdjson::dom::parser second;
        QCOMPARE(second.parse(sample).error(), simdjson::SUCCESS);
        QVERIFY(sample.size() < 1000);
    }

    void argumentsAreAlwaysAnObject()
    {
        simdjson::dom::parser parser;
        Json root;
        QCOMPARE(parser.parse(std::string(R"({"type":"string"})")).get(root), simdjson::SUCCESS);

        QCOMPARE(sampleObject(root), std::string("{}"));
        QCOMPARE(sampleObject(std::nullopt), std::string("{}"));
    }
};

QTEST_GUILESS_MAIN(SchemaSampleTest)
#include "tst_SchemaSample.moc"
