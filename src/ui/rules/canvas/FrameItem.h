// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QGraphicsItem>
#include <QPainterPath>
#include <QString>

namespace signalbox::ui {

struct CanvasPaint;

/// A titled box around some nodes. A hand meets its title only: what is between its nodes is the
/// plane itself.
///
/// Lives on the GUI thread; owned by its scene.
class FrameItem final : public QGraphicsItem
{
public:
    enum { Type = UserType + 4 };
    /// In the canvas's units.
    static constexpr double titleHeight = 32;

    /// \a paint outlives the item.
    explicit FrameItem(const CanvasPaint &paint);

    /// \a index is the frame's place in the layout.
    void setFrame(std::size_t index, const QString &label, const QRectF &box);
    [[nodiscard]] std::size_t index() const { return m_index; }
    [[nodiscard]] const QString &label() const { return m_label; }
    [[nodiscard]] QRectF titleBox() const;

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override;
    [[nodiscard]] QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    const CanvasPaint &m_paint;
    std::size_t m_index = 0;
    QString m_label;
    QRectF m_box;
};

} // namespace signalbox::ui
