// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/json/SchemaMatch.h"

#include <QTest>

#include <string>

using signalbox::routing::Json;
using signalbox::routing::SchemaMatch;

Q_DECLARE_METATYPE(signalbox::routing::SchemaMatch)

namespace {

SchemaMatch matched(const QByteArray &value, const QByteArray &schema)
{
    simdjson::dom::parser first;
    simdjson::dom::parser second;
    Json left;
    Json right;
    if (first.parse(value.toStdString()).get(left) != simdjson::SUCCESS
        || second.parse(schema.toStdString()).get(right) != simdjson::SUCCESS)
        return SchemaMatch::Unknown;
    return signalbox::routing::matchSchema(left, right);
}

} // namespace

class SchemaMatchTest final : public QObject
{
    Q_OBJECT

private slots:
    void valuesAreHeldAgainstTheSchema_data()
    {
        QTest::addColumn<QByteArray>("schema");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<SchemaMatch>("match");
        const auto row = [](const char *title, const char *schema, const char *value,
                            SchemaMatch match) {
            QTest::newRow(title) << QByteArray(schema) << QByteArray(value) << match;
        };
        constexpr auto yes = SchemaMatch::Matches;
        constexpr auto no = SchemaMatch::Differs;
        const char *point = "{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"integer\"}},"
                            "\"required\":[\"x\"],\"additionalProperties\":false}";
        row("object", point, "{\"x\":1}", yes);
        row("whole real", point, "{\"x\":1.0}", yes);
        row("missing", point, "{}", no);
        row("wrong type", point, "{\"x\":\"1\"}", no);
        row("fraction", point, "{\"x\":1.5}", no);
        row("one too many", point, "{\"x\":1,\"y\":2}", no);
        row("no object", point, "[1]", no);
        row("empty schema", "{}", "[1]", yes);
        row("true", "true", "1", yes);
        row("false", "false", "1", no);
        row("several types", "{\"type\":[\"string\",\"null\"]}", "null", yes);
        row("none of the types", "{\"type\":[\"string\",\"null\"]}", "1", no);
        row("Gemini's capitals", "{\"type\":\"STRING\"}", "\"a\"", yes);
        row("Gemini's capitals differ", "{\"type\":\"STRING\"}", "1", no);
        row("nullable", "{\"type\":\"string\",\"nullable\":true}", "null", yes);
        row("enum", "{\"enum\":[\"a\",1]}", "1", yes);
        row("not in enum", "{\"enum\":[\"a\",1]}", "\"b\"", no);
        row("const", "{\"const\":\"a\"}", "\"b\"", no);
        row("items", "{\"type\":\"array\",\"items\":{\"type\":\"number\"}}", "[1,2.5]", yes);
        row("wrong item", "{\"type\":\"array\",\"items\":{\"type\":\"number\"}}", "[1,\"2\"]", no);
        row("any of", "{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}", "null", yes);
        row("none of", "{\"oneOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}", "1", no);
        row("all of", "{\"allOf\":[{\"type\":\"object\"},{\"required\":[\"a\"]}]}", "{}", no);
        row("reference",
            "{\"$ref\":\"#/$defs/n\",\"$defs\":{\"n\":{\"type\":\"object\",\"properties\":{\"n\":{"
            "\"$ref\":\"#/$defs/n\"}},\"required\":[\"v\"]}}}",
            "{\"v\":1,\"n\":{\"v\":2}}", yes);
        row("reference differs",
            "{\"$ref\":\"#/$defs/n\",\"$defs\":{\"n\":{\"type\":\"object\",\"properties\":{\"n\":{"
            "\"$ref\":\"#/$defs/n\"}},\"required\":[\"v\"]}}}",
            "{\"v\":1,\"n\":{}}", no);
        row("reference to nowhere", "{\"$ref\":\"#/$defs/x\"}", "1", SchemaMatch::Unknown);
        row("reference to itself", "{\"$ref\":\"#\"}", "1", SchemaMatch::Unknown);
        row("choices without end", "{\"allOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}", "1",
            SchemaMatch::Unknown);
        row("other keywords pass", "{\"pattern\":\"^a\",\"format\":\"date\"}", "\"b\"", yes);
    }

    void valuesAreHeldAgainstTheSchema()
    {
        QFETCH(QByteArray, schema);
        QFETCH(QByteArray, value);
        QFETCH(SchemaMatch, match);
        QCOMPARE(matched(value, schema), match);
    }
};

QTEST_GUILESS_MAIN(SchemaMatchTest)
#include "tst_SchemaMatch.moc"
