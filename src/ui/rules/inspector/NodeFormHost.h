// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/inspector/NodeForm.h"

#include <QWidget>

class QVBoxLayout;

namespace signalbox::ui {

/// The form of one node of a document, whatever its kind is: hands it what it goes by, and makes
/// its edits, each one step of undo. Shows nothing for kinds without a form.
///
/// Lives on the GUI thread.
class NodeFormHost final : public QWidget
{
    Q_OBJECT

public:
    /// \a document and \a theme outlive the host.
    NodeFormHost(RulesDocument &document, const Theme &theme, QWidget *parent);

    /// Shows the node \a id of the route shown as it is now; none when there is no such node. To be
    /// called after every change of the graph.
    void showNode(const QString &id);
    /// Makes the node shown \a node. False when that was refused.
    bool change(const models::RouteNode &node);
    void setMoment(const NodeForm::Moment &moment);
    /// Whether what is shown goes by setMoment().
    [[nodiscard]] bool wantsMoment() const;
    void setObserved(const ObservedValues &observed);

signals:
    /// Why the last edit was not made; empty when one was.
    void refused(const QString &why);
    /// What is shown now goes by a moment.
    void momentWanted();

private:
    void makeForm(models::RouteNodeKind kind);
    void removeForm();
    void showProblems();
    void changePolicy(const QString &undoText, const NodeForm::PolicyEdit &edit);
    void changeGraph(const QString &undoText, const RulesDocument::Edit &edit);

    RulesDocument &m_document;
    const Theme &m_theme;
    QString m_id;
    QVBoxLayout *m_column;
    NodeForm *m_form = nullptr;
    models::RouteNodeKind m_kind = models::RouteNodeKind::Target;
    NodeForm::Moment m_moment;
    ObservedValues m_observed;
};

} // namespace signalbox::ui
