// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/canvas/NodeWords.h"

#include <QColor>
#include <QFont>
#include <QPainter>
#include <QPixmap>

#include <vector>

namespace signalbox::ui {

class Theme;

/// What all items of a canvas are painted with. Looked up once for each change of the theme.
///
/// Lives on the GUI thread; owned by the scene. Its fonts are those of the design at 100 %: the
/// view scales the canvas as a whole, so that places stay right at every zoom.
struct CanvasPaint
{
    /// \a theme outlives it.
    explicit CanvasPaint(const Theme &theme);

    /// Takes everything from the theme anew.
    void refresh();
    [[nodiscard]] QColor toneColor(NodeTone tone) const;
    /// How large what \a painter paints comes to be on the screen; 1 is 100 %.
    [[nodiscard]] static double levelOf(const QPainter &painter);

    /// Below this scale nodes are plain boxes: their texts could not be read.
    static constexpr double plainBelow = 0.4;
    static constexpr double cornerRadius = 6;
    static constexpr double fadedOpacity = 0.35;

    const Theme &theme;
    QFont font{};
    QFont titleFont{};
    QFont captionFont{};
    std::vector<QPixmap> icons{}; ///< by kind
    QPixmap warning{};
    QPixmap error{};
};

} // namespace signalbox::ui
