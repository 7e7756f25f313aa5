// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/SchemaCompletion.h"

#include "models/policy/JsonSchema.h"
#include "models/policy/Policy.h"
#include "models/policy/UnfinishedJson.h"

#include <algorithm>

namespace signalbox::models {

namespace {

using Frame = UnfinishedJson::Frame;
using Index = SchemaNode::Index;
using Nodes = std::vector<const SchemaNode *>;

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Finds the schemas that a place is subject to. Where nothing tells which branch of a oneOf is
/// meant, all of them.
class SchemaPlaces
{
public:
    explicit SchemaPlaces(const JsonSchema &schema)
        : m_schema(schema)
    {}

    /// Of the innermost of \a frames.
    [[nodiscard]] Nodes ofFrames(const std::vector<Frame> &frames) const
    {
        Nodes nodes;
        for (std::size_t i = 0; i < frames.size(); ++i) {
            std::vector<Index> indices;
            if (i > 0)
                indices = within(nodes, frames[i - 1].isArray, frames[i].key);
            nodes.clear();
            if (i == 0)
                add(m_schema.root(), frames.data(), nodes);
            for (const Index index : indices)
                add(m_schema.node(index), &frames[i], nodes);
        }
        return nodes;
    }

    /// Of a value that is being written in the innermost of \a frames.
    [[nodiscard]] Nodes ofValue(const std::vector<Frame> &frames, std::string_view key) const
    {
        Nodes nodes;
        for (const Index index : within(ofFrames(frames), frames.back().isArray, key))
            add(m_schema.node(index), nullptr, nodes);
        return nodes;
    }

private:
    static std::vector<Index> within(const Nodes &nodes, bool isArray, std::string_view key)
    {
        std::vector<Index> indices;
        const auto note = [&indices](std::optional<Index> index) {
            if (index && std::ranges::find(indices, *index) == indices.end())
                indices.push_back(*index);
        };
        const QString name = fromUtf8(key);
        for (const SchemaNode *node : nodes) {
            if (isArray)
                note(node->items);
            else if (const auto property = node->properties.find(name);
                     property != node->properties.end())
                note(*property);
            else
                note(node->additionalProperties);
        }
        return indices;
    }

    /// Adds \a node and what it refers to. \a frame is the value, null while it is being written.
    void add(const SchemaNode &node, const Frame *frame, Nodes &nodes) const
    {
        nodes.push_back(&node);
        if (node.reference)
            add(m_schema.node(*node.reference), frame, nodes);
        for (const Index part : node.allOf)
            add(m_schema.node(part), frame, nodes);
        for (const std::optional<Index> part : {node.whenMet, node.otherwise}) {
            if (part)
                add(m_schema.node(*part), frame, nodes);
        }
        const std::optional<Index> meant = frame ? branch(node, *frame) : std::nullopt;
        for (const Index part : node.oneOf) {
            if (!meant || part == *meant)
                add(m_schema.node(part), frame, nodes);
        }
    }

    static std::optional<Index> branch(const SchemaNode &node, const Frame &frame)
    {
        const SchemaChoice &choice = node.choice;
        if (frame.isArray || choice.among == SchemaChoice::Among::Types)
            return choice.byKind.at(static_cast<std::size_t>(
                frame.isArray ? JsonValue::Kind::Array : JsonValue::Kind::Object));
        for (const UnfinishedJson::Member &member : frame.members) {
            const bool isConstant = choice.among == SchemaChoice::Among::Constants;
            if (isConstant && fromUtf8(member.key) != choice.key)
                continue;
            const auto found =
                choice.objects.find(fromUtf8(isConstant ? member.text.value_or("") : member.key));
            if (found != choice.objects.end())
                return *found;
        }
        return std::nullopt;
    }

    const JsonSchema &m_schema;
};

QStringList keys(const Nodes &nodes, const Frame &frame)
{
    QStringList words;
    for (const SchemaNode *node : nodes)
        words += node->propertyNames;
    for (const UnfinishedJson::Member &member : frame.members)
        words.removeAll(fromUtf8(member.key));
    return words;
}

QStringList values(const Nodes &nodes, bool isQuoted)
{
    QStringList words;
    for (const SchemaNode *node : nodes) {
        for (const SchemaNode::Allowed &allowed : node->allowed) {
            if (allowed.kind == JsonValue::Kind::String)
                words.append(allowed.text);
        }
        const bool isBoolean =
            std::ranges::find(node->types, SchemaNode::Type::Boolean) != node->types.end();
        if (!isQuoted && isBoolean)
            words += {QStringLiteral("true"), QStringLiteral("false")};
    }
    return words;
}

template<typename Parts, typename Name>
QStringList namesOf(const Parts &parts, Name name)
{
    QStringList names;
    for (const auto &part : parts)
        names.append(part.*name);
    return names;
}

/// Of the graph around the place: of the route that it belongs to, or of all of them where that is
/// not among those declared.
QStringList nodesAt(const std::vector<Frame> &frames, const DeclaredNames &declared)
{
    for (std::size_t i = 1; i < frames.size(); ++i) {
        if (frames[i].key != "graph")
            continue;
        for (const UnfinishedJson::Member &member : frames[i - 1].members) {
            const auto known = declared.nodes.constFind(fromUtf8(member.text.value_or("")));
            if (member.key == "name" && known != declared.nodes.constEnd())
                return *known;
        }
    }
    QStringList all;
    for (const QStringList &nodes : declared.nodes)
        all += nodes;
    return all;
}

QStringList names(const Nodes &nodes, const std::vector<Frame> &frames,
                  const DeclaredNames &declared)
{
    QStringList words;
    for (const SchemaNode *node : nodes) {
        if (node->names == SchemaNode::Declared::NodesOfGraph)
            words += nodesAt(frames, declared);
        else
            words += declared.names.value(node->names);
    }
    return words;
}

} // namespace

DeclaredNames DeclaredNames::of(const Policy &policy)
{
    using Declared = SchemaNode::Declared;
    DeclaredNames declared;
    declared.names = {{Declared::Providers, namesOf(policy.providers, &Provider::id)},
                      {Declared::Targets, namesOf(policy.targets, &Target::id)},
                      {Declared::Routes, namesOf(policy.routes, &Route::name)},
                      {Declared::Models,
                       namesOf(policy.routes, &Route::name) + namesOf(policy.targets, &Target::id)},
                      {Declared::Budgets, namesOf(policy.budgets, &Budget::id)}};
    for (const Route &route : policy.routes)
        declared.nodes.insert(route.name, route.graph.nodes.keys());
    return declared;
}

SchemaCompletion completionAt(const JsonSchema &schema, std::string_view text, std::size_t position,
                              const DeclaredNames &declared)
{
    const UnfinishedJson place(text, position);
    SchemaCompletion completion{.begin = place.begin(), .isQuoted = place.isQuoted()};
    if (place.frames().empty())
        return completion;
    const SchemaPlaces places(schema);
    if (place.wanted() == UnfinishedJson::Wanted::Key)
        completion.words = keys(places.ofFrames(place.frames()), place.frames().back());
    else if (place.wanted() == UnfinishedJson::Wanted::Value) {
        const Nodes nodes = places.ofValue(place.frames(), place.key());
        completion.words = values(nodes, completion.isQuoted);
        if (completion.isQuoted)
            completion.words += names(nodes, place.frames(), declared);
    }
    completion.words.sort();
    completion.words.removeDuplicates();
    return completion;
}

} // namespace signalbox::models
