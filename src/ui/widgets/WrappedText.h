// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFont>
#include <QString>

class QColor;
class QPainter;
class QRect;

namespace signalbox::ui {

/// How high \a text is in lines of \a width pixels; words that are too long are broken.
int wrappedHeight(const QString &text, const QFont &font, int width);
/// Paints it so from the top left of \a rect.
void paintWrapped(QPainter *painter, const QRect &rect, const QString &text, const QFont &font,
                  const QColor &color);

} // namespace signalbox::ui
