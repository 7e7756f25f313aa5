// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/NodeAlignment.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>
#include <vector>

namespace signalbox::models {

namespace {

/// A node on the one axis along which it is moved.
struct Span
{
    QString id{};
    int begin = 0;
    int length = 0;

    [[nodiscard]] int end() const { return begin + length; }
};

bool isAcross(Alignment alignment)
{
    return alignment == Alignment::Left || alignment == Alignment::Centre
        || alignment == Alignment::Right || alignment == Alignment::DistributeAcross;
}

/// Only the gaps are made equal: nodes of different sizes look even then.
void distribute(std::vector<Span> &spans)
{
    const auto count = spans.size();
    if (count < static_cast<std::size_t>(fewestFor(Alignment::DistributeAcross)))
        return;
    std::ranges::sort(spans, {}, [](const Span &span) { return std::tie(span.begin, span.id); });
    const int first = spans.front().begin;
    int lengths = 0;
    for (const Span &span : spans)
        lengths += span.length;
    // The last one stays where it ends, even when another ends further away.
    const double gap = double(spans.back().end() - first - lengths) / double(count - 1);
    double place = first;
    for (Span &span : spans) {
        span.begin = static_cast<int>(std::lround(place));
        place += span.length + gap;
    }
}

void line(std::vector<Span> &spans, Alignment alignment)
{
    const int begin = std::ranges::min(spans, {}, &Span::begin).begin;
    const int end = std::ranges::max(spans, {}, &Span::end).end();
    for (Span &span : spans) {
        if (alignment == Alignment::Left || alignment == Alignment::Top)
            span.begin = begin;
        else if (alignment == Alignment::Right || alignment == Alignment::Bottom)
            span.begin = end - span.length;
        else
            span.begin = begin + (end - begin - span.length) / 2;
    }
}

} // namespace

int fewestFor(Alignment alignment)
{
    const bool isGap =
        alignment == Alignment::DistributeAcross || alignment == Alignment::DistributeDown;
    return isGap ? 3 : 2;
}

QHash<QString, CanvasPoint> aligned(const QHash<QString, QRect> &boxes, Alignment alignment)
{
    const bool across = isAcross(alignment);
    std::vector<Span> spans;
    for (auto box = boxes.cbegin(); box != boxes.cend(); ++box)
        spans.push_back({.id = box.key(),
                         .begin = across ? box->x() : box->y(),
                         .length = across ? box->width() : box->height()});
    if (spans.empty())
        return {};
    if (fewestFor(alignment) > 2)
        distribute(spans);
    else
        line(spans, alignment);
    QHash<QString, CanvasPoint> places;
    for (const Span &span : spans) {
        const QRect &box = *boxes.constFind(span.id);
        places.insert(span.id,
                      across ? CanvasPoint{.x = span.begin, .y = box.y()}
                             : CanvasPoint{.x = box.x(), .y = span.begin});
    }
    return places;
}

} // namespace signalbox::models
