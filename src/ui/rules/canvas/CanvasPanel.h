// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/RecordStore.h"

#include <QSet>
#include <QWidget>

class QSettings;

namespace signalbox::ui {

class CanvasBar;
class CanvasMinimap;
class CanvasView;
class NodePalette;
class RulesDocument;
class Theme;
class TrafficOverlay;

/// The canvas of the rule editor with all that stands around it: palette, map, and the bar below.
///
/// Lives on the GUI thread.
class CanvasPanel final : public QWidget
{
    Q_OBJECT

public:
    /// All outlive the panel.
    struct Needs
    {
        RulesDocument &document;
        const Theme &theme;
        models::RecordStore &store;
        QSettings &settings; ///< for what the user wants to see beside the canvas
    };

    CanvasPanel(const Needs &needs, QWidget *parent);

    [[nodiscard]] CanvasView &canvas() { return *m_canvas; }
    [[nodiscard]] TrafficOverlay &overlay() { return *m_overlay; }

signals:
    void refused(const QString &why);
    /// Exchanges are wanted to be seen; \a title says which.
    void exchangesRequested(const QString &title, const QSet<quint64> &ids);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void showParts();

    const Theme &m_theme;
    QSettings &m_settings;
    CanvasView *m_canvas;
    TrafficOverlay *m_overlay;
    NodePalette *m_palette;
    CanvasMinimap *m_map;
    CanvasBar *m_bar;
    QWidget *m_rule; // between palette and canvas
};

} // namespace signalbox::ui
