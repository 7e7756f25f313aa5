// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

namespace signalbox::ui {

class Theme;
struct ThemeColors;

/// A small disc in a colour of the theme. It only ever stands beside words that say the same.
class StateDot final : public QWidget
{
    Q_OBJECT

public:
    enum class Color : quint8 { Muted, Success, Warning, Danger };

    StateDot(const Theme &theme, QWidget *parent);

    static const QColor &colorOf(const ThemeColors &colors, Color color);

    void setColor(Color color);
    [[nodiscard]] QSize sizeHint() const override;

private:
    void paintEvent(QPaintEvent *event) override;

    const Theme &m_theme;
    Color m_color = Color::Muted;
};

} // namespace signalbox::ui
