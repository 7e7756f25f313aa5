// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/Policy.h"
#include "models/policy/SchemaValidator.h"
#include "models/traffic/ErrorClass.h"

#include <QFile>
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

QStringList namesIn(const SchemaNode &node)
{
    QStringList names;
    for (const SchemaNode::Allowed &allowed : node.allowed)
        names.append(allowed.text);
    return names;
}

/// Calls \a visit for every object below \a value that is a schema of the policy's schema.
template<typename Visit>
void forEachSchema(const JsonValue &value, const QString &path, Visit visit)
{
    visit(value, path);
    for (const QString &keyword : {QStringLiteral("$defs"), QStringLiteral("properties")}) {
        if (const JsonValue *schemas = value.member(keyword)) {
            for (const JsonMember &member : schemas->members)
                forEachSchema(member.value, path + u'/' + keyword + u'/' + member.key, visit);
        }
    }
    for (const QString &keyword : {QStringLiteral("items"), QStringLiteral("propertyNames"),
                                   QStringLiteral("additionalProperties")}) {
        const JsonValue *schema = value.member(keyword);
        if (schema && schema->kind == JsonValue::Kind::Object)
            forEachSchema(*schema, path + u'/' + keyword, visit);
    }
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

    void policySchemaKnowsEveryDialect()
    {
        const JsonSchema &schema = JsonSchema::ofPolicy();
        const SchemaNode &providers =
            schema.resolved(schema.root().properties.value(QStringLiteral("providers")));
        const SchemaNode &provider = schema.resolved(*providers.items);

        const QStringList names =
            namesIn(schema.resolved(provider.properties.value(QStringLiteral("dialect"))));

        QCOMPARE(names.size(), static_cast<int>(ProviderDialect::Simulated) + 1);
        for (const QString &name : names)
            QVERIFY2(providerDialectFromName(name), qPrintable(name));
    }

    void policySchemaKnowsEveryFailureThatLeadsOn()
    {
        const JsonValue schema = policySchema();

        const JsonValue *names = schema.member(u"$defs")->member(u"errorClass")->member(u"enum");

        std::vector<QString> expected;
        for (int i = 0; i < signalbox::models::errorClassCount; ++i) {
            const auto errorClass = static_cast<ErrorClass>(i);
            if (errorClass != ErrorClass::None && errorClass != ErrorClass::Cancelled)
                expected.push_back(QString::fromStdString(std::string(errorClassName(errorClass))));
        }
        std::vector<QString> found;
        for (const JsonValue &name : names->items)
            found.push_back(name.text);
        QVERIFY(found == expected);
    }

    void policySchemaExplainsEverything()
    {
        forEachSchema(policySchema(), QString(), [](const JsonValue &schema, const QString &path) {
            // A bare reference is explained where it leads.
            if (schema.members.size() == 1 && schema.member(u"$ref"))
                return;
            QVERIFY2(schema.member(u"title"), qPrintable(path));
            QVERIFY2(schema.member(u"description"), qPrintable(path));
        });
    }

    void everyIntegerOfThePolicySchemaHasItsRange()
    {
        // The reader casts to the type of the setting; the schema keeps it within.
        forEachSchema(policySchema(), QString(), [](const JsonValue &schema, const QString &path) {
            const JsonValue *type = schema.member(u"type");
            if (!type || type->text != QLatin1String("integer"))
                return;
            QVERIFY2(schema.member(u"minimum") && schema.member(u"maximum"), qPrintable(path));
        });
    }

    void everyObjectOfThePolicySchemaIsClosed()
    {
        forEachSchema(policySchema(), QString(), [](const JsonValue &schema, const QString &path) {
            const JsonValue *type = schema.member(u"type");
            if (!type || type->text != QLatin1String("object") || schema.member(u"oneOf"))
                return;
            QVERIFY2(schema.member(u"additionalProperties"), qPrintable(path));
        });
    }

private:
    static JsonValue policySchema()
    {
        JsonSchema::ofPolicy(); // registers the resource
        QFile file(QStringLiteral(":/schema/signalbox-1.schema.json"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("The schema is missing.");
        return *JsonTree::parse(file.readAll()).root();
    }
};

QTEST_GUILESS_MAIN(SchemaValidatorTest)
#include "tst_SchemaValidator.moc"
