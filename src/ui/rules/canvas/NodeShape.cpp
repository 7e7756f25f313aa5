// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/NodeShape.h"

#include "models/policy/NodePorts.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace signalbox::ui {

namespace {

constexpr double lineGrid = 4;
constexpr double widthGrid = 8;
constexpr double textGap = 8;
constexpr double handReach = 12; // of a hand around a port
constexpr double smallerRows = 0.85; // of classes of failures, to other rows

/// The next place on the grid, so that lines stay sharp.
double toGrid(double length, double step = lineGrid)
{
    return std::ceil(length / step) * step;
}

/// The outputs as they are drawn: of a fallback, one for each class of failures of its first step,
/// and behind them the steps that only later failures lead to.
std::vector<PortShape> portShapes(const models::RouteNode &node)
{
    const std::vector<models::NodePort> ports = models::portsOf(node);
    std::vector<PortShape> shapes;
    const auto add = [&](const models::NodePort &port) {
        shapes.push_back(
            {.id = port.id,
             .fullText = portText(node, port),
             .isMissing = port.node.isEmpty() && port.need == models::NodePort::Need::Required});
    };
    const auto *fallback = std::get_if<models::FallbackNode>(&node.body);
    if (!fallback || ports.empty()) {
        for (const models::NodePort &port : ports)
            add(port);
        return shapes;
    }
    add(ports.front());
    for (const models::ErrorClassPort &failure : models::errorClassPortsOf(*fallback)) {
        const bool isFinal = failure.step == models::ErrorClassPort::noStep;
        shapes.push_back({.id = isFinal ? QString() : ports.at(failure.step).id,
                          .fullText = failureText(failure.errorClass),
                          .isMissing = !isFinal && failure.node.isEmpty(),
                          .errorClass = failure.errorClass});
    }
    for (const models::NodePort &port : ports) {
        if (std::ranges::find(shapes, port.id, &PortShape::id) == shapes.end())
            add(port);
    }
    return shapes;
}

} // namespace

NodeShape NodeShape::of(const QString &id, const models::RouteNode &node, const QFont &font)
{
    QFont bold = font;
    bold.setWeight(QFont::DemiBold);
    const QFontMetricsF titleMetrics(bold);
    const QFontMetricsF metrics(font);
    const double line = toGrid(metrics.height());
    const double textLeft = padding + iconSize + textGap;

    NodeShape shape;
    shape.kind = node.kind();
    shape.isMuted = node.isMuted;
    shape.fullTitle = node.label.isEmpty() ? id : node.label;
    shape.fullSummary = nodeSummary(node);
    if (shape.fullSummary.isEmpty())
        shape.fullSummary = nodeKindText(node.kind());
    shape.ports = portShapes(node);

    double wanted = textLeft + padding
        + std::max(titleMetrics.horizontalAdvance(shape.fullTitle),
                   metrics.horizontalAdvance(shape.fullSummary));
    for (const PortShape &port : shape.ports)
        wanted = std::max(wanted, 2 * padding + metrics.horizontalAdvance(port.fullText));
    const double character = metrics.averageCharWidth();
    const double width =
        toGrid(std::clamp(wanted + 1, fewestCharacters * character, mostCharacters * character),
               widthGrid);

    const double textWidth = width - padding - textLeft;
    shape.title = titleMetrics.elidedText(shape.fullTitle, Qt::ElideRight, textWidth);
    shape.summary = metrics.elidedText(shape.fullSummary, Qt::ElideRight, textWidth);
    shape.titleBox = {textLeft, textGap, textWidth, line};
    shape.summaryBox = {textLeft, textGap + line, textWidth, line};
    const double head = textGap + 2 * line + textGap;
    shape.icon = {double(padding), std::floor((head - iconSize) / 2), iconSize, iconSize};
    shape.input = {0, head / 2};

    // A node with one output without a name has it beside its head, level with the input: a chain
    // of them is one straight line.
    const bool isPlain = shape.ports.size() == 1 && shape.ports.front().fullText.isEmpty();
    double top = head;
    for (PortShape &port : shape.ports) {
        const double row = port.errorClass ? toGrid(smallerRows * line) : line;
        port.text = metrics.elidedText(port.fullText, Qt::ElideRight, width - 2 * padding);
        port.place = {width, isPlain ? head / 2 : top + row / 2};
        if (!isPlain)
            top += row;
    }
    shape.box = {0, 0, width, shape.ports.empty() || isPlain ? head : toGrid(top + textGap)};
    return shape;
}

QString NodeShape::spoken() const
{
    const QString text =
        QStringLiteral("%1, %2: %3").arg(fullTitle, nodeKindText(kind), fullSummary);
    return isMuted ? QCoreApplication::translate("NodeShape", "%1 (muted)").arg(text) : text;
}

QString NodeShape::toolTip() const
{
    QStringList lines{spoken()};
    for (const PortShape &port : ports) {
        if (port.text != port.fullText)
            lines.append(port.fullText);
    }
    return lines.join(QLatin1Char('\n'));
}

const PortShape *NodeShape::port(const QString &id) const
{
    const auto found = std::ranges::find(ports, id, &PortShape::id);
    return found == ports.end() ? nullptr : &*found;
}

std::vector<QPointF> NodeShape::placesOf(const QString &id) const
{
    std::vector<QPointF> places;
    for (const PortShape &port : ports) {
        if (port.id == id)
            places.push_back(port.place);
    }
    return places;
}

const PortShape *NodeShape::portAt(const QPointF &place) const
{
    const PortShape *nearest = nullptr;
    for (const PortShape &port : ports) {
        const QPointF away = place - port.place;
        if (std::abs(away.x()) > handReach || std::abs(away.y()) > handReach)
            continue;
        if (!nearest || std::abs(away.y()) < std::abs((place - nearest->place).y()))
            nearest = &port;
    }
    return nearest;
}

} // namespace signalbox::ui
