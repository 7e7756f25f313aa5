// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyNames.h"
#include "models/policy/SchemaValidator.h"
#include "models/traffic/ErrorClass.h"

#include <QFile>
#include <QTest>

using namespace signalbox::models;

namespace {

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

/// The schema of a policy says what the model knows.
class PolicySchemaTest final : public QObject
{
    Q_OBJECT

private slots:
    void knowsEveryDialect()
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

    void knowsEveryFailureThatLeadsOn()
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

    void knowsTheNamesOfTheModel_data()
    {
        QTest::addColumn<QString>("place");
        QTest::addColumn<QStringList>("names");

        const auto row = [](const char *place, const auto &names) {
            QStringList texts;
            for (const auto &one : names)
                texts.append(one.second);
            QTest::newRow(place) << QString::fromLatin1(place) << texts;
        };
        row("poolNode/strategy", strategyNames);
        row("poolNode/on_none", onNoneNames);
        row("poolLimit/measure", measureNames);
        row("condition/op", comparisonNames);
        row("tableNode/hit", tableHitNames);
        row("rateLimitNode/per", unitNames);
        row("budget/period", budgetPeriodNames);
        row("budget/reserve", budgetReserveNames);
        row("capture/bodies", captureBodiesNames);
        QTest::newRow("task types") << QStringLiteral("target/expected_accuracy")
                                    << taskTypeNames() + QStringList{QStringLiteral("all")};
    }

    void knowsTheNamesOfTheModel()
    {
        QFETCH(const QString, place);
        QFETCH(const QStringList, names);
        const JsonValue schema = policySchema();
        const JsonValue *definitions = schema.member(u"$defs");
        const QStringList steps = place.split(u'/');

        const JsonValue *found =
            definitions->member(steps[0])->member(u"properties")->member(steps[1]);
        if (const JsonValue *keys = found->member(u"propertyNames"))
            found = keys;
        if (const JsonValue *reference = found->member(u"$ref"))
            found = definitions->member(reference->text.section(u'/', -1));

        QStringList texts;
        for (const JsonValue &name : found->member(u"enum")->items)
            texts.append(name.text);
        QCOMPARE(texts, names);
    }

    void knowsEveryKindOfNode()
    {
        const JsonSchema &schema = JsonSchema::ofPolicy();
        const SchemaNode &routes =
            schema.resolved(schema.root().properties.value(QStringLiteral("routes")));
        const SchemaNode &graph = schema.resolved(
            schema.resolved(*routes.items).properties.value(QStringLiteral("graph")));
        const SchemaNode &nodes = schema.resolved(graph.properties.value(QStringLiteral("nodes")));

        const SchemaNode &node = schema.resolved(*nodes.additionalProperties);

        QStringList expected;
        for (const auto &[kind, name] : routeNodeKindNames)
            expected.append(name);
        QCOMPARE(node.choice.key, QStringLiteral("kind"));
        QCOMPARE(node.choice.names, expected);
    }

    void nestsConditionsAsTheModelDoes()
    {
        const JsonValue schema = policySchema();

        const JsonValue *nesting =
            schema.member(u"$defs")->member(u"predicate")->member(u"x-maxNesting");

        QCOMPARE(static_cast<int>(nesting->number()), Predicate::maximumDepth);
    }

    void explainsEverything()
    {
        forEachSchema(policySchema(), QString(), [](const JsonValue &schema, const QString &path) {
            // A bare reference is explained where it leads.
            if (schema.members.size() == 1 && schema.member(u"$ref"))
                return;
            QVERIFY2(schema.member(u"title"), qPrintable(path));
            QVERIFY2(schema.member(u"description"), qPrintable(path));
        });
    }

    void everyIntegerHasItsRange()
    {
        // The reader casts to the type of the setting; the schema keeps it within.
        forEachSchema(policySchema(), QString(), [](const JsonValue &schema, const QString &path) {
            const JsonValue *type = schema.member(u"type");
            if (!type || type->text != QLatin1String("integer"))
                return;
            QVERIFY2(schema.member(u"minimum") && schema.member(u"maximum"), qPrintable(path));
        });
    }

    void everyObjectIsClosed()
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

QTEST_GUILESS_MAIN(PolicySchemaTest)
#include "tst_PolicySchema.moc"
