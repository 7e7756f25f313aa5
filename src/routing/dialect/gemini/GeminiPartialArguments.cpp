// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/gemini/GeminiPartialArguments.h"

#include "routing/json/JsonText.h"

#include <algorithm>
#include <charconv>

namespace signalbox::routing {

namespace {

/// More than any sane call has; keeps a malicious path from filling the memory.
constexpr std::size_t mostItems = 4096;
constexpr int mostSteps = 64;

} // namespace

GeminiPartialArguments::Node *GeminiPartialArguments::member(Node &object, std::string_view name)
{
    if (object.kind == Node::Kind::Nothing)
        object.kind = Node::Kind::Object;
    if (object.kind != Node::Kind::Object)
        return nullptr;
    const auto found = std::ranges::find(object.members, name, &Node::name);
    if (found != object.members.end())
        return &*found;
    Node &added = object.members.emplace_back();
    added.name = name;
    return &added;
}

GeminiPartialArguments::Node *GeminiPartialArguments::item(Node &array, std::size_t index)
{
    if (array.kind == Node::Kind::Nothing)
        array.kind = Node::Kind::Array;
    if (array.kind != Node::Kind::Array || index >= mostItems)
        return nullptr;
    if (index >= array.members.size())
        array.members.resize(index + 1);
    return &array.members[index];
}

/// Goes one step down: `.name`, `[0]` or `['name']`.
GeminiPartialArguments::Node *GeminiPartialArguments::step(Node &node, std::string_view &path)
{
    if (path.starts_with('.')) {
        path.remove_prefix(1);
        const std::string_view name = path.substr(0, path.find_first_of(".["));
        path.remove_prefix(name.size());
        return name.empty() ? nullptr : member(node, name);
    }
    if (path.size() < 3 || path.front() != '[')
        return nullptr;
    const char quote = path[1];
    if (quote == '\'' || quote == '"') {
        const std::size_t end = path.find(std::string{quote, ']'}, 2);
        if (end == std::string_view::npos)
            return nullptr;
        const std::string_view name = path.substr(2, end - 2);
        path.remove_prefix(end + 2);
        return member(node, name);
    }
    const std::size_t end = path.find(']');
    std::size_t index = 0;
    const auto [stop, error] =
        std::from_chars(path.data() + 1, path.data() + std::min(end, path.size()), index);
    if (end == std::string_view::npos || error != std::errc() || stop != path.data() + end)
        return nullptr;
    path.remove_prefix(end + 1);
    return item(node, index);
}

void GeminiPartialArguments::take(const Json &partial)
{
    std::string_view path = stringField(partial, "jsonPath");
    if (!path.starts_with('$'))
        return;
    path.remove_prefix(1);
    Node *node = &m_root;
    for (int steps = 0; node && !path.empty(); ++steps)
        node = steps < mostSteps ? step(*node, path) : nullptr;
    if (!node || node == &m_root)
        return;
    if (const auto text = field(partial, "stringValue")) {
        if (node->kind == Node::Kind::Nothing)
            node->kind = Node::Kind::Text;
        if (node->kind == Node::Kind::Text)
            node->text += asString(*text).value_or(std::string_view());
        return;
    }
    if (node->kind != Node::Kind::Nothing)
        return;
    node->kind = Node::Kind::Value;
    node->text = "null";
    for (const std::string_view name : {"numberValue", "boolValue"}) {
        if (const auto value = field(partial, name); value && !value->is_object())
            node->text = jsonText(*value);
    }
}

void GeminiPartialArguments::write(const Node &node, std::string &out)
{
    const bool isObject = node.kind == Node::Kind::Object;
    switch (node.kind) {
    case Node::Kind::Nothing:
        out += "null";
        return;
    case Node::Kind::Text:
        appendString(out, node.text);
        return;
    case Node::Kind::Value:
        out += node.text;
        return;
    case Node::Kind::Object:
    case Node::Kind::Array:
        break;
    }
    out += isObject ? '{' : '[';
    for (const Node &member : node.members) {
        if (&member != &node.members.front())
            out += ',';
        if (isObject) {
            appendString(out, member.name);
            out += ':';
        }
        write(member, out);
    }
    out += isObject ? '}' : ']';
}

std::string GeminiPartialArguments::finish()
{
    std::string out;
    if (m_root.kind == Node::Kind::Object)
        write(m_root, out);
    else
        out = "{}";
    m_root = {};
    return out;
}

} // namespace signalbox::routing
