// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/NodeLines.h"

#include "models/policy/JsonTree.h"

namespace signalbox::models {

namespace {

/// The place of the bracket that closes what is opened at \a offset of a text that is JSON.
quint32 closingOf(const QByteArray &text, quint32 offset)
{
    int depth = 0;
    bool isInText = false;
    for (qsizetype at = offset; at < text.size(); ++at) {
        const char c = text[at];
        if (isInText) {
            if (c == '\\')
                ++at;
            else if (c == '"')
                isInText = false;
        } else if (c == '"') {
            isInText = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            if (--depth <= 0)
                return static_cast<quint32>(at);
        }
    }
    return offset;
}

const JsonValue *nodesOf(const JsonValue &route)
{
    const JsonValue *graph = route.member(u"graph");
    return graph ? graph->member(u"nodes") : nullptr;
}

} // namespace

std::vector<NodeLines> nodeLines(const QByteArray &text)
{
    std::vector<NodeLines> lines;
    const JsonTree tree = JsonTree::parse(text);
    const JsonValue *routes = tree.root() ? tree.root()->member(u"routes") : nullptr;
    if (!routes)
        return lines;
    for (std::size_t route = 0; route < routes->items.size(); ++route) {
        const JsonValue *nodes = nodesOf(routes->items[route]);
        if (!nodes)
            continue;
        for (const JsonMember &node : nodes->members) {
            const bool isObject = node.value.kind == JsonValue::Kind::Object;
            lines.push_back({.route = static_cast<int>(route),
                             .node = node.key,
                             .first = tree.line(node.keyOffset),
                             .last = tree.line(isObject ? closingOf(text, node.value.offset)
                                                        : node.value.offset)});
        }
    }
    return lines;
}

} // namespace signalbox::models
