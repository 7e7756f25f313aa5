// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/SchemaValidator.h"

#include "models/base/NearestName.h"
#include "models/policy/JsonText.h"
#include "models/policy/SchemaWords.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace signalbox::models {

namespace {

using Kind = JsonValue::Kind;

// Looking for near names is the only slow part; nobody reads the thousandth hint.
constexpr qsizetype hintedDepartures = 200;

struct Place
{
    QString path;
    quint32 offset = 0;
};

class Validation
{
public:
    Validation(const JsonTree &tree, const JsonSchema &schema)
        : m_tree(tree)
        , m_schema(schema)
    {}

    void check(const JsonValue &value, const SchemaNode &node, const QString &path)
    {
        if (!node.maxNesting)
            return checkValue(value, node, path);
        int &depth = m_nesting[&node];
        if (depth == *node.maxNesting)
            return report({path, value.offset},
                          QStringLiteral("Here %1 is nested more than %2 levels deep.")
                              .arg(withArticle(node.title))
                              .arg(depth),
                          {});
        ++depth;
        checkValue(value, node, path);
        --m_nesting[&node]; // the hash may have moved
    }

    QList<PolicyProblem> takeProblems() { return std::move(m_problems); }

private:
    void checkValue(const JsonValue &value, const SchemaNode &node, const QString &path)
    {
        if (node.reference)
            check(value, m_schema.node(*node.reference), path);
        const Place place{path, value.offset};
        if (!hasType(value, node.types))
            return report(place, wrongType(value, node.types), node.description);
        checkAllowed(value, node, path);
        if (value.kind == Kind::String)
            report(place, textFault(value.text, node));
        else if (value.kind == Kind::Number)
            report(place, numberFault(value, node));
        else if (value.kind == Kind::Array)
            checkArray(value, node, path);
        else if (value.kind == Kind::Object)
            checkObject(value, node, path);
        checkBranches(value, node, path);
    }

    void checkAllowed(const JsonValue &value, const SchemaNode &node, const QString &path)
    {
        if (node.allowed.empty())
            return;
        const auto fits = [&value](const SchemaNode::Allowed &allowed) {
            if (allowed.kind == Kind::Number && value.kind == Kind::Number)
                return allowed.text.toDouble() == value.number();
            return allowed.kind == value.kind && allowed.text == value.text;
        };
        if (std::ranges::any_of(node.allowed, fits))
            return;
        QStringList names;
        for (const SchemaNode::Allowed &allowed : node.allowed)
            names.append(allowed.text);
        if (value.kind == Kind::String) {
            report({path, value.offset},
                   quoted(value.text) + QStringLiteral(" is not a known value."),
                   suggestion(value.text, names));
        } else {
            report({path, value.offset}, QStringLiteral("Expected %1.").arg(alternatives(names)),
                   node.description);
        }
    }

    void checkArray(const JsonValue &value, const SchemaNode &node, const QString &path)
    {
        if (node.minItems && value.items.size() < *node.minItems)
            report({path, value.offset},
                   *node.minItems == 1
                       ? QStringLiteral("This list may not be empty.")
                       : QStringLiteral("This list has less than %1 entries.").arg(*node.minItems),
                   node.description);
        if (node.maxItems && value.items.size() > *node.maxItems)
            report({path, value.offset},
                   QStringLiteral("This list has more than %1 entries.").arg(*node.maxItems), {});
        QSet<QByteArray> texts;
        for (std::size_t i = 0; i < value.items.size(); ++i) {
            const JsonValue &item = value.items[i];
            const QString itemPath = childPath(path, i);
            if (node.uniqueItems) {
                const QByteArray text = toCompactJsonText(item);
                if (texts.contains(text))
                    report({itemPath, item.offset}, listedTwice(item), {});
                texts.insert(text);
            }
            if (node.items)
                check(item, m_schema.node(*node.items), itemPath);
        }
    }

    static QString listedTwice(const JsonValue &item)
    {
        const QString what = item.kind == Kind::String ? quoted(item.text) : QStringLiteral("This");
        return what + QStringLiteral(" is listed twice.");
    }

    void checkObject(const JsonValue &value, const SchemaNode &node, const QString &path)
    {
        for (const QString &name : node.required) {
            if (!value.member(name))
                report({path, value.offset},
                       QStringLiteral("\"%1\" is missing%2.").arg(name, node.place), {});
        }
        for (const JsonMember &member : value.members) {
            const QString memberPath = childPath(path, member.key);
            if (node.namesSchema)
                checkName(member, m_schema.node(*node.namesSchema), memberPath);
            if (const auto property = node.properties.constFind(member.key);
                property != node.properties.constEnd())
                check(member.value, m_schema.node(*property), memberPath);
            else if (node.additionalProperties)
                check(member.value, m_schema.node(*node.additionalProperties), memberPath);
            else if (node.isClosed)
                report({memberPath, member.keyOffset},
                       QStringLiteral("Unknown key %1%2.").arg(quoted(member.key), node.place),
                       suggestion(member.key, unusedNames(value, node)));
        }
    }

    void checkName(const JsonMember &member, const SchemaNode &node, const QString &path)
    {
        JsonValue name;
        name.kind = Kind::String;
        name.offset = member.keyOffset;
        name.text = member.key;
        check(name, node, path);
    }

    void checkBranches(const JsonValue &value, const SchemaNode &node, const QString &path)
    {
        for (const SchemaNode::Index part : node.allOf)
            check(value, m_schema.node(part), path);
        if (!node.oneOf.empty())
            checkOneOf(value, node, path);
        if (!node.condition)
            return;
        Validation trial(m_tree, m_schema);
        trial.check(value, m_schema.node(*node.condition), path);
        const auto &branch = trial.m_problems.isEmpty() ? node.whenMet : node.otherwise;
        if (branch)
            check(value, m_schema.node(*branch), path);
    }

    void checkOneOf(const JsonValue &value, const SchemaNode &node, const QString &path)
    {
        const SchemaChoice &choice = node.choice;
        if (value.kind == Kind::Object && choice.among == SchemaChoice::Among::Constants)
            return checkByConstant(value, choice, path);
        if (value.kind == Kind::Object && choice.among == SchemaChoice::Among::Keys)
            return checkByKey(value, choice, path);
        if (const auto &branch = choice.byKind[static_cast<std::size_t>(value.kind)])
            return check(value, m_schema.node(*branch), path);
        std::vector<SchemaNode::Type> types;
        for (const SchemaNode::Index branch : node.oneOf)
            std::ranges::copy(m_schema.resolved(branch).types, std::back_inserter(types));
        report({path, value.offset}, wrongType(value, types), node.description);
    }

    void checkByConstant(const JsonValue &value, const SchemaChoice &choice, const QString &path)
    {
        const JsonValue *kind = value.member(choice.key);
        if (!kind)
            return report({path, value.offset},
                          QStringLiteral("\"%1\" is missing.").arg(choice.key),
                          suggestion({}, choice.names));
        const QString kindPath = childPath(path, choice.key);
        if (kind->kind != Kind::String)
            return report({kindPath, kind->offset}, wrongType(*kind, {SchemaNode::Type::String}),
                          suggestion({}, choice.names));
        const auto branch = choice.objects.constFind(kind->text);
        if (branch == choice.objects.constEnd())
            return report({kindPath, kind->offset},
                          quoted(kind->text) + QStringLiteral(" is not a known value."),
                          suggestion(kind->text, choice.names));
        check(value, m_schema.node(*branch), path);
    }

    void checkByKey(const JsonValue &value, const SchemaChoice &choice, const QString &path)
    {
        QStringList found;
        for (const JsonMember &member : value.members) {
            if (choice.objects.contains(member.key))
                found.append(member.key);
        }
        if (found.size() == 1)
            return check(value, m_schema.node(choice.objects.value(found.constFirst())), path);
        if (found.size() > 1)
            return report({path, value.offset},
                          QStringLiteral("Only one of %1 may be given.").arg(quotedNames(found)),
                          {});
        report({path, value.offset},
               QStringLiteral("One of %1 is missing.").arg(quotedNames(choice.names)),
               nearestOf(value, choice.names));
    }

    /// "Did you mean ...?" for the first key of \a value that is a slip of one of \a names.
    [[nodiscard]] QString nearestOf(const JsonValue &value, const QStringList &names) const
    {
        if (m_problems.size() >= hintedDepartures)
            return {};
        for (const JsonMember &member : value.members) {
            if (const QString nearest = nearestName(member.key, names); !nearest.isEmpty())
                return QStringLiteral("Did you mean \"%1\"?").arg(nearest);
        }
        return {};
    }

    /// The keys that \a node knows and \a value does not have: what a slip can have meant.
    static QStringList unusedNames(const JsonValue &value, const SchemaNode &node)
    {
        QStringList names = node.propertyNames;
        names.removeIf([&value](const QString &name) { return value.member(name) != nullptr; });
        return names.isEmpty() ? node.propertyNames : names;
    }

    [[nodiscard]] QString suggestion(const QString &name, const QStringList &known) const
    {
        if (m_problems.size() >= hintedDepartures)
            return {};
        const QString nearest = nearestName(name, known);
        return nearest.isEmpty() ? QStringLiteral("Known here: %1.").arg(quotedNames(known))
                                 : QStringLiteral("Did you mean \"%1\"?").arg(nearest);
    }

    void report(const Place &place, const QString &message, const QString &hint)
    {
        m_problems.append({.line = m_tree.line(place.offset),
                           .path = place.path,
                           .message = message,
                           .severity = PolicyProblem::Severity::Error,
                           .hint = hint});
    }

    void report(const Place &place, const std::optional<SchemaFault> &fault)
    {
        if (fault)
            report(place, fault->message, fault->hint);
    }

    const JsonTree &m_tree;
    const JsonSchema &m_schema;
    QHash<const SchemaNode *, int> m_nesting; // how deep in values of the same schema
    QList<PolicyProblem> m_problems;
};

} // namespace

QList<PolicyProblem> validate(const JsonTree &tree, const JsonSchema &schema)
{
    if (!tree.root())
        return {};
    Validation validation(tree, schema);
    validation.check(*tree.root(), schema.root(), {});
    QList<PolicyProblem> problems = validation.takeProblems();
    std::ranges::stable_sort(problems, {}, &PolicyProblem::line);
    return problems;
}

} // namespace signalbox::models
