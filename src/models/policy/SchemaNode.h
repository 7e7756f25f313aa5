// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/JsonTree.h"
#include "models/policy/SchemaChoice.h"

#include <QHash>
#include <QRegularExpression>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace signalbox::models {

/// One schema, read: only what was given constrains. An Index is a place in the JsonSchema.
struct SchemaNode
{
    using Index = std::size_t;

    /// A value that const or enum allow.
    struct Allowed
    {
        JsonValue::Kind kind = JsonValue::Kind::Null;
        QString text;
    };
    enum class Type : quint8 { Null, Boolean, Integer, Number, String, Array, Object };

    /// What a policy declares, for others of its parts to name.
    enum class Declared : quint8 {
        Nothing,
        Providers,
        Targets,
        Routes,
        Models, ///< what a client may ask for: routes and targets
        Budgets,
        NodesOfGraph,
    };

    std::vector<Type> types; ///< empty allows every type
    QString title;
    QString description;
    QString place; ///< " in a pool node": for messages about keys, where the title alone says it
    std::vector<Allowed> allowed; ///< const and enum; empty allows every value
    std::optional<QRegularExpression> pattern;
    Declared names = Declared::Nothing; ///< x-names: a text is the name of such a one
    bool isDate = false; ///< format is date
    std::optional<double> minimum;
    std::optional<double> maximum;
    std::optional<double> multipleOf;
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
    std::vector<Index> allOf;
    std::vector<Index> oneOf;
    SchemaChoice choice; ///< of a branch of oneOf
    std::optional<Index> condition; ///< if
    std::optional<Index> whenMet; ///< then
    std::optional<Index> otherwise; ///< else
    std::optional<int> maxNesting; ///< x-maxNesting: how often it may hold a value of itself
};

} // namespace signalbox::models
