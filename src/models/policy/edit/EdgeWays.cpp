// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/EdgeWays.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace signalbox::models {

namespace {

constexpr double leastSwing = 40; // so that an edge that goes back is seen beside its nodes
constexpr int clearance = 16; // between an edge and the nodes that it passes
constexpr int curvePoints = 24;
constexpr int attempts = 4;

/// A way through one gap: level between `left` and `right`.
struct Lane
{
    int left = 0;
    int right = 0;
    int y = 0;
};

QPointF toPointF(CanvasPoint point)
{
    return {double(point.x), double(point.y)};
}

/// The level closest to both ends that no box between \a left and \a right is at.
std::optional<int> freeLevel(const std::vector<QRect> &near, int left, int right, CanvasPoint begin,
                             CanvasPoint end)
{
    std::vector<int> levels{begin.y, end.y};
    const auto isBetween = [&](const QRect &box) {
        return box.right() > left && box.left() < right;
    };
    for (const QRect &box : near) {
        if (isBetween(box)) {
            levels.push_back(box.top() - clearance);
            levels.push_back(box.bottom() + clearance);
        }
    }
    std::optional<int> best;
    int least = std::numeric_limits<int>::max();
    for (const int level : levels) {
        const int way = std::abs(level - begin.y) + std::abs(level - end.y);
        const bool isFree = std::ranges::none_of(near, [&](const QRect &box) {
            return isBetween(box) && level > box.top() - clearance / 2
                && level < box.bottom() + clearance / 2;
        });
        if (isFree && way < least) {
            least = way;
            best = level;
        }
    }
    return best;
}

} // namespace

EdgeWays::EdgeWays(std::vector<QRect> boxes)
    : m_boxes(std::move(boxes))
{}

double EdgeWays::swing(QPointF begin, QPointF end)
{
    return std::max(leastSwing, std::abs(end.x() - begin.x()) / 2);
}

QPointF EdgeWays::pointOnCurve(QPointF begin, QPointF end, double at)
{
    const double out = swing(begin, end);
    const QPointF first = begin + QPointF(out, 0);
    const QPointF second = end - QPointF(out, 0);
    const double left = 1 - at;
    return left * left * left * begin + 3 * left * left * at * first + 3 * left * at * at * second
        + at * at * at * end;
}

QRect EdgeWays::blocked(const std::vector<QRect> &near, QPointF begin, QPointF end) const
{
    QRect all;
    for (int step = 1; step < curvePoints; ++step) {
        const QPoint place = pointOnCurve(begin, end, double(step) / curvePoints).toPoint();
        for (const QRect &box : near) {
            if (box.contains(place))
                all |= box;
        }
    }
    return all;
}

std::vector<CanvasPoint> EdgeWays::bends(CanvasPoint begin, CanvasPoint end) const
{
    if (end.x - begin.x < 2 * clearance)
        return {};
    // The nodes at its ends only touch an edge; they are looked at a little smaller.
    std::vector<QRect> near;
    for (const QRect &box : m_boxes) {
        if (box.right() > begin.x && box.left() < end.x)
            near.push_back(box.adjusted(2, 2, -2, -2));
    }
    QRect between = blocked(near, toPointF(begin), toPointF(end));
    for (int attempt = 0; attempt < attempts && !between.isNull(); ++attempt) {
        Lane lane{.left = std::max(begin.x + clearance, between.left() - clearance),
                  .right = std::min(end.x - clearance, between.right() + clearance)};
        if (lane.right <= lane.left)
            return {};
        const auto level = freeLevel(near, lane.left, lane.right, begin, end);
        if (!level)
            return {};
        lane.y = *level;
        const CanvasPoint in{.x = lane.left, .y = lane.y};
        const CanvasPoint out{.x = lane.right, .y = lane.y};
        const QRect still = blocked(near, toPointF(begin), toPointF(in))
            | blocked(near, toPointF(out), toPointF(end));
        if (still.isNull() || attempt + 1 == attempts || between.contains(still))
            return {in, out};
        between |= still;
    }
    return {};
}

} // namespace signalbox::models
