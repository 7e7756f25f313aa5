// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/FrameEdits.h"

#include "models/policy/edit/EditWords.h"

#include <algorithm>

namespace signalbox::models {

namespace {

QString whyNoFrame(const RouteGraph &graph, std::size_t frame)
{
    return frame < graph.layout.frames.size() ? QString()
                                              : QStringLiteral("There is no such frame.");
}

} // namespace

GraphEditResult addFrame(const RouteGraph &graph, const QString &label, const QStringList &nodes)
{
    if (nodes.isEmpty())
        return Failure{QStringLiteral("A frame needs a node to stand around.")};
    if (QString why = whyNoNodes(graph, nodes); !why.isEmpty())
        return Failure{why};
    RouteGraph edited = graph;
    edited.layout.frames.insert(edited.layout.frames.begin(), {.label = label, .nodes = nodes});
    return edited;
}

GraphEditResult renameFrame(const RouteGraph &graph, std::size_t frame, const QString &label)
{
    if (QString why = whyNoFrame(graph, frame); !why.isEmpty())
        return Failure{why};
    RouteGraph edited = graph;
    edited.layout.frames[frame].label = label;
    return edited;
}

GraphEditResult removeFrame(const RouteGraph &graph, std::size_t frame)
{
    if (QString why = whyNoFrame(graph, frame); !why.isEmpty())
        return Failure{why};
    RouteGraph edited = graph;
    edited.layout.frames.erase(edited.layout.frames.begin() + static_cast<std::ptrdiff_t>(frame));
    return edited;
}

GraphEditResult joinFrame(const RouteGraph &graph, std::size_t frame, const QStringList &nodes)
{
    if (QString why = whyNoFrame(graph, frame); !why.isEmpty())
        return Failure{why};
    if (QString why = whyNoNodes(graph, nodes); !why.isEmpty())
        return Failure{why};
    RouteGraph edited = graph;
    QStringList &framed = edited.layout.frames[frame].nodes;
    for (const QString &node : nodes) {
        if (!framed.contains(node))
            framed.append(node);
    }
    return edited;
}

GraphEditResult leaveFrames(const RouteGraph &graph, const QStringList &nodes)
{
    if (QString why = whyNoNodes(graph, nodes); !why.isEmpty())
        return Failure{why};
    RouteGraph edited = graph;
    std::erase_if(edited.layout.frames, [&nodes](LayoutFrame &frame) {
        const auto left =
            frame.nodes.removeIf([&nodes](const QString &node) { return nodes.contains(node); });
        return left > 0 && frame.nodes.isEmpty();
    });
    return edited;
}

} // namespace signalbox::models
