// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/PolicyProblem.h"

#include <QWidget>

#include <optional>

class QModelIndex;
class QStackedLayout;
class QTreeView;

namespace signalbox::ui {

class EmptyState;
class ProblemsModel;
class RulesDocument;
class Theme;

/// The problems of a document, to go through one by one. Going to one shows the route and selects
/// the node that it is about.
///
/// Lives on the GUI thread.
class ProblemsPanel final : public QWidget
{
    Q_OBJECT

public:
    /// \a document and \a theme outlive the panel.
    ProblemsPanel(RulesDocument &document, const Theme &theme, QWidget *parent = nullptr);

    /// The state of things for a header: "2 errors, 1 warning", "No problems", "Checking…".
    [[nodiscard]] const QString &summary() const { return m_summary; }
    /// Goes to the problem behind, or before, the one that was gone to last: in a circle.
    void next();
    void previous();
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void summaryChanged(const QString &summary);
    /// The user has gone to \a problem; its node, if it is about one, is selected now. What is
    /// about none can be shown at its line of the text only.
    void shown(const models::PolicyProblem &problem);

private:
    void buildList();
    void goTo(int row);
    void holdPlace();
    void findPlace();
    void showState();

    RulesDocument &m_document;
    const Theme &m_theme;
    ProblemsModel *m_model;
    QStackedLayout *m_stack;
    QTreeView *m_list;
    EmptyState *m_empty;
    QString m_summary;
    int m_row = -1; // that was gone to last
    bool m_isSolved = false; // it is no longer there: m_row is the next one
    std::optional<models::PolicyProblem> m_held; // that was current, while rows are replaced
};

} // namespace signalbox::ui
