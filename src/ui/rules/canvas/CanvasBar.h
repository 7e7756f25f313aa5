// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>

class QLabel;
class QToolButton;

namespace signalbox::ui {

class CanvasView;
class ElidingLabel;
class SegmentedControl;
class TrafficOverlay;

/// The line below the canvas: what is seen beside it, how it is brought into line, what traffic is
/// drawn on its edges, and how large it is.
///
/// Lives on the GUI thread.
class CanvasBar final : public QFrame
{
    Q_OBJECT

public:
    /// Both outlive the bar.
    CanvasBar(CanvasView &canvas, TrafficOverlay &overlay, QWidget *parent);

    /// Whether the user wants to see the palette and the map.
    [[nodiscard]] bool isPaletteWanted() const;
    [[nodiscard]] bool isMapWanted() const;
    enum class Wanted : quint8 { No, Yes };
    void setWanted(Wanted palette, Wanted map);

signals:
    void wantedChanged();

private:
    void buildLayout();
    QToolButton *makeButton(const QString &name, const QString &text, const QString &keys);
    void connectOverlay();
    void showState();

    CanvasView &m_canvas;
    TrafficOverlay &m_overlay;
    QToolButton *m_palette;
    QToolButton *m_map;
    QToolButton *m_align;
    QToolButton *m_frame;
    QToolButton *m_smaller;
    QToolButton *m_larger;
    QLabel *m_scale;
    SegmentedControl *m_span;
    SegmentedControl *m_measure;
    ElidingLabel *m_legend;
};

} // namespace signalbox::ui
