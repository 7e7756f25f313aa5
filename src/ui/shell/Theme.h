// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QFont>
#include <QObject>
#include <QString>

#include <array>

class QApplication;

namespace signalbox::ui {

/// The colours of one appearance. Every pair of text and surface keeps at least 4.5:1, the focus
/// ring 3:1, series 3:1 on the surface charts are drawn on; tst_Theme checks it.
struct ThemeColors
{
    /// 0 window, 1 content, 2 raised or hovered, 3 pressed or selected.
    std::array<QColor, 4> surface;
    QColor line;
    QColor text;
    QColor textMuted;
    QColor accent;
    QColor onAccent; ///< text on the accent
    QColor success;
    QColor warning;
    QColor danger;
    QColor focus;
    /// Okabe and Ito's colour-blind safe set, each tuned in lightness for its surface; the last is
    /// for everything that has no colour of its own.
    std::array<QColor, 8> series;
};

/// Appearance of the whole application: colours, type and sizes. Everything visible takes them from
/// here, so that a change of theme or zoom reaches all of it.
///
/// Lives on the GUI thread; outlives every widget that refers to it.
class Theme final : public QObject
{
    Q_OBJECT

public:
    enum class Choice : quint8 { System, Light, Dark };
    enum class Role : quint8 { Caption, Body, Title, Figure };

    static constexpr int smallestZoom = 80;
    static constexpr int largestZoom = 200;
    static constexpr int zoomStep = 10;

    explicit Theme(QApplication &application, QObject *parent = nullptr);

    static const ThemeColors &light();
    static const ThemeColors &dark();
    /// Contrast ratio after WCAG 2, 1..21.
    static double contrast(const QColor &first, const QColor &second);
    /// \a sheet with `{token}` and `{px:N}` replaced; an unknown token leaves an empty text.
    static QString resolved(const QString &sheet, const ThemeColors &colors, int zoomPercent);

    void setChoice(Choice choice);
    [[nodiscard]] Choice choice() const { return m_choice; }
    [[nodiscard]] bool isDark() const;
    [[nodiscard]] const ThemeColors &colors() const;

    /// Percent, kept between smallestZoom and largestZoom.
    void setZoom(int percent);
    [[nodiscard]] int zoom() const { return m_zoom; }
    /// \a pixels of the 100 % design at the present zoom.
    [[nodiscard]] int px(int pixels) const;

    [[nodiscard]] QFont font(Role role) const;
    /// font() whose digits are all of one width, for figures that stand above each other.
    [[nodiscard]] QFont figures(Role role) const;
    [[nodiscard]] QFont mono() const;

signals:
    /// Colours or sizes are different now; palette, font and style sheet are already applied.
    void changed();

private:
    void apply();
    [[nodiscard]] bool systemIsDark() const;

    QApplication &m_application;
    QString m_sheet;
    QString m_family;
    bool m_startedDark = false;
    Choice m_choice = Choice::System;
    int m_zoom = 100;
};

} // namespace signalbox::ui
