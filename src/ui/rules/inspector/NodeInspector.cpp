// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/NodeInspector.h"

#include "models/policy/edit/NodeEdits.h"
#include "models/policy/edit/NodeText.h"
#include "ui/rules/RulesDocument.h"
#include "ui/rules/canvas/NodeWords.h"
#include "ui/rules/inspector/NodeFormHost.h"
#include "ui/rules/inspector/NodeFormWindow.h"
#include "ui/shell/Icon.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/ElidingLabel.h"
#include "ui/widgets/InlineMessage.h"
#include "ui/widgets/Text.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace signalbox::ui {

using models::GraphEditResult;
using models::RouteGraph;
using models::RouteNode;

namespace {
constexpr int smallestWidth = 220; // pixels at 100 %
constexpr int iconSize = 20;
constexpr int margin = 12;
constexpr int textLines = 8;

/// Whether a form may want more room than there is beside a canvas.
bool isWide(models::RouteNodeKind kind)
{
    using enum models::RouteNodeKind;
    return kind == Match || kind == Table || kind == Switch || kind == Transform || kind == Pool;
}
} // namespace

NodeInspector::NodeInspector(RulesDocument &document, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_kind(new ElidingLabel(TextRole::Strong, this))
    , m_idField(new QLineEdit(this))
    , m_label(new QLineEdit(this))
    , m_isMuted(new QCheckBox(tr("Muted: walks pass it by"), this))
    , m_message(new InlineMessage(theme, this))
    , m_enlarge(new QToolButton(this))
    , m_form(new NodeFormHost(document, theme, this))
    , m_text(new QPlainTextEdit(this))
    , m_apply(new QPushButton(tr("Apply"), this))
{
    setAccessibleName(tr("Settings of the node"));
    setMinimumWidth(theme.px(smallestWidth));
    m_idField->setObjectName(QStringLiteral("nodeId"));
    m_idField->setAccessibleName(tr("Id"));
    m_label->setObjectName(QStringLiteral("nodeLabel"));
    m_label->setAccessibleName(tr("Label"));
    m_label->setPlaceholderText(tr("As its id"));
    m_isMuted->setObjectName(QStringLiteral("nodeMuted"));
    m_text->setObjectName(QStringLiteral("nodeText"));
    m_text->setAccessibleName(tr("Text of the node"));
    m_text->setFont(theme.mono());
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setMinimumHeight(textLines * m_text->fontMetrics().lineSpacing());
    m_apply->setObjectName(QStringLiteral("applyNodeText"));
    m_enlarge->setObjectName(QStringLiteral("enlargeForm"));
    m_enlarge->setIcon(lineIcon(theme, IconName::Fit));
    m_enlarge->setToolTip(tr("Edit in a window of its own"));
    m_enlarge->setAccessibleName(m_enlarge->toolTip());
    setTone(m_enlarge, Tone::Flat);
    buildLayout();

    connect(m_idField, &QLineEdit::editingFinished, this, &NodeInspector::rename);
    connect(m_label, &QLineEdit::editingFinished, this, [this] {
        RouteNode node = m_document.graph().nodes.value(m_id);
        node.label = m_label->text().trimmed();
        m_form->change(node);
    });
    connect(m_isMuted, &QCheckBox::clicked, this, [this](bool isMuted) {
        RouteNode node = m_document.graph().nodes.value(m_id);
        node.isMuted = isMuted;
        m_form->change(node);
    });
    connect(m_text, &QPlainTextEdit::textChanged, this,
            [this] { m_apply->setEnabled(m_text->toPlainText() != m_shownText); });
    connect(m_apply, &QPushButton::clicked, this, &NodeInspector::applyText);
    connect(&document, &RulesDocument::graphChanged, this, &NodeInspector::showNode);
    connect(&document, &RulesDocument::selectionChanged, this, &NodeInspector::showNode);
    connect(m_form, &NodeFormHost::refused, this, &NodeInspector::tell);
    connect(m_form, &NodeFormHost::momentWanted, this, &NodeInspector::momentWanted);
    connect(m_enlarge, &QToolButton::clicked, this, &NodeInspector::openWindow);
    connect(&theme, &Theme::changed, this, [this] {
        m_text->setFont(m_theme.mono());
        setMinimumWidth(m_theme.px(smallestWidth));
    });
    showNode();
}

void NodeInspector::buildLayout()
{
    auto *inside = new QWidget(this);
    inside->setProperty("scrolled", true);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_icon);
    head->addWidget(m_kind, 1);
    head->addWidget(m_enlarge);
    auto *names = new QFormLayout;
    names->setContentsMargins(0, 0, 0, 0);
    names->setHorizontalSpacing(12);
    names->setVerticalSpacing(8);
    names->addRow(tr("Id"), m_idField);
    names->addRow(tr("Label"), m_label);
    auto *textHead = new QHBoxLayout;
    textHead->addWidget(makeLabel(tr("As text"), TextRole::Strong, this), 1);
    textHead->addWidget(m_apply);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(margin);
    column->addLayout(head);
    column->addLayout(names);
    column->addWidget(m_isMuted);
    column->addWidget(m_message);
    column->addWidget(m_form);
    column->addLayout(textHead);
    column->addWidget(m_text, 1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inside);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
}

void NodeInspector::takeFocus()
{
    m_label->setFocus();
}

void NodeInspector::setWanted(bool isWanted)
{
    m_isWanted = isWanted;
    showNode();
}

void NodeInspector::showNode()
{
    const QString id = m_document.inspectedNode();
    const auto found = m_document.graph().nodes.constFind(id);
    const bool isShown = m_isWanted && found != m_document.graph().nodes.constEnd();
    setVisible(isShown);
    if (!isShown)
        return;
    const bool isOtherNode = id != m_id || m_route != m_document.route().name;
    if (isOtherNode)
        m_message->hide();
    m_id = id;
    m_route = m_document.route().name;
    const RouteNode &node = found.value();
    m_icon->setPixmap(lineIcon(m_theme, nodeIcon(node.kind()))
                          .pixmap(m_theme.px(iconSize), m_theme.px(iconSize)));
    m_kind->setWholeText(nodeKindText(node.kind()));
    // What is half written stays, as long as it is about the same node.
    const auto show = [isOtherNode](QLineEdit *field, const QString &text) {
        const bool isWriting = !isOtherNode && field->hasFocus() && field->isModified();
        if (isWriting || field->text() == text)
            return;
        field->setText(text);
        field->setCursorPosition(0); // where a long one begins
    };
    show(m_idField, id);
    show(m_label, node.label);
    m_isMuted->setVisible(models::isPassThrough(node.kind()));
    m_isMuted->setChecked(node.isMuted);
    m_enlarge->setVisible(isWide(node.kind()));
    m_form->showNode(id);
    showText(isOtherNode);
}

void NodeInspector::showText(bool isOtherNode)
{
    const QString text = QString::fromUtf8(models::nodeText(m_document.graph(), m_id));
    const bool isWriting = !isOtherNode && m_text->toPlainText() != m_shownText;
    m_shownText = text;
    if (!isWriting && m_text->toPlainText() != text)
        m_text->setPlainText(text);
    m_apply->setEnabled(m_text->toPlainText() != text);
}

void NodeInspector::setMoment(const NodeForm::Moment &moment)
{
    m_moment = moment;
    m_form->setMoment(moment);
    if (m_window)
        m_window->setMoment(moment);
}

bool NodeInspector::wantsMoment() const
{
    return (!isHidden() && m_form->wantsMoment()) || (m_window && m_window->wantsMoment());
}

void NodeInspector::setObserved(const ObservedValues &observed)
{
    m_observed = observed;
    m_form->setObserved(observed);
    if (m_window)
        m_window->setObserved(observed);
}

void NodeInspector::openWindow()
{
    if (m_window)
        m_window->close();
    m_window = new NodeFormWindow(m_document, m_theme, m_id, this);
    m_window->setMoment(m_moment);
    m_window->setObserved(m_observed);
    connect(m_window, &NodeFormWindow::momentWanted, this, &NodeInspector::momentWanted);
    m_window->show();
}

void NodeInspector::rename()
{
    const QString id = m_idField->text().trimmed();
    if (id == m_id)
        return;
    const QString from = m_id;
    if (const auto why = m_document.edit(tr("Rename"), [&](const RouteGraph &graph) {
            return models::renameNode(graph, from, id);
        })) {
        tell(*why);
        m_idField->setText(m_id);
        return;
    }
    m_document.select({id});
}

void NodeInspector::applyText()
{
    const auto read = models::readNode(m_document.graph(), m_id, m_text->toPlainText().toUtf8());
    if (!read) {
        tell(read.error());
        return;
    }
    if (!m_form->change(read.value()))
        return;
    // As the policy writes it.
    m_text->setPlainText(m_shownText);
}

void NodeInspector::tell(const QString &why)
{
    if (why.isEmpty())
        m_message->hide();
    else
        m_message->showMessage(InlineMessage::Kind::Warning, why);
}

} // namespace signalbox::ui
