// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QGraphicsItem>

namespace signalbox::ui {

struct CanvasPaint;

/// Where every request begins.
///
/// Lives on the GUI thread; owned by its scene.
class StartItem final : public QGraphicsItem
{
public:
    enum { Type = UserType + 3 };
    static constexpr int diameter = 32;

    /// \a paint outlives the item.
    explicit StartItem(const CanvasPaint &paint);

    [[nodiscard]] QPointF output() const { return pos() + QPointF(diameter, diameter / 2.0); }
    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override { return {0, 0, diameter, diameter}; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    const CanvasPaint &m_paint;
};

} // namespace signalbox::ui
