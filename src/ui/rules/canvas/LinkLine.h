// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPointF>

class QGraphicsPathItem;

namespace signalbox::ui {

class GraphScene;
class Theme;

/// The line of a link while it is drawn by hand. It jumps to the input of the node that it would
/// lead to.
///
/// Lives on the GUI thread. The scene owns the item and outlives the line.
class LinkLine final
{
public:
    LinkLine(GraphScene &scene, const Theme &theme);

    void beginAt(const QPointF &place) { m_begin = place; }
    void moveTo(const QPointF &end);
    [[nodiscard]] bool isDrawn() const { return m_item != nullptr; }
    void remove();

private:
    GraphScene &m_scene;
    const Theme &m_theme;
    QPointF m_begin;
    QGraphicsPathItem *m_item = nullptr;
};

} // namespace signalbox::ui
