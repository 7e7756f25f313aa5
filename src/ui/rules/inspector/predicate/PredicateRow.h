// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/PredicateEdits.h"
#include "ui/rules/inspector/NodeSurroundings.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace signalbox::ui {

class Theme;

/// What can be done to a part of a predicate.
enum class PredicateAction : quint8 { Add, Group, Ungroup, Negate, MoveUp, MoveDown, Remove };

/// One part of a predicate among the rows of a PredicateEditor, indented by its depth, with a menu
/// of what can be done to it and a line for what is wrong with it.
///
/// Lives on the GUI thread.
class PredicateRow : public QFrame
{
    Q_OBJECT

public:
    /// \a theme outlives the row.
    PredicateRow(const Theme &theme, const models::PredicatePath &path, QWidget *parent);

    [[nodiscard]] const models::PredicatePath &path() const { return m_path; }
    /// Shows \a part, which is of the row's kind.
    virtual void setPart(const models::Predicate &part, const NodeSurroundings &surroundings) = 0;
    /// Shows what is wrong here; empty: nothing.
    void setProblem(const QString &text);
    [[nodiscard]] QString problem() const;

signals:
    /// By the user.
    void edited(const signalbox::models::Predicate &part);
    void requested(signalbox::ui::PredicateAction action);

protected:
    [[nodiscard]] const Theme &theme() const { return m_theme; }
    /// Where the fields of the row go, before its menu and below.
    [[nodiscard]] QHBoxLayout *head() const { return m_head; }
    [[nodiscard]] QVBoxLayout *column() const { return m_column; }
    void offer(PredicateAction action, const QString &text, const QKeySequence &shortcut);

private:
    void paintEvent(QPaintEvent *event) override;
    void fitToZoom();

    const Theme &m_theme;
    models::PredicatePath m_path;
    QHBoxLayout *m_head;
    QVBoxLayout *m_column;
    QToolButton *m_menu;
    QLabel *m_problem;
};

} // namespace signalbox::ui
