// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/CanvasQuestions.h"

#include "ui/rules/canvas/AddNodeMenu.h"
#include "ui/rules/canvas/CanvasView.h"

#include <QInputDialog>

namespace signalbox::ui {

CanvasQuestions::CanvasQuestions(CanvasView &canvas)
    : QObject(&canvas)
    , m_canvas(canvas)
{}

void CanvasQuestions::askForNode(const QPointF &place, const std::optional<LinkBegin> &from)
{
    auto *menu = new AddNodeMenu(m_canvas.theme(), &m_canvas); // deletes itself
    menu->setObjectName(QStringLiteral("addNodeMenu"));
    connect(menu, &AddNodeMenu::kindChosen, this, [this, place, from](models::RouteNodeKind kind) {
        m_canvas.commands().add(kind, place, from);
    });
    menu->openAt(m_canvas.viewport()->mapToGlobal(m_canvas.mapFromScene(place)));
}

void CanvasQuestions::askForFrame()
{
    if (!m_canvas.document().selectedNodes().isEmpty())
        askForTitle(tr("Frame"), {},
                    [this](const QString &title) { m_canvas.commands().frameSelected(title); });
}

void CanvasQuestions::askForFrameName(std::size_t frame)
{
    const auto &frames = m_canvas.document().graph().layout.frames;
    if (frame < frames.size())
        askForTitle(tr("Rename frame"), frames[frame].label, [this, frame](const QString &title) {
            m_canvas.commands().renameFrame(frame, title);
        });
}

void CanvasQuestions::askForTitle(const QString &question, const QString &title,
                                  const std::function<void(const QString &)> &answer)
{
    auto *dialog = new QInputDialog(&m_canvas);
    dialog->setObjectName(QStringLiteral("frameName"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(question);
    dialog->setLabelText(tr("Title of the frame:"));
    dialog->setTextValue(title);
    connect(dialog, &QInputDialog::textValueSelected, this,
            [answer](const QString &chosen) { answer(chosen.trimmed()); });
    dialog->open();
}

} // namespace signalbox::ui
