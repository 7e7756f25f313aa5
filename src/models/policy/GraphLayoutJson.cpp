// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/GraphLayoutJson.h"

#include "models/policy/JsonFields.h"
#include "models/policy/JsonObjectWriter.h"

#include <algorithm>

namespace signalbox::models {

// Outside of an anonymous namespace where JsonFields and JsonObjectWriter have to find them.

static void readValue(const JsonValue &value, CanvasPoint &out)
{
    if (value.items.size() != 2)
        return;
    readValue(value.items[0], out.x);
    readValue(value.items[1], out.y);
}

static void readValue(const JsonValue &value, LayoutFrame &out)
{
    readField(value, u"label", out.label);
    readField(value, u"nodes", out.nodes);
    readField(value, u"color", out.color);
}

static void readValue(const JsonValue &value, EdgeBends &out)
{
    readField(value, u"from", out.from);
    readField(value, u"port", out.port);
    readField(value, u"points", out.points);
}

static JsonValue jsonOf(const CanvasPoint &point)
{
    JsonValue value;
    value.kind = JsonValue::Kind::Array;
    value.items = {jsonOf(point.x), jsonOf(point.y)};
    return value;
}

static JsonValue jsonOf(const LayoutFrame &frame)
{
    return JsonObjectWriter()
        .add("label", frame.label)
        .add("nodes", frame.nodes)
        .addUnless({}, "color", frame.color)
        .take();
}

static JsonValue jsonOf(const EdgeBends &bends)
{
    return JsonObjectWriter()
        .add("from", bends.from)
        .add("port", bends.port)
        .add("points", bends.points)
        .take();
}

GraphLayout buildGraphLayout(const JsonValue &value)
{
    GraphLayout layout;
    if (const JsonValue *nodes = value.member(u"nodes")) {
        for (const JsonMember &member : nodes->members)
            readValue(member.value, layout.nodes[member.key]);
    }
    readField(value, u"frames", layout.frames);
    readField(value, u"bends", layout.bends);
    return layout;
}

JsonValue graphLayoutJson(const GraphLayout &layout)
{
    JsonObjectWriter object;
    QStringList ids = layout.nodes.keys();
    std::ranges::sort(ids); // a file must not change when nothing has
    JsonObjectWriter nodes;
    for (const QString &id : ids)
        nodes.addValue(id, jsonOf(layout.nodes.value(id)));
    if (!ids.isEmpty())
        object.addValue(QStringLiteral("nodes"), nodes.take());
    return object.addUnless({}, "frames", layout.frames)
        .addUnless({}, "bends", layout.bends)
        .take();
}

} // namespace signalbox::models
