// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/PredicateEdits.h"
#include "ui/rules/inspector/predicate/PredicateRow.h"

#include <QWidget>

#include <optional>
#include <vector>

class QPushButton;
class QVBoxLayout;

namespace signalbox::ui {

/// Builds a predicate: a row for each condition and each group, indented as they are nested. Rows
/// are kept while only their values change, so that nobody is interrupted in writing.
///
///     All of these            +  v
///     |  input tokens            v
///     |  is above   8000
///     |  Not this             +  v
///     |  |  language             v
///     |  |  is one of  de, fr
///
/// Lives on the GUI thread. Shows an edit once it has been given back by setPredicate().
class PredicateEditor final : public QWidget
{
    Q_OBJECT

public:
    /// \a theme outlives the editor.
    PredicateEditor(const Theme &theme, QWidget *parent);

    void setPredicate(const models::Predicate &predicate, const NodeSurroundings &surroundings);
    /// \a problems by their paths below the predicate: "/all/0/value".
    void setProblems(const QList<NodeProblem> &problems);
    [[nodiscard]] const std::vector<PredicateRow *> &rows() const { return m_rows; }

signals:
    /// By the user.
    void edited(const signalbox::models::Predicate &predicate);

private:
    struct Place
    {
        models::PredicatePath path;
        bool isGroup = false;

        bool operator==(const Place &) const = default;
    };

    static void collect(const models::Predicate &part, const models::PredicatePath &path,
                        std::vector<Place> &places);
    void makeRows(const std::vector<Place> &places);
    /// Of the row that has the focus, if one has; of the whole for what lies below the rows.
    [[nodiscard]] std::optional<models::PredicatePath> focusedPath() const;
    [[nodiscard]] PredicateRow *rowAt(const models::PredicatePath &path) const;
    void act(const models::PredicatePath &path, PredicateAction action);
    void change(const models::PredicatePath &path, const models::Predicate &part);
    void tell(const models::EditedPredicate &edited);
    [[nodiscard]] models::EditedPredicate negated(const models::PredicatePath &path) const;

    const Theme &m_theme;
    models::Predicate m_predicate;
    std::vector<Place> m_places;
    std::vector<PredicateRow *> m_rows; ///< as m_places
    std::optional<models::PredicatePath> m_goal; ///< gets the focus once the edit is shown
    QVBoxLayout *m_column;
    QPushButton *m_add;
};

} // namespace signalbox::ui
