// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/table/TableMarks.h"

#include "models/policy/edit/CellText.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <optional>

namespace signalbox::ui {

using models::TableCell;
using models::TableFindings;
using models::TableNode;

namespace {

/// Carries the translation context for functions that belong to no class.
struct TableWords
{
    Q_DECLARE_TR_FUNCTIONS(TableWords)
};

const TableCell &cellOf(const TableNode &table, int row, std::size_t column)
{
    static const TableCell any;
    const std::vector<TableCell> &cells = table.rows.at(static_cast<std::size_t>(row)).cells;
    return column < cells.size() ? cells[column] : any;
}

QString numbersOf(const std::vector<int> &rows)
{
    constexpr std::size_t mostShown = 6;
    QStringList numbers;
    for (std::size_t i = 0; i < std::min(rows.size(), mostShown); ++i)
        numbers.append(QLocale().toString(rows[i] + 1));
    if (rows.size() > mostShown)
        numbers.append(QStringLiteral("…"));
    return numbers.join(QLatin1String(", "));
}

/// Whether nothing at all fits \a cell.
bool isImpossible(const TableCell &cell, const models::SignalName &column)
{
    if (cell.isAny)
        return false;
    const TableNode alone{.columns = {column}, .rows = {{.cells = {cell}}}};
    return !models::analyseTable(alone).impossible.empty();
}

class MarkMaker
{
public:
    explicit MarkMaker(const TableNode &table)
        : m_table(table)
    {}

    void addImpossible(int row)
    {
        m_marks.rows.insert(row,
                            {TableMark::Kind::Impossible,
                             TableWords::tr("This row never holds: no value fits it.")});
        for (std::size_t column = 0; column < m_table.columns.size(); ++column) {
            if (isImpossible(cellOf(m_table, row, column), m_table.columns[column]))
                markCell(row, column, TableMark::Kind::Impossible,
                         TableWords::tr("No value fits this."));
        }
    }

    void addSubsumed(const TableFindings::Shadow &shadow)
    {
        const QString numbers = numbersOf(shadow.others);
        const bool isOne = shadow.others.size() == 1;
        m_marks.rows.insert(
            shadow.row,
            {TableMark::Kind::Subsumed,
             isOne
                 ? TableWords::tr("This row is never reached: row %1 takes all that it holds for. "
                                  "Move it up, or remove it.")
                       .arg(numbers)
                 : TableWords::tr("This row is never reached: rows %1 together take all that it "
                                  "holds for. Move it up, or remove it.")
                       .arg(numbers)});
        if (isOne)
            markAgainst(shadow.row, shadow.others.front(), TableMark::Kind::Subsumed);
    }

    void addOverlap(const TableFindings::Pair &pair)
    {
        const QString number = QLocale().toString(pair.other + 1);
        m_marks.rows.insert(
            pair.row,
            {TableMark::Kind::Overlap,
             pair.example.isEmpty()
                 ? TableWords::tr("This row has the same cells as row %1, and only one may hold.")
                       .arg(number)
                 : TableWords::tr("This row and row %1 both hold for %2, and only one may.")
                       .arg(number, pair.example)});
        markAgainst(pair.row, pair.other, TableMark::Kind::Overlap);
    }

    void addDuplicate(const TableFindings::Pair &pair)
    {
        m_marks.rows.insert(pair.row,
                            {TableMark::Kind::Duplicate,
                             TableWords::tr("This row is the same as row %1. Remove one of them.")
                                 .arg(QLocale().toString(pair.other + 1))});
    }

    void addUnused(int column)
    {
        m_marks.columns.insert(
            column, {TableMark::Kind::Unused, TableWords::tr("No row looks at this column.")});
    }

    [[nodiscard]] TableMarks take() { return std::move(m_marks); }

private:
    void markCell(int row, std::size_t column, TableMark::Kind kind, const QString &text)
    {
        m_marks.cells.insert({row, static_cast<int>(column)}, {kind, text});
    }

    /// Says of each cell of \a row what \a other has there. Where both take anything there is
    /// nothing to say.
    void markAgainst(int row, int other, TableMark::Kind kind)
    {
        const QString number = QLocale().toString(other + 1);
        for (std::size_t column = 0; column < m_table.columns.size(); ++column) {
            const TableCell &against = cellOf(m_table, other, column);
            if (cellOf(m_table, row, column).isAny && against.isAny)
                continue;
            const QString written = models::cellText(against, m_table.columns[column]);
            markCell(row, column, kind,
                     against.isAny
                         ? TableWords::tr("Row %1 takes anything here.").arg(number)
                         : TableWords::tr("Row %1 has “%2” here, which holds for the same.")
                               .arg(number, written));
        }
    }

    const TableNode &m_table;
    TableMarks m_marks;
};

/// The row and the cell that a problem at \a path is about: "/rows/2/when/1/op".
std::optional<std::pair<int, int>> cellAt(const QString &path)
{
    const QString head = path.section(u'/', 1, 1);
    if (head == QLatin1String("cases"))
        return std::pair(path.section(u'/', 2, 2).toInt(), 0);
    if (head != QLatin1String("rows") || path.section(u'/', 3, 3) != QLatin1String("when")
        || path.section(u'/', 4, 4).isEmpty())
        return std::nullopt;
    return std::pair(path.section(u'/', 2, 2).toInt(), path.section(u'/', 4, 4).toInt());
}

bool isAboutComparison(const QString &path)
{
    return path.startsWith(QLatin1String("/columns/")) || path.startsWith(QLatin1String("/on"))
        || (path.startsWith(QLatin1String("/rows/"))
            && path.section(u'/', 3, 3) == QLatin1String("when"))
        || (path.startsWith(QLatin1String("/cases/"))
            && path.section(u'/', 3, 3) == QLatin1String("is"));
}

QString sentenceOf(const models::PolicyProblem &problem)
{
    return QStringLiteral("%1 %2").arg(problem.message, problem.hint).trimmed();
}

} // namespace

bool isComparable(const QList<NodeProblem> &problems)
{
    return std::ranges::none_of(problems, [](const NodeProblem &one) {
        return one.problem.severity == models::PolicyProblem::Severity::Error
            && isAboutComparison(one.path);
    });
}

TableMarks marksOf(const TableNode &table, const TableFindings &found)
{
    MarkMaker maker(table);
    for (const TableFindings::Pair &pair : found.duplicates)
        maker.addDuplicate(pair);
    for (const TableFindings::Shadow &shadow : found.shadows)
        maker.addSubsumed(shadow);
    for (const TableFindings::Pair &pair : found.overlaps)
        maker.addOverlap(pair);
    for (const int row : found.impossible)
        maker.addImpossible(row);
    for (const int column : found.unusedColumns)
        maker.addUnused(column);
    return maker.take();
}

TableMarks withProblems(TableMarks marks, const QList<NodeProblem> &problems)
{
    for (const NodeProblem &one : problems) {
        if (!isAboutComparison(one.path))
            continue;
        const TableMark mark{TableMark::Kind::Invalid, sentenceOf(one.problem)};
        if (const auto cell = cellAt(one.path))
            marks.cells.insert(*cell, mark);
        else if (one.path.startsWith(QLatin1String("/columns/"))
                 && !marks.columns.contains(one.path.section(u'/', 2, 2).toInt()))
            marks.columns.insert(one.path.section(u'/', 2, 2).toInt(), mark);
    }
    return marks;
}

QString gapText(const TableNode &table, const TableFindings &found)
{
    if (found.isComplete)
        return table.otherwise.isEmpty()
            ? TableWords::tr("The rows leave no gap.")
            : TableWords::tr("The rows leave no gap: “Else” is never reached.");
    if (found.hasGap)
        return table.otherwise.isEmpty()
            ? TableWords::tr("Gap: no row holds for %1. Such requests are refused.").arg(found.gap)
            : TableWords::tr("No row holds for %1: “Else” takes it.").arg(found.gap);
    if (found.isTooLarge || found.isTooLargeForGaps)
        return TableWords::tr("This table is too large to be searched for gaps.");
    return {};
}

} // namespace signalbox::ui
