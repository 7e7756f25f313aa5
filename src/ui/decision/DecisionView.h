// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/decision/DecisionTreeModel.h"

#include <QWidget>

class QStackedLayout;
class QTreeView;

namespace signalbox::models {
struct DecisionTree;
}

namespace signalbox::ui {

class DecisionDelegate;
class DecisionSummary;
class EmptyState;
class TargetColors;
class Theme;

/// One decision: a summary, and below it the path with every condition, candidate and attempt. The
/// same in Traffic, the simulator, comparisons and replay reports.
///
///     view->setDecision(models::DecisionTree::fromRecord(record));
///     view->setDecision(models::DecisionTree::fromJson(json)); // of an explanation
class DecisionView final : public QWidget
{
    Q_OBJECT

public:
    /// \a theme and \a colors outlive the view.
    DecisionView(const Theme &theme, TargetColors &colors, QWidget *parent);

    void setDecision(const models::DecisionTree &tree);
    /// Shows what this place is for instead, until the next decision.
    void clear(const QString &title, const QString &explanation);
    [[nodiscard]] const DecisionTreeModel &model() const { return m_model; }
    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void buildTree();
    /// Opens what is to be seen at first, and gives tables the whole width.
    void openRows(const QModelIndex &parent);
    void fitColumns();
    void copyCurrentRow() const;

    const Theme &m_theme;
    DecisionTreeModel m_model;
    DecisionSummary *m_summary;
    QTreeView *m_tree;
    DecisionDelegate *m_delegate;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
};

} // namespace signalbox::ui
