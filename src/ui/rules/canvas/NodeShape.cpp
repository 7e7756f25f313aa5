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

constexpr double grid = 4;
constexpr double gap = 8;
constexpr double reach = 12; // of a hand around a port

/// The next place on the grid, so that lines stay sharp.
double onGrid(double length)
{
    return std::ceil(length / grid) * grid;
}

} // namespace

NodeShape NodeShape::of(const QString &id, const models::RouteNode &node, const QFont &font)
{
    QFont bold = font;
    bold.setWeight(QFont::DemiBold);
    const QFontMetricsF titleMetrics(bold);
    const QFontMetricsF metrics(font);
    const double line = onGrid(metrics.height());
    const double textLeft = padding + iconSize + gap;
    const double textWidth = width - padding - textLeft;

    NodeShape shape;
    shape.kind = node.kind();
    shape.isMuted = node.isMuted;
    shape.fullTitle = node.label.isEmpty() ? id : node.label;
    shape.title = titleMetrics.elidedText(shape.fullTitle, Qt::ElideRight, textWidth);
    shape.fullSummary = nodeSummary(node);
    if (shape.fullSummary.isEmpty())
        shape.fullSummary = nodeKindText(node.kind());
    shape.summary = metrics.elidedText(shape.fullSummary, Qt::ElideRight, textWidth);
    shape.titleBox = {textLeft, gap, textWidth, line};
    shape.summaryBox = {textLeft, gap + line, textWidth, line};
    const double head = gap + 2 * line + gap;
    shape.icon = {double(padding), std::floor((head - iconSize) / 2), iconSize, iconSize};
    shape.input = {0, head / 2};

    const std::vector<models::NodePort> ports = models::portsOf(node);
    // A node with one output without a name has it beside its head, level with the input: a chain
    // of them is one straight line.
    const bool isPlain = ports.size() == 1 && portText(node, ports.front()).isEmpty();
    double top = head;
    for (const models::NodePort &port : ports) {
        PortShape out{.id = port.id,
                      .fullText = portText(node, port),
                      .isMissing =
                          port.node.isEmpty() && port.need == models::NodePort::Need::Required};
        out.text = metrics.elidedText(out.fullText, Qt::ElideRight, width - 2 * padding);
        out.place = {double(width), isPlain ? head / 2 : top + line / 2};
        if (!isPlain)
            top += line;
        shape.ports.push_back(std::move(out));
    }
    shape.box = {0, 0, width, ports.empty() || isPlain ? head : onGrid(top + gap)};
    return shape;
}

QString NodeShape::spoken() const
{
    const QString text =
        QStringLiteral("%1, %2: %3").arg(fullTitle, nodeKindText(kind), fullSummary);
    return isMuted ? QCoreApplication::translate("NodeShape", "%1 (muted)").arg(text) : text;
}

const PortShape *NodeShape::port(const QString &id) const
{
    const auto found = std::ranges::find(ports, id, &PortShape::id);
    return found == ports.end() ? nullptr : &*found;
}

const PortShape *NodeShape::portAt(const QPointF &place) const
{
    for (const PortShape &port : ports) {
        const QPointF away = place - port.place;
        if (std::abs(away.x()) <= reach && std::abs(away.y()) <= reach)
            return &port;
    }
    return nullptr;
}

} // namespace signalbox::ui
