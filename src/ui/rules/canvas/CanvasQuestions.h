// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/canvas/CanvasCommands.h"

#include <QObject>
#include <QPointF>

#include <functional>
#include <optional>

namespace signalbox::ui {

class CanvasView;

/// What the canvas asks before it edits: which node to add, what a frame is called. Nothing waits
/// for an answer.
///
/// Lives on the GUI thread; owned by the canvas.
class CanvasQuestions final : public QObject
{
    Q_OBJECT

public:
    explicit CanvasQuestions(CanvasView &canvas);

    /// Lets the user choose a node to add at \a place of the scene.
    void askForNode(const QPointF &place, const std::optional<LinkBegin> &from = std::nullopt);
    /// Draws a frame around the selected nodes then; without any nothing is asked.
    void askForFrame();
    void askForFrameName(std::size_t frame);

private:
    void askForTitle(const QString &question, const QString &title,
                     const std::function<void(const QString &)> &answer);

    CanvasView &m_canvas;
};

} // namespace signalbox::ui
