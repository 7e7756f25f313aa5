// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/LinkLine.h"

#include "ui/rules/canvas/GraphScene.h"
#include "ui/shell/Theme.h"

#include <QGraphicsPathItem>
#include <QPen>

#include <utility>

namespace signalbox::ui {

LinkLine::LinkLine(GraphScene &scene, const Theme &theme)
    : m_scene(scene)
    , m_theme(theme)
{}

void LinkLine::moveTo(const QPointF &end)
{
    if (!m_item) {
        m_item = m_scene.addPath({}, QPen(m_theme.colors().accent, 2, Qt::DashLine));
        m_item->setZValue(3);
    }
    QPainterPath path(m_begin);
    EdgeItem::addCurve(path, end);
    m_item->setPath(path);
}

void LinkLine::remove()
{
    delete std::exchange(m_item, nullptr);
}

} // namespace signalbox::ui
