// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "models/policy/SchemaNode.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace signalbox::models {

/// A JSON Schema (draft 2020-12) read once and ready to be interpreted by a SchemaValidator.
///
/// Reads the keywords that the policy's schema uses: type, const, enum, pattern, format (date),
/// minimum, maximum, multipleOf, minLength, maxLength, items, minItems, maxItems, uniqueItems,
/// properties, required, additionalProperties, propertyNames, $ref to `#/$defs/NAME`, allOf, oneOf
/// whose branches can be told apart (see SchemaChoice), if / then / else, and two of Signalbox's
/// own: x-maxNesting, and x-names, which tells completion what a text names. Any other keyword that
/// would constrain is refused, so that a schema never promises what is not checked.
class JsonSchema
{
public:
    /// The error says what is wrong with the schema.
    static Result<JsonSchema, QString> read(const QByteArray &text);
    /// The schema of the policy, from the resources. Read once; thread-safe.
    static const JsonSchema &ofPolicy();
    /// The schema of route tests, likewise.
    static const JsonSchema &ofRouteTests();

    [[nodiscard]] const SchemaNode &root() const { return m_nodes.front(); }
    [[nodiscard]] const SchemaNode &node(SchemaNode::Index index) const { return m_nodes[index]; }
    /// Follows references to the schema that holds the keywords.
    [[nodiscard]] const SchemaNode &resolved(SchemaNode::Index index) const;

private:
    friend class JsonSchemaReader;

    std::vector<SchemaNode> m_nodes;
};

} // namespace signalbox::models
