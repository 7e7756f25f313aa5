// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/SchemaValidator.h"

#include "models/base/NearestName.h"

#include <QSet>

#include <algorithm>
#include <cmath>

namespace signalbox::models {

namespace {

using Kind = JsonValue::Kind;

// Looking for near names is the only slow part; nobody reads the thousandth hint.
constexpr qsizetype hintedProblems = 200;

struct Place
{
    QString path;
    quint32 offset = 0;
};

bool isInteger(const JsonValue &value)
{
    const double number = value.number();
    return std::floor(number) == number;
}

bool hasType(const JsonValue &value, SchemaNode::Type type)
{
    switch (type) {
    case SchemaNode::Type::Any:
        return true;
    case SchemaNode::Type::Boolean:
        return value.kind == Kind::Boolean;
    case SchemaNode::Type::Integer:
        return value.kind == Kind::Number && isInteger(value);
    case SchemaNode::Type::Number:
        return value.kind == Kind::Number;
    case SchemaNode::Type::String:
        return value.kind == Kind::String;
    case SchemaNode::Type::Array:
        return value.kind == Kind::Array;
    case SchemaNode::Type::Object:
        return value.kind == Kind::Object;
    }
    return false;
}

QString typeInWords(SchemaNode::Type type)
{
    switch (type) {
    case SchemaNode::Type::Any:
        break;
    case SchemaNode::Type::Boolean:
        return kindInWords(Kind::Boolean);
    case SchemaNode::Type::Integer:
        return QStringLiteral("a whole number");
    case SchemaNode::Type::Number:
        return kindInWords(Kind::Number);
    case SchemaNode::Type::String:
        return kindInWords(Kind::String);
    case SchemaNode::Type::Array:
        return kindInWords(Kind::Array);
    case SchemaNode::Type::Object:
        return kindInWords(Kind::Object);
    }
    return {};
}

QString list(const QStringList &names)
{
    QStringList shown;
    for (const QString &name : names)
        shown.append(quoted(name));
    return shown.join(QStringLiteral(", "));
}

class Validation
{
public:
    Validation(const JsonTree &tree, const JsonSchema &schema)
        : m_tree(tree)
        , m_schema(schema)
    {}

    void check(const JsonValue &value, const SchemaNode &node, const QString &path)
    {
        if (node.reference)
            check(value, m_schema.node(*node.reference), path);
        if (!hasType(value, node.type)) {
            const bool isFraction = value.kind == Kind::Number;
            report({path, value.offset},
                   QStringLiteral("Expected %1, found %2.")
                       .arg(typeInWords(node.type),
                            isFraction ? QStringLiteral("a fraction") : kindInWords(value.kind)),
                   node.description);
            return;
        }
        checkAllowed(value, node, path);
        switch (value.kind) {
        case Kind::String:
            checkString(value.text, node, {path, value.offset});
            break;
        case Kind::Number:
            checkNumber(value, node, path);
            break;
        case Kind::Array:
            checkArray(value, node, path);
            break;
        case Kind::Object:
            checkObject(value, node, path);
            break;
        case Kind::Null:
        case Kind::Boolean:
            break;
        }
        checkBranches(value, node, path);
    }

    QList<PolicyProblem> takeProblems() { return std::move(m_problems); }

private:
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
            report({path, value.offset},
                   QStringLiteral("Expected %1.").arg(names.join(QStringLiteral(" or "))),
                   node.description);
        }
    }

    /// A text that does not fit is never repeated: it may be a key in the wrong place.
    void checkString(const QString &text, const SchemaNode &node, const Place &place)
    {
        if (node.minLength && text.size() < *node.minLength)
            report(place, QStringLiteral("This text may not be empty."), node.description);
        else if (node.maxLength && text.size() > *node.maxLength)
            report(place,
                   QStringLiteral("This text is longer than %1 characters.").arg(*node.maxLength),
                   {});
        else if (node.pattern && !node.pattern->match(text).hasMatch())
            report(place, QStringLiteral("This text has the wrong form."), node.description);
    }

    void checkNumber(const JsonValue &value, const SchemaNode &node, const QString &path)
    {
        const double number = value.number();
        if (node.minimum && number < *node.minimum)
            report({path, value.offset},
                   QStringLiteral("%1 is too small; the least is %2.")
                       .arg(value.text.left(32), QString::number(*node.minimum, 'g', 12)),
                   node.description);
        if (node.maximum && number > *node.maximum)
            report({path, value.offset},
                   QStringLiteral("%1 is too large; the most is %2.")
                       .arg(value.text.left(32), QString::number(*node.maximum, 'g', 12)),
                   node.description);
    }

    void checkArray(const JsonValue &value, const SchemaNode &node, const QString &path)
    {
        if (node.minItems && value.items.size() < *node.minItems)
            report({path, value.offset}, QStringLiteral("This list may not be empty."),
                   node.description);
        if (node.maxItems && value.items.size() > *node.maxItems)
            report({path, value.offset},
                   QStringLiteral("This list has more than %1 entries.").arg(*node.maxItems), {});
        QSet<QString> texts;
        for (std::size_t i = 0; i < value.items.size(); ++i) {
            const JsonValue &item = value.items[i];
            const QString itemPath = childPath(path, i);
            if (node.uniqueItems && item.kind == Kind::String) {
                if (texts.contains(item.text))
                    report({itemPath, item.offset},
                           quoted(item.text) + QStringLiteral(" is listed twice."), {});
                texts.insert(item.text);
            }
            if (node.items)
                check(item, m_schema.node(*node.items), itemPath);
        }
    }

    void checkObject(const JsonValue &value, const SchemaNode &node, const QString &path)
    {
        for (const QString &name : node.required) {
            if (!value.member(name))
                report({path, value.offset}, QStringLiteral("\"%1\" is missing.").arg(name), {});
        }
        for (const JsonMember &member : value.members) {
            const QString memberPath = childPath(path, member.key);
            const Place key{memberPath, member.keyOffset};
            if (node.namesSchema)
                checkString(member.key, m_schema.resolved(*node.namesSchema), key);
            if (const auto property = node.properties.constFind(member.key);
                property != node.properties.constEnd())
                check(member.value, m_schema.node(*property), memberPath);
            else if (node.additionalProperties)
                check(member.value, m_schema.node(*node.additionalProperties), memberPath);
            else if (node.isClosed)
                report(key, QStringLiteral("Unknown key %1.").arg(quoted(member.key)),
                       suggestion(member.key, unusedNames(value, node)));
        }
    }

    void checkBranches(const JsonValue &value, const SchemaNode &node, const QString &path)
    {
        if (!node.oneOf.empty() && value.kind == Kind::Object)
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
        const JsonValue *kind = value.member(node.discriminator);
        if (!kind) {
            report({path, value.offset},
                   QStringLiteral("\"%1\" is missing.").arg(node.discriminator),
                   suggestion({}, node.branchNames));
            return;
        }
        const QString kindPath = childPath(path, node.discriminator);
        if (kind->kind != Kind::String) {
            report({kindPath, kind->offset},
                   QStringLiteral("Expected a string, found %1.").arg(kindInWords(kind->kind)),
                   suggestion({}, node.branchNames));
            return;
        }
        const auto branch = node.branches.constFind(kind->text);
        if (branch == node.branches.constEnd()) {
            report({kindPath, kind->offset},
                   quoted(kind->text) + QStringLiteral(" is not a known value."),
                   suggestion(kind->text, node.branchNames));
            return;
        }
        check(value, m_schema.node(*branch), path);
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
        if (m_problems.size() >= hintedProblems)
            return {};
        const QString nearest = nearestName(name, known);
        return nearest.isEmpty() ? QStringLiteral("Known here: %1.").arg(list(known))
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

    const JsonTree &m_tree;
    const JsonSchema &m_schema;
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
