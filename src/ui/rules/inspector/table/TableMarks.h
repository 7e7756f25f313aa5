// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/checks/TableAnalysis.h"
#include "ui/rules/inspector/NodeSurroundings.h"

#include <QHash>
#include <QList>
#include <QString>

#include <utility>

namespace signalbox::ui {

/// What is odd about one row, cell or column of a decision table, for people.
struct TableMark
{
    enum class Kind : quint8 {
        Invalid, ///< cannot be compared so
        Impossible, ///< nothing holds for it
        Overlap, ///< holds together with another row that must not
        Subsumed, ///< others take all of it
        Duplicate,
        Unused, ///< a column that no row looks at
    };

    Kind kind = Kind::Invalid;
    QString text{}; ///< whole sentences

    bool operator==(const TableMark &) const = default;
};

/// Everything that is odd about a table. Rows and columns count from 0.
struct TableMarks
{
    QHash<int, TableMark> rows{};
    QHash<std::pair<int, int>, TableMark> cells{}; ///< by row and column
    QHash<int, TableMark> columns{};

    bool operator==(const TableMarks &) const = default;
};

/// Whether \a table may be analysed: no comparison is one of \a problems, by their paths below the
/// node.
[[nodiscard]] bool isComparable(const QList<NodeProblem> &problems);
/// \a found in words, with each cell that takes part.
[[nodiscard]] TableMarks marksOf(const models::TableNode &table,
                                 const models::TableFindings &found);
/// \a marks with the problems of single cells and columns.
[[nodiscard]] TableMarks withProblems(TableMarks marks, const QList<NodeProblem> &problems);
/// What the rows leave open, or that they leave nothing; empty when that is not known.
[[nodiscard]] QString gapText(const models::TableNode &table, const models::TableFindings &found);

} // namespace signalbox::ui
