// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/SchemaChoice.h"

#include "models/policy/SchemaNode.h"

#include <algorithm>

namespace signalbox::models {

namespace {

using Kind = JsonValue::Kind;
using Type = SchemaNode::Type;
using Index = SchemaNode::Index;

const SchemaNode &resolved(Index index, const std::vector<SchemaNode> &nodes)
{
    const SchemaNode &node = nodes[index];
    return node.reference ? resolved(*node.reference, nodes) : node;
}

Kind kindOf(Type type)
{
    switch (type) {
    case Type::Null:
        return Kind::Null;
    case Type::Boolean:
        return Kind::Boolean;
    case Type::Integer:
    case Type::Number:
        return Kind::Number;
    case Type::String:
        return Kind::String;
    case Type::Array:
        return Kind::Array;
    case Type::Object:
        break;
    }
    return Kind::Object;
}

/// A schema that names no type but keys is about objects.
std::vector<Kind> kindsOf(const SchemaNode &node)
{
    std::vector<Kind> kinds;
    for (const Type type : node.types)
        kinds.push_back(kindOf(type));
    if (kinds.empty() && (!node.properties.isEmpty() || !node.required.isEmpty()))
        kinds.push_back(Kind::Object);
    return kinds;
}

/// The property of \a branch that only one text fits, and that text.
std::optional<QString> constantOf(const SchemaNode &branch, const QString &property,
                                  const std::vector<SchemaNode> &nodes)
{
    const auto index = branch.properties.constFind(property);
    if (index == branch.properties.constEnd())
        return std::nullopt;
    const SchemaNode &node = resolved(*index, nodes);
    if (node.allowed.size() != 1 || node.allowed.front().kind != Kind::String)
        return std::nullopt;
    return node.allowed.front().text;
}

/// Names every one of \a branches by what \a nameOf says of it; false unless each has its own.
template<typename NameOf>
bool nameBranches(const std::vector<Index> &branches, SchemaChoice &choice, NameOf nameOf)
{
    choice.objects.clear();
    choice.names.clear();
    for (const Index branch : branches) {
        const std::optional<QString> name = nameOf(branch);
        if (!name || choice.objects.contains(*name))
            return false;
        choice.objects.insert(*name, branch);
        choice.names.append(*name);
    }
    return true;
}

bool chooseByConstant(const std::vector<Index> &branches, SchemaChoice &choice,
                      const std::vector<SchemaNode> &nodes)
{
    choice.among = SchemaChoice::Among::Constants;
    for (const QString &key : resolved(branches.front(), nodes).propertyNames) {
        choice.key = key;
        if (nameBranches(branches, choice, [&](Index branch) {
                return constantOf(resolved(branch, nodes), key, nodes);
            }))
            return true;
    }
    return false;
}

bool chooseByKey(const std::vector<Index> &branches, SchemaChoice &choice,
                 const std::vector<SchemaNode> &nodes)
{
    choice.among = SchemaChoice::Among::Keys;
    return nameBranches(branches, choice, [&](Index branch) -> std::optional<QString> {
        const QStringList &required = resolved(branch, nodes).required;
        return required.isEmpty() ? std::nullopt : std::optional(required.constFirst());
    });
}

} // namespace

std::optional<SchemaChoice> findChoice(const SchemaNode &node, const std::vector<SchemaNode> &nodes)
{
    SchemaChoice choice;
    std::vector<Index> objects;
    for (const Index branch : node.oneOf) {
        const std::vector<Kind> kinds = kindsOf(resolved(branch, nodes));
        if (kinds.empty())
            return std::nullopt; // takes everything
        for (const Kind kind : kinds) {
            auto &place = choice.byKind[static_cast<std::size_t>(kind)];
            if (kind == Kind::Object)
                objects.push_back(branch);
            else if (place)
                return std::nullopt;
            place = branch;
        }
    }
    if (objects.size() < 2 || chooseByConstant(objects, choice, nodes)
        || chooseByKey(objects, choice, nodes))
        return choice;
    return std::nullopt;
}

} // namespace signalbox::models
