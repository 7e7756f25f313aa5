// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/CanvasPaint.h"

#include "ui/rules/canvas/NodeShape.h"
#include "ui/shell/Theme.h"

#include <QStyleOptionGraphicsItem>

namespace signalbox::ui {

namespace {

QFont atFullSize(const Theme &theme, Theme::Role role)
{
    QFont font = theme.font(role);
    constexpr int percent = 100;
    if (font.pixelSize() > 0)
        font.setPixelSize(font.pixelSize() * percent / theme.zoom());
    else
        font.setPointSizeF(font.pointSizeF() * percent / theme.zoom());
    return font;
}

} // namespace

CanvasPaint::CanvasPaint(const Theme &shownTheme)
    : theme(shownTheme)
{
    refresh();
}

void CanvasPaint::refresh()
{
    font = atFullSize(theme, Theme::Role::Body);
    titleFont = font;
    titleFont.setWeight(QFont::DemiBold);
    captionFont = atFullSize(theme, Theme::Role::Caption);
    // Twice as large as they are drawn at 100 %, so that they stay sharp when zoomed in.
    const QSize size(2 * NodeShape::iconSize, 2 * NodeShape::iconSize);
    icons.clear();
    for (int kind = 0; kind < models::routeNodeKindCount; ++kind)
        icons.push_back(
            lineIcon(theme, nodeIcon(static_cast<models::RouteNodeKind>(kind))).pixmap(size, 1.0));
    warning = lineIcon(theme, IconName::Warning, IconTone::Warning).pixmap(size, 1.0);
    error = lineIcon(theme, IconName::Stop, IconTone::Danger).pixmap(size, 1.0);
}

QColor CanvasPaint::toneColor(NodeTone tone) const
{
    const ThemeColors &colors = theme.colors();
    switch (tone) {
    case NodeTone::Decision:
        return colors.series[0];
    case NodeTone::Limit:
        return colors.series[1];
    case NodeTone::Serving:
        return colors.series[2];
    case NodeTone::Change:
        return colors.series[3];
    case NodeTone::Fallback:
        return colors.series[4];
    case NodeTone::End:
        break;
    }
    return colors.series.back();
}

double CanvasPaint::levelOf(const QPainter &painter)
{
    return QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter.worldTransform());
}

} // namespace signalbox::ui
