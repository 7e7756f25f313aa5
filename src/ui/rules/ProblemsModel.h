// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/PolicyProblem.h"

#include <QAbstractTableModel>

#include <vector>

namespace signalbox::ui {

class RulesDocument;
class Theme;

/// What the last check of a document has found, of all its routes, in the order of its text.
///
/// Lives on the GUI thread. Another check that finds the same leaves the rows as they are.
class ProblemsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { SeverityColumn, MessageColumn, HintColumn, PlaceColumn, ColumnCount };

    /// \a document and \a theme outlive the model.
    ProblemsModel(const RulesDocument &document, const Theme &theme, QObject *parent = nullptr);

    /// Of a \a row that there is.
    [[nodiscard]] const models::PolicyProblem &problem(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Row
    {
        models::PolicyProblem problem;
        QString place; ///< in words

        bool operator==(const Row &) const = default;
    };

    [[nodiscard]] static QString text(const Row &row, int column);
    void follow();

    const RulesDocument &m_document;
    const Theme &m_theme;
    std::vector<Row> m_rows;
};

/// "2 errors, 1 warning"; empty without any.
[[nodiscard]] QString problemCounts(const QList<models::PolicyProblem> &problems);

} // namespace signalbox::ui
