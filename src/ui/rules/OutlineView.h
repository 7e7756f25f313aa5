// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/GraphCommands.h"
#include "ui/rules/OutlineActions.h"

#include <QPersistentModelIndex>
#include <QStringList>
#include <QWidget>

#include <vector>

class QStackedLayout;
class QTreeView;

namespace signalbox::ui {

class EmptyState;
class OutlineModel;
class Theme;

/// The outline of the rule editor: the route of a document as a tree, in which everything can be
/// done with the keyboard and heard from a screen reader. Its selection is the document's; an
/// output stands for its node there.
///
/// Lives on the GUI thread. What cannot be done is told by refused(), in a sentence.
class OutlineView final : public QWidget
{
    Q_OBJECT

public:
    /// \a document and \a theme outlive the view.
    OutlineView(RulesDocument &document, const Theme &theme, QWidget *parent = nullptr);
    ~OutlineView() override;

    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void refused(const QString &why);
    /// Enter or a double click on a node: its settings are wanted.
    void nodeActivated(const QString &node);
    /// The exchanges that took the output \a from are wanted.
    void trafficRequested(const signalbox::models::PortRef &from);

private:
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

    void buildTree();
    void fitColumns();
    void connectActions();
    void connectOutputActions();
    void holdCurrent();
    void findCurrent();
    void showWhatThereIs();
    void showSelection();
    void showSelectedEdge(const models::PortRef &edge);
    void noteSelection();
    void adaptActions();

    void askForNode();
    void askForDestination();
    void removeSelected();
    void editCurrentId();
    [[nodiscard]] QPoint menuPlace() const;

    [[nodiscard]] QModelIndex current() const;
    [[nodiscard]] QStringList selectedNodes() const;
    [[nodiscard]] std::optional<models::PortRef> selectedOutput() const;
    [[nodiscard]] std::vector<models::PortRef> selectedOutputs() const;
    void goToOutput(const QString &node, const QString &port);

    RulesDocument &m_document;
    const Theme &m_theme;
    GraphCommands m_commands;
    OutlineActions m_actions;
    QStackedLayout *m_stack;
    QTreeView *m_tree;
    EmptyState *m_empty;
    QWidget *m_addFirst = nullptr;
    OutlineModel *m_model = nullptr;
    bool m_isFollowing = false; // the model is on its way from one graph to the next
    // Where the current row has been before.
    QPersistentModelIndex m_held;
    QPersistentModelIndex m_heldNode; // itself, or what it is an output of
    int m_heldRow = 0; // of the node
};

} // namespace signalbox::ui
