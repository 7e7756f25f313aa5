// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/GraphLayout.h"

#include <QPointF>
#include <QRect>

#include <vector>

namespace signalbox::models {

/// The ways of edges around nodes that stand between their ends: where a curve would pass behind a
/// node, it bends into a gap above or below. In the canvas's units.
///
/// A value; any thread. Takes time in proportion to the number of boxes for each edge.
class EdgeWays final
{
public:
    /// \a boxes are those of the nodes.
    explicit EdgeWays(std::vector<QRect> boxes);

    /// Where the edge from \a begin, at the right of a node, to \a end, at the left of another,
    /// bends. Empty when nothing is in its way, when it goes back, or when no gap was found.
    [[nodiscard]] std::vector<CanvasPoint> bends(CanvasPoint begin, CanvasPoint end) const;

    /// A place of the curve from \a begin to \a end, which leaves to the right and comes from the
    /// left; \a at is 0 to 1 along it. How edges are drawn.
    [[nodiscard]] static QPointF pointOnCurve(QPointF begin, QPointF end, double at);
    /// How far the control points of that curve are from its ends, to the sides.
    [[nodiscard]] static double swing(QPointF begin, QPointF end);

private:
    /// The boxes that the curve between two places passes behind.
    [[nodiscard]] QRect blocked(const std::vector<QRect> &near, QPointF begin, QPointF end) const;

    std::vector<QRect> m_boxes;
};

} // namespace signalbox::models
