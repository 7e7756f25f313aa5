// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/NodeFormWindow.h"

#include "ui/rules/RuleWords.h"
#include "ui/rules/canvas/NodeWords.h"
#include "ui/rules/inspector/NodeFormHost.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/InlineMessage.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace signalbox::ui {

NodeFormWindow::NodeFormWindow(RulesDocument &document, const Theme &theme, const QString &node,
                               QWidget *parent)
    : QDialog(parent)
    , m_document(document)
    , m_node(node)
    , m_kind(document.graph().nodes.value(node).kind())
    , m_message(new InlineMessage(theme, this))
    , m_form(new NodeFormHost(document, theme, this))
{
    setObjectName(QStringLiteral("nodeFormWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_message->hide();
    auto *inside = new QWidget(this);
    inside->setProperty("scrolled", true);
    auto *room = new QVBoxLayout(inside);
    room->setContentsMargins(0, 0, 0, 0);
    room->addWidget(m_form);
    room->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inside);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(m_message);
    column->addWidget(scroll, 1);
    resize(theme.px(800), theme.px(520));

    connect(m_form, &NodeFormHost::refused, this, [this](const QString &why) {
        if (why.isEmpty())
            m_message->hide();
        else
            m_message->showMessage(InlineMessage::Kind::Warning, why);
    });
    connect(m_form, &NodeFormHost::momentWanted, this, &NodeFormWindow::momentWanted);
    connect(&document, &RulesDocument::routeChanged, this, &QWidget::close);
    connect(&document, &RulesDocument::graphChanged, this, &NodeFormWindow::showNode);
    showNode();
}

void NodeFormWindow::showNode()
{
    const auto found = m_document.graph().nodes.constFind(m_node);
    if (found == m_document.graph().nodes.constEnd() || found->kind() != m_kind) {
        close();
        return;
    }
    setWindowTitle(tr("%1: %2").arg(nodeKindText(m_kind), nodeText(m_node, *found)));
    m_form->showNode(m_node);
}

void NodeFormWindow::setMoment(const NodeForm::Moment &moment)
{
    m_form->setMoment(moment);
}

bool NodeFormWindow::wantsMoment() const
{
    return m_form->wantsMoment();
}

void NodeFormWindow::setObserved(const ObservedValues &observed)
{
    m_form->setObserved(observed);
}

} // namespace signalbox::ui
