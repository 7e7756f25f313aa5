// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/SchemaNode.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace signalbox::models {

/// What is wrong with a value by itself, and a hint.
struct SchemaFault
{
    QString message;
    QString hint;
};

/// What the keyword `type` names, or nothing.
[[nodiscard]] std::optional<SchemaNode::Type> schemaTypeFromName(const QString &name);
[[nodiscard]] bool hasType(const JsonValue &value, const std::vector<SchemaNode::Type> &types);
/// "Expected a string or an object, found a number."
[[nodiscard]] QString wrongType(const JsonValue &value, const std::vector<SchemaNode::Type> &types);

/// A text that does not fit is never repeated: it may be a key in the wrong place.
[[nodiscard]] std::optional<SchemaFault> textFault(const QString &text, const SchemaNode &node);
[[nodiscard]] std::optional<SchemaFault> numberFault(const JsonValue &value,
                                                     const SchemaNode &node);

/// "a", "b", "c": names in quotation marks.
[[nodiscard]] QString quotedNames(const QStringList &names);
/// a, b or c
[[nodiscard]] QString alternatives(const QStringList &words);
/// The \a title of a schema within a sentence: "a pool node", "an answer node".
[[nodiscard]] QString withArticle(const QString &title);

} // namespace signalbox::models
