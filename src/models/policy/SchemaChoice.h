// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <array>
#include <optional>
#include <vector>

namespace signalbox::models {

struct SchemaNode;

/// How the branch of a oneOf is found without trying them: so that a message can be about the one
/// that was meant. By the type of the value; and among objects by the constant of one key (`kind`)
/// or by the one key that only this branch requires (`all`, `any`, `not`).
struct SchemaChoice
{
    using Index = std::size_t;
    enum class Among : quint8 {
        Types, ///< at most one branch takes objects
        Constants, ///< `key` has a different constant in each branch
        Keys, ///< each branch requires a key of its own
    };

    Among among = Among::Types;
    QString key{};
    std::array<std::optional<Index>, 6> byKind{}; ///< by JsonValue::Kind
    QHash<QString, Index> objects{}; ///< Constants, Keys: by constant or key
    QStringList names{}; ///< of objects, in the schema's order
};

/// How to tell the branches of \a node's oneOf apart, or nothing where they overlap. \a nodes has
/// every schema; references are followed in it.
std::optional<SchemaChoice> findChoice(const SchemaNode &node,
                                       const std::vector<SchemaNode> &nodes);

} // namespace signalbox::models
