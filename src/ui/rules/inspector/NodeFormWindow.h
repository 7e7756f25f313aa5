// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/inspector/NodeForm.h"

#include <QDialog>

namespace signalbox::ui {

class InlineMessage;
class NodeFormHost;

/// The form of one node in a window of its own, beside the rest of the editor: for tables and texts
/// that want more room. Closes when the node is gone, or another route is shown.
///
/// Lives on the GUI thread; deletes itself when it is closed.
class NodeFormWindow final : public QDialog
{
    Q_OBJECT

public:
    /// \a document and \a theme outlive the window.
    NodeFormWindow(RulesDocument &document, const Theme &theme, const QString &node,
                   QWidget *parent);

    void setMoment(const NodeForm::Moment &moment);
    [[nodiscard]] bool wantsMoment() const;
    void setObserved(const ObservedValues &observed);

signals:
    void momentWanted();

private:
    void showNode();

    RulesDocument &m_document;
    QString m_node;
    models::RouteNodeKind m_kind;
    InlineMessage *m_message;
    NodeFormHost *m_form;
};

} // namespace signalbox::ui
