// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "models/policy/JsonTree.h"

#include <QByteArray>
#include <QHash>
#include <QRegularExpression>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace signalbox::models {

/// One schema, read: only what was given constrains. Numbers in \a Index are places in
/// JsonSchema::nodes().
struct SchemaNode
{
    using Index = std::size_t;

    /// A value that const or enum allow.
    struct Allowed
    {
        JsonValue::Kind kind = JsonValue::Kind::Null;
        QString text;
    };
    enum class Type : quint8 { Any, Boolean, Integer, Number, String, Array, Object };

    Type type = Type::Any;
    QString description;
    std::vector<Allowed> allowed; ///< const and enum; empty allows every value
    std::optional<QRegularExpression> pattern;
    std::optional<double> minimum;
    std::optional<double> maximum;
    std::optional<qsizetype> minLength;
    std::optional<qsizetype> maxLength;
    std::optional<std::size_t> minItems;
    std::optional<std::size_t> maxItems;
    bool uniqueItems = false;
    std::optional<Index> items;

    QHash<QString, Index> properties;
    QStringList propertyNames; ///< of properties, in the schema's order
    QStringList required;
    bool isClosed = false; ///< additionalProperties is false
    std::optional<Index> additionalProperties;
    std::optional<Index> namesSchema; ///< propertyNames

    std::optional<Index> reference;
    std::vector<Index> oneOf;
    QString discriminator; ///< the key whose const tells the branches of oneOf apart
    QHash<QString, Index> branches; ///< by the value of the discriminator
    QStringList branchNames;
    std::optional<Index> condition; ///< if
    std::optional<Index> whenMet; ///< then
    std::optional<Index> otherwise; ///< else
};

/// A JSON Schema (draft 2020-12) read once and ready to be interpreted by a SchemaValidator.
///
/// Reads the keywords that the policy's schema uses: type (one), const, enum, pattern, minimum,
/// maximum, minLength, maxLength, items, minItems, maxItems, uniqueItems, properties, required,
/// additionalProperties, propertyNames, $ref to `#/$defs/NAME`, oneOf whose branches differ in a
/// const property, if / then / else. Any other keyword that would constrain is refused, so that a
/// schema never promises what is not checked.
class JsonSchema
{
public:
    /// The error says what is wrong with the schema.
    static Result<JsonSchema, QString> read(const QByteArray &text);
    /// The schema of the policy, from the resources. Read once; thread-safe.
    static const JsonSchema &ofPolicy();

    [[nodiscard]] const SchemaNode &root() const { return m_nodes.front(); }
    [[nodiscard]] const SchemaNode &node(SchemaNode::Index index) const { return m_nodes[index]; }
    /// Follows references to the schema that holds the keywords.
    [[nodiscard]] const SchemaNode &resolved(SchemaNode::Index index) const;

private:
    friend class JsonSchemaReader;

    std::vector<SchemaNode> m_nodes;
};

} // namespace signalbox::models
