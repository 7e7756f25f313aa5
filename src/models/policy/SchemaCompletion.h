// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/SchemaNode.h"

#include <QHash>
#include <QStringList>

#include <cstddef>
#include <string_view>

namespace signalbox::models {

class JsonSchema;
struct Policy;

/// The names that a policy declares.
struct DeclaredNames
{
    QHash<SchemaNode::Declared, QStringList> names{}; ///< all but nodes
    QHash<QString, QStringList> nodes{}; ///< by the name of their route

    [[nodiscard]] static DeclaredNames of(const Policy &policy);
};

/// What may be written at a place of a text that is not finished.
struct SchemaCompletion
{
    std::size_t begin =
        0; ///< byte at which the word at the place begins, behind its quotation mark
    bool isQuoted = false; ///< the word has one
    /// Keys that the object does not have yet, or texts (and without a quotation mark also true and
    /// false) that the value may be: of a list in the schema, or names. Sorted, each once; all of
    /// them, whatever the word is so far.
    QStringList words{};
};

/// What \a schema allows at byte \a position of \a text, which need be JSON only as far as somebody
/// has come with it. Where it asks for the name of something, \a declared has them. Which branch of
/// a oneOf is meant is told by the keys around, before or behind the place. Pure; reads the text
/// once.
[[nodiscard]] SchemaCompletion completionAt(const JsonSchema &schema, std::string_view text,
                                            std::size_t position,
                                            const DeclaredNames &declared = {});

} // namespace signalbox::models
