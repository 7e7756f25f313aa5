// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/JsonSchema.h"

#include "models/policy/SchemaChoice.h"
#include "models/policy/SchemaWords.h"

#include <QFile>
#include <QHash>

#include <functional>
#include <utility>

// The macro must stand outside of every namespace.
static void registerSchemaResource()
{
    Q_INIT_RESOURCE(schema);
}

namespace signalbox::models {

namespace {

/// JSON Schema takes patterns as ECMAScript writes them, where $ is the very end; PCRE lets a line
/// break follow.
QRegularExpression expression(QString pattern)
{
    if (pattern.endsWith(u'$') && !pattern.endsWith(QLatin1String("\\$")))
        pattern = pattern.chopped(1) + QStringLiteral("\\z");
    return QRegularExpression(pattern);
}

} // namespace

/// Turns the tree of a schema into nodes. The first fault ends the reading.
class JsonSchemaReader
{
public:
    explicit JsonSchemaReader(JsonSchema &schema)
        : m_nodes(schema.m_nodes)
    {}

    QString read(const JsonValue &root)
    {
        m_nodes.emplace_back(); // the root is node 0
        if (const JsonValue *definitions = root.member(u"$defs")) {
            for (const JsonMember &definition : definitions->members) {
                m_definitions.insert(definition.key, m_nodes.size());
                m_nodes.emplace_back();
            }
            for (const JsonMember &definition : definitions->members)
                fill(m_definitions.value(definition.key), definition.value);
        }
        fill(0, root);
        for (SchemaNode &node : m_nodes)
            findBranches(node);
        return m_fault;
    }

private:
    using Index = SchemaNode::Index;
    using Setter = std::function<void(JsonSchemaReader &, SchemaNode &, const JsonValue &)>;

    Index add(const JsonValue &value)
    {
        const Index index = m_nodes.size();
        m_nodes.emplace_back();
        fill(index, value);
        return index;
    }

    void fill(Index index, const JsonValue &value)
    {
        if (value.kind != JsonValue::Kind::Object)
            return fail(QStringLiteral("a schema is not an object"));
        // Filled aside: reading a part adds nodes, which moves them all.
        SchemaNode node;
        for (const JsonMember &keyword : value.members) {
            const auto setter = setters().constFind(keyword.key);
            if (setter == setters().constEnd())
                return fail(QStringLiteral("unknown keyword ") + keyword.key);
            if (*setter)
                (*setter)(*this, node, keyword.value);
        }
        m_nodes[index] = std::move(node);
    }

    static void constrain(SchemaNode &node, const JsonValue &value)
    {
        node.allowed.push_back({value.kind, value.text});
    }

    static void setType(JsonSchemaReader &reader, SchemaNode &node, const JsonValue &value)
    {
        const auto add = [&reader, &node](const QString &name) {
            const auto type = schemaTypeFromName(name);
            if (!type)
                return reader.fail(QStringLiteral("unknown type ") + name);
            node.types.push_back(*type);
        };
        if (value.kind != JsonValue::Kind::Array)
            return add(value.text);
        for (const JsonValue &item : value.items)
            add(item.text);
    }

    static void setFormat(JsonSchemaReader &reader, SchemaNode &node, const JsonValue &value)
    {
        if (value.text != QLatin1String("date"))
            return reader.fail(QStringLiteral("unknown format ") + value.text);
        node.isDate = true;
    }

    static void setNames(JsonSchemaReader &reader, SchemaNode &node, const JsonValue &value)
    {
        using Declared = SchemaNode::Declared;
        static const QHash<QString, Declared> known{
            {QStringLiteral("providers"), Declared::Providers},
            {QStringLiteral("targets"), Declared::Targets},
            {QStringLiteral("routes"), Declared::Routes},
            {QStringLiteral("models"), Declared::Models},
            {QStringLiteral("budgets"), Declared::Budgets},
            {QStringLiteral("nodes"), Declared::NodesOfGraph},
        };
        node.names = known.value(value.text);
        if (node.names == Declared::Nothing)
            reader.fail(QStringLiteral("unknown names ") + value.text);
    }

    static void setPattern(JsonSchemaReader &reader, SchemaNode &node, const JsonValue &value)
    {
        node.pattern = expression(value.text);
        if (!node.pattern->isValid())
            reader.fail(QStringLiteral("bad pattern ") + value.text);
        node.pattern->optimize();
    }

    static void setReference(JsonSchemaReader &reader, SchemaNode &node, const JsonValue &value)
    {
        const QString prefix = QStringLiteral("#/$defs/");
        const QString name = value.text.mid(prefix.size());
        if (!value.text.startsWith(prefix) || !reader.m_definitions.contains(name))
            return reader.fail(QStringLiteral("unknown reference ") + value.text);
        node.reference = reader.m_definitions.value(name);
    }

    static void setProperties(JsonSchemaReader &reader, SchemaNode &node, const JsonValue &value)
    {
        for (const JsonMember &property : value.members) {
            node.properties.insert(property.key, reader.add(property.value));
            node.propertyNames.append(property.key);
        }
    }

    static void setAdditional(JsonSchemaReader &reader, SchemaNode &node, const JsonValue &value)
    {
        if (value.kind == JsonValue::Kind::Boolean)
            node.isClosed = !value.boolean;
        else
            node.additionalProperties = reader.add(value);
    }

    /// A setter that reads a schema into \a member.
    static Setter part(std::optional<Index> SchemaNode::*member)
    {
        return [member](JsonSchemaReader &reader, SchemaNode &node, const JsonValue &value) {
            node.*member = reader.add(value);
        };
    }

    /// A setter that reads a list of schemas into \a member.
    static Setter parts(std::vector<Index> SchemaNode::*member)
    {
        return [member](JsonSchemaReader &reader, SchemaNode &node, const JsonValue &value) {
            for (const JsonValue &item : value.items)
                (node.*member).push_back(reader.add(item));
        };
    }

    static Setter text(QString SchemaNode::*member)
    {
        return [member](JsonSchemaReader &, SchemaNode &node, const JsonValue &value) {
            node.*member = value.text;
        };
    }

    /// A setter that reads a number into \a member.
    template<typename Number>
    static Setter number(std::optional<Number> SchemaNode::*member)
    {
        return [member](JsonSchemaReader &, SchemaNode &node, const JsonValue &value) {
            node.*member = static_cast<Number>(value.number());
        };
    }

    /// Every keyword that is understood; those without a setter only annotate.
    static const QHash<QString, Setter> &setters()
    {
        using Node = SchemaNode;
        using Value = JsonValue;
        using Reader = JsonSchemaReader;
        static const QHash<QString, Setter> table{
            {QStringLiteral("$schema"), {}},
            {QStringLiteral("$id"), {}},
            {QStringLiteral("$defs"), {}},
            {QStringLiteral("default"), {}},
            {QStringLiteral("examples"), {}},
            {QStringLiteral("title"), text(&Node::title)},
            {QStringLiteral("description"), text(&Node::description)},
            {QStringLiteral("type"), &Reader::setType},
            {QStringLiteral("const"),
             [](Reader &, Node &node, const Value &value) { constrain(node, value); }},
            {QStringLiteral("enum"),
             [](Reader &, Node &node, const Value &value) {
                 for (const Value &item : value.items)
                     constrain(node, item);
             }},
            {QStringLiteral("pattern"), &Reader::setPattern},
            {QStringLiteral("format"), &Reader::setFormat},
            {QStringLiteral("minimum"), number(&Node::minimum)},
            {QStringLiteral("maximum"), number(&Node::maximum)},
            {QStringLiteral("multipleOf"), number(&Node::multipleOf)},
            {QStringLiteral("minLength"), number(&Node::minLength)},
            {QStringLiteral("maxLength"), number(&Node::maxLength)},
            {QStringLiteral("minItems"), number(&Node::minItems)},
            {QStringLiteral("maxItems"), number(&Node::maxItems)},
            {QStringLiteral("uniqueItems"),
             [](Reader &, Node &node, const Value &value) { node.uniqueItems = value.boolean; }},
            {QStringLiteral("items"), part(&Node::items)},
            {QStringLiteral("properties"), &Reader::setProperties},
            {QStringLiteral("required"),
             [](Reader &, Node &node, const Value &value) {
                 for (const Value &item : value.items)
                     node.required.append(item.text);
             }},
            {QStringLiteral("additionalProperties"), &Reader::setAdditional},
            {QStringLiteral("propertyNames"), part(&Node::namesSchema)},
            {QStringLiteral("$ref"), &Reader::setReference},
            {QStringLiteral("x-names"), &Reader::setNames},
            {QStringLiteral("x-maxNesting"), number(&Node::maxNesting)},
            {QStringLiteral("allOf"), parts(&Node::allOf)},
            {QStringLiteral("oneOf"), parts(&Node::oneOf)},
            {QStringLiteral("if"), part(&Node::condition)},
            {QStringLiteral("then"), part(&Node::whenMet)},
            {QStringLiteral("else"), part(&Node::otherwise)},
        };
        return table;
    }

    void findBranches(SchemaNode &node)
    {
        if (node.oneOf.empty())
            return;
        auto choice = findChoice(node, m_nodes);
        if (!choice)
            return fail(QStringLiteral("the branches of oneOf cannot be told apart"));
        node.choice = std::move(*choice);
        if (node.choice.among != SchemaChoice::Among::Constants)
            return;
        for (Index branch : node.choice.objects) {
            while (m_nodes[branch].reference)
                branch = *m_nodes[branch].reference;
            m_nodes[branch].place = QStringLiteral(" in ") + withArticle(m_nodes[branch].title);
        }
    }

    void fail(const QString &fault)
    {
        if (m_fault.isEmpty())
            m_fault = fault;
    }

    std::vector<SchemaNode> &m_nodes;
    QHash<QString, Index> m_definitions;
    QString m_fault;
};

Result<JsonSchema, QString> JsonSchema::read(const QByteArray &text)
{
    const JsonTree tree = JsonTree::parse(text);
    if (!tree.root() || !tree.problems().isEmpty())
        return Failure{tree.problems().constFirst().message};
    JsonSchema schema;
    if (const QString fault = JsonSchemaReader(schema).read(*tree.root()); !fault.isEmpty())
        return Failure{fault};
    return schema;
}

/// The schema \a name of the resources, without which this build is useless.
static JsonSchema shippedSchema(const QString &name)
{
    registerSchemaResource();
    QFile file(QStringLiteral(":/schema/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The schema %s is missing from this build.", qPrintable(name));
    auto result = JsonSchema::read(file.readAll());
    if (!result)
        qFatal("The schema %s is broken: %s", qPrintable(name), qPrintable(result.error()));
    return result.takeValue();
}

const JsonSchema &JsonSchema::ofPolicy()
{
    static const JsonSchema schema = shippedSchema(QStringLiteral("signalbox-1.schema.json"));
    return schema;
}

const JsonSchema &JsonSchema::ofRouteTests()
{
    static const JsonSchema schema = shippedSchema(QStringLiteral("signalbox-tests-1.schema.json"));
    return schema;
}

const SchemaNode &JsonSchema::resolved(SchemaNode::Index index) const
{
    const SchemaNode &found = node(index);
    return found.reference ? resolved(*found.reference) : found;
}

} // namespace signalbox::models
