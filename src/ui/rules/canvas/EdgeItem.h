// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/GraphEdit.h"
#include "ui/rules/canvas/EdgeLoad.h"

#include <QGraphicsItem>
#include <QPainterPath>

#include <optional>
#include <vector>

namespace signalbox::ui {

struct CanvasPaint;

/// The way of an edge on the scene.
struct EdgeWay
{
    std::vector<QPointF> begins{}; ///< of one output; several are gathered into one line
    std::vector<QPointF> bends{};
    QPointF end{};

    bool operator==(const EdgeWay &) const = default;
};

/// An edge from an output to a node, curved, through its bends.
///
/// Lives on the GUI thread; owned by its scene. Its path is made when its way changes, so that
/// painting makes nothing.
class EdgeItem final : public QGraphicsItem
{
public:
    enum { Type = UserType + 2 };

    /// \a paint outlives the item.
    EdgeItem(models::PortRef from, const CanvasPaint &paint);

    [[nodiscard]] const models::PortRef &from() const { return m_from; }
    void setWay(const EdgeWay &way);
    [[nodiscard]] const QPainterPath &way() const { return m_path; }
    [[nodiscard]] const std::vector<QPointF> &bends() const { return m_way.bends; }
    /// Draws the edge as it would be with one of its bends elsewhere.
    void moveBend(std::size_t bend, const QPointF &place);
    /// Drawn stronger: it belongs to what is selected, or something is about to be dropped on it.
    void setLit(bool isLit);
    [[nodiscard]] bool isLit() const { return m_isLit; }
    /// Its bends are shown as handles.
    void setChosen(bool isChosen);
    [[nodiscard]] bool isChosen() const { return m_isChosen; }
    void setFaded(bool isFaded);
    /// What has gone along it lately; nothing draws it plain.
    void setLoad(const std::optional<EdgeLoad> &load);
    [[nodiscard]] const std::optional<EdgeLoad> &load() const { return m_load; }

    /// The bend at \a place of the scene, with room around it for a hand; -1 if none.
    [[nodiscard]] int bendAt(const QPointF &place) const;
    /// At which place among the bends one at \a place of the scene belongs.
    [[nodiscard]] std::size_t bendPlace(const QPointF &place) const;

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override { return m_bounds; }
    [[nodiscard]] QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

    /// The curve from where \a path is to \a end, as edges and drags draw it.
    static void addCurve(QPainterPath &path, const QPointF &end);

private:
    void updateBounds();
    void updateDepth();
    [[nodiscard]] QColor lineColor() const;
    [[nodiscard]] double lineWidth() const;
    void paintLoad(QPainter &painter) const;

    models::PortRef m_from;
    const CanvasPaint &m_paint;
    EdgeWay m_way;
    QPainterPath m_path;
    QPointF m_trunk; // where several begins have come together
    QRectF m_bounds;
    QRectF m_loadBox; // of the text of the load; empty without one
    mutable QPainterPath m_reach; // where a hand meets it; made when somebody asks
    std::optional<EdgeLoad> m_load;
    bool m_isLit = false;
    bool m_isChosen = false;
};

} // namespace signalbox::ui
