// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/PolicyProblem.h"
#include "ui/rules/canvas/NodeShape.h"

#include <QGraphicsItem>
#include <QList>
#include <QString>

namespace signalbox::ui {

struct CanvasPaint;

/// A node on the canvas. Moved by the view; what it shows comes from its shape only.
///
/// Lives on the GUI thread; owned by its scene.
class NodeItem final : public QGraphicsItem
{
public:
    enum { Type = UserType + 1 };

    /// \a paint outlives the item.
    NodeItem(QString id, const CanvasPaint &paint);

    [[nodiscard]] const QString &id() const { return m_id; }
    [[nodiscard]] const NodeShape &shapeOfNode() const { return m_shape; }
    /// Whether anything is different now.
    bool setNodeShape(NodeShape shape);
    void setProblems(const QList<models::PolicyProblem> &problems);
    [[nodiscard]] bool hasProblems() const { return !m_problems.isEmpty(); }
    /// The worst of them, and how many more there are, as it stands below the node; may be cut.
    [[nodiscard]] const QString &problemText() const { return m_problemText; }
    /// What a screen reader says of it.
    [[nodiscard]] QString spoken() const;
    /// Drawn weaker: something else is looked at.
    void setFaded(bool isFaded);
    [[nodiscard]] bool isFaded() const { return m_isFaded; }
    /// The box on the scene, without the frame around it.
    [[nodiscard]] QRectF sceneBox() const { return m_shape.box.translated(pos()); }
    [[nodiscard]] QPointF sceneInput() const { return pos() + m_shape.input; }

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    void paintTexts(QPainter &painter) const;
    void paintPorts(QPainter &painter) const;
    void paintProblems(QPainter &painter) const;
    [[nodiscard]] QColor problemColor() const;
    void updateToolTip();
    void updateProblemText();
    /// Below the box, where the worst problem is told.
    [[nodiscard]] QRectF problemBox() const;
    void updateOpacity();

    QString m_id;
    const CanvasPaint &m_paint;
    NodeShape m_shape;
    QList<models::PolicyProblem> m_problems;
    QString m_problemText;
    double m_problemHeight = 0; // of the text
    bool m_isFaded = false;
};

} // namespace signalbox::ui
