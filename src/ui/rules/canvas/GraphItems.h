// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/GraphEdit.h"
#include "ui/rules/canvas/NodeShape.h"

#include <QGraphicsItem>
#include <QPainterPath>
#include <QPixmap>
#include <QStringList>

namespace signalbox::ui {

class Theme;

/// What all items of a canvas are painted with. Looked up once for each change of the theme.
struct CanvasPaint
{
    explicit CanvasPaint(const Theme &theme);

    [[nodiscard]] QColor toneColor(NodeTone tone) const;

    /// Below this scale nodes are plain boxes: their texts could not be read.
    static constexpr double plainBelow = 0.4;

    const Theme &theme;
    QFont font;
    QFont titleFont;
    QFont captionFont;
    std::vector<QPixmap> icons{}; ///< by kind
    QPixmap warning{};
};

/// A node on the canvas. Moved by the view; what it shows comes from its shape only.
class NodeItem final : public QGraphicsItem
{
public:
    enum { Type = UserType + 1 };

    NodeItem(QString id, const CanvasPaint &paint);

    [[nodiscard]] const QString &id() const { return m_id; }
    [[nodiscard]] const NodeShape &shapeOfNode() const { return m_shape; }
    /// Whether anything is different now.
    bool setNodeShape(NodeShape shape);
    void setProblems(const QStringList &problems);
    [[nodiscard]] bool hasProblems() const { return !m_problems.isEmpty(); }
    /// Drawn weaker: something else is looked at.
    void setFaded(bool isFaded);
    [[nodiscard]] bool isFaded() const { return m_isFaded; }
    /// The box on the scene, without the frame around it.
    [[nodiscard]] QRectF sceneBox() const { return m_shape.box.translated(pos()); }

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    void paintTexts(QPainter &painter) const;
    void paintPorts(QPainter &painter) const;
    void updateToolTip();
    void updateOpacity();

    QString m_id;
    const CanvasPaint &m_paint;
    NodeShape m_shape;
    QStringList m_problems;
    bool m_isFaded = false;
};

/// An edge from an output to a node, curved, through its bends.
class EdgeItem final : public QGraphicsItem
{
public:
    enum { Type = UserType + 2 };

    EdgeItem(models::PortRef from, const CanvasPaint &paint);

    [[nodiscard]] const models::PortRef &from() const { return m_from; }
    void setWay(const QPointF &begin, const std::vector<QPointF> &bends, const QPointF &end);
    [[nodiscard]] const QPainterPath &way() const { return m_way; }
    /// Drawn stronger: it belongs to what is selected, or something is about to be dropped on it.
    void setLit(bool isLit);
    [[nodiscard]] bool isLit() const { return m_isLit; }
    void setFaded(bool isFaded);

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override;
    [[nodiscard]] QPainterPath shape() const override { return m_reach; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

    /// The curve between two places, as edges and drags draw it.
    static void addCurve(QPainterPath &path, const QPointF &end);

private:
    models::PortRef m_from;
    const CanvasPaint &m_paint;
    QPainterPath m_way;
    QPainterPath m_reach; // where a hand meets it
    bool m_isLit = false;
};

/// A titled box around some nodes.
class FrameItem final : public QGraphicsItem
{
public:
    explicit FrameItem(const CanvasPaint &paint);

    void setFrame(const QString &label, const QRectF &box);

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    const CanvasPaint &m_paint;
    QString m_label;
    QRectF m_box;
};

/// Where every request begins.
class StartItem final : public QGraphicsItem
{
public:
    enum { Type = UserType + 3 };
    static constexpr int diameter = 32;

    explicit StartItem(const CanvasPaint &paint);

    [[nodiscard]] QPointF output() const { return pos() + QPointF(diameter, diameter / 2.0); }
    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override { return {0, 0, diameter, diameter}; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    const CanvasPaint &m_paint;
};

} // namespace signalbox::ui
