// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <vector>

namespace signalbox::models {

/// A place on the canvas of the rule editor: the upper left corner of a node, or a bend of an edge.
/// In the canvas's units at 100 %, x to the right, y downwards.
struct CanvasPoint
{
    /// Neither coordinate goes further from the middle than this.
    static constexpr int farthest = 1'000'000;

    int x = 0;
    int y = 0;

    bool operator==(const CanvasPoint &) const = default;
};

/// A box with a title around some nodes.
struct LayoutFrame
{
    QString label{};
    QStringList nodes{}; ///< ids; a node may be in several frames
    QString color{}; ///< a word that the editor maps to its theme; empty: its usual one

    bool operator==(const LayoutFrame &) const = default;
};

/// Where an edge bends on its way, from its node on.
struct EdgeBends
{
    QString from{}; ///< id of the node
    QString port{}; ///< id of its output, see NodePort
    std::vector<CanvasPoint> points{};

    bool operator==(const EdgeBends &) const = default;
};

/// How a route graph is drawn. Never has a say in what it does: a graph with another layout, or
/// with none, serves every request alike.
struct GraphLayout
{
    QHash<QString, CanvasPoint> nodes{}; ///< by id; one that is not in here is laid out anew
    std::vector<LayoutFrame> frames{}; ///< from back to front
    std::vector<EdgeBends> bends{};

    [[nodiscard]] bool isEmpty() const
    {
        return nodes.isEmpty() && frames.empty() && bends.empty();
    }
    bool operator==(const GraphLayout &) const = default;
};

} // namespace signalbox::models
