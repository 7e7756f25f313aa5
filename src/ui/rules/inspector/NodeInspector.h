// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"
#include "ui/rules/inspector/NodeForm.h"
#include "ui/rules/inspector/ObservedValues.h"

#include <QPointer>
#include <QString>
#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace signalbox::ui {

class ElidingLabel;
class InlineMessage;
class NodeFormHost;
class NodeFormWindow;

/// The settings of the one node that is selected: its id and label, a form for what its kind has,
/// and its text for all else; wide forms can be had in a window of their own. Every change is one
/// step of undo. What is half written stays while the node changes elsewhere. Hidden while no node,
/// or more than one, is selected.
///
/// Lives on the GUI thread.
class NodeInspector final : public QWidget
{
    Q_OBJECT

public:
    /// \a document and \a theme outlive the inspector.
    NodeInspector(RulesDocument &document, const Theme &theme, QWidget *parent);

    /// Puts the focus into the first field.
    void takeFocus();
    /// Whether it is to be seen at all; it is, to begin with.
    void setWanted(bool isWanted);
    /// What the proxy knows now; null: nothing.
    void setMoment(const NodeForm::Moment &moment);
    /// Whether what is shown goes by setMoment().
    [[nodiscard]] bool wantsMoment() const;
    /// What requests have had, to choose from.
    void setObserved(const ObservedValues &observed);

signals:
    /// What is shown now goes by a moment.
    void momentWanted();

private:
    void buildLayout();
    void showNode();
    void showText(bool isOtherNode);
    void rename();
    void applyText();
    void openWindow();
    void tell(const QString &why);

    RulesDocument &m_document;
    const Theme &m_theme;
    bool m_isWanted = true;
    QString m_id; // of the node shown
    QString m_route; // that it is in
    QLabel *m_icon;
    ElidingLabel *m_kind;
    QLineEdit *m_idField;
    QLineEdit *m_label;
    QCheckBox *m_isMuted;
    InlineMessage *m_message;
    QToolButton *m_enlarge;
    NodeFormHost *m_form;
    QPointer<NodeFormWindow> m_window;
    NodeForm::Moment m_moment;
    ObservedValues m_observed;
    QPlainTextEdit *m_text;
    QString m_shownText; ///< of the node as it is
    QPushButton *m_apply;
};

} // namespace signalbox::ui
