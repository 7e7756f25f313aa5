// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace signalbox::ui {

class ElidingLabel;
class InlineMessage;
class NodeForm;
class RulesDocument;
class Theme;

/// The settings of the one node that is selected: its id and label, a form for what its kind has,
/// and its text for all else. Every change is one step of undo. Hidden while no node, or more than
/// one, is selected.
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

private:
    void buildLayout();
    void showNode();
    void showForm(const models::RouteNode &node);
    void rename();
    void applyText();
    void change(const models::RouteNode &node);
    void tell(const QString &why);

    RulesDocument &m_document;
    const Theme &m_theme;
    bool m_isWanted = true;
    QString m_id; // of the node shown
    QLabel *m_icon;
    ElidingLabel *m_kind;
    QLineEdit *m_idField;
    QLineEdit *m_label;
    QCheckBox *m_isMuted;
    InlineMessage *m_message;
    QVBoxLayout *m_formPlace;
    NodeForm *m_form = nullptr;
    models::RouteNodeKind m_formKind = models::RouteNodeKind::Target;
    QPlainTextEdit *m_text;
    QPushButton *m_apply;
};

} // namespace signalbox::ui
