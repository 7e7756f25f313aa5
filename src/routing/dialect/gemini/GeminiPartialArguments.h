// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/json/JsonField.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalbox::routing {

/// Puts a call's arguments together that Gemini streams as pairs of a path and a value
/// (`$.recipe.steps[0]`, "Preheat"), texts in several pieces.
class GeminiPartialArguments final
{
public:
    /// Takes one item of `partialArgs`. What makes no sense is left out.
    void take(const Json &partial);
    /// The object that was told so far, as JSON; and begins anew.
    std::string finish();

private:
    struct Node
    {
        enum class Kind : quint8 { Nothing, Object, Array, Text, Value };
        Kind kind = Kind::Nothing;
        std::string text{}; ///< of a text, or the JSON of a number
        std::string name{}; ///< in the object around it
        std::vector<Node> members{}; ///< of an object or an array
    };
    static Node *member(Node &object, std::string_view name);
    static Node *item(Node &array, std::size_t index);
    static Node *step(Node &node, std::string_view &path);
    static void write(const Node &node, std::string &out);

    Node m_root;
};

} // namespace signalbox::routing
