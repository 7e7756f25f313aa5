// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/ConditionChecks.h"
#include "models/policy/checks/NodeChecks.h"
#include "models/policy/checks/TableAnalysis.h"

#include <QHash>

#include <algorithm>

namespace signalbox::models {

namespace {

QString rowNumber(int row)
{
    return QString::number(row + 1);
}

/// "row 1", "rows 1 and 2", "rows 1, 2, 3 and 4".
QString rowsInWords(const std::vector<int> &rows)
{
    constexpr std::size_t mostShown = 5;
    if (rows.size() == 1)
        return QStringLiteral("row ") + rowNumber(rows.front());
    QStringList numbers;
    for (std::size_t i = 0; i < std::min(rows.size() - 1, mostShown); ++i)
        numbers.append(rowNumber(rows[i]));
    const QString last =
        rows.size() > mostShown + 1 ? QStringLiteral("others") : rowNumber(rows.back());
    return QStringLiteral("rows %1 and %2").arg(numbers.join(QStringLiteral(", ")), last);
}

QString elseHint()
{
    return QStringLiteral("Requests like this are refused. Add what is missing, or \"else\".");
}

class TableCheck
{
public:
    TableCheck(const JsonPlace &place, const TableNode &table, const NodeContext &context)
        : m_place(place)
        , m_rows(m_place.member(QStringLiteral("rows")))
        , m_table(table)
        , m_context(context)
        , m_problems(context.problems)
    {}

    void run()
    {
        const bool areColumnsSound = checkColumns();
        if (!checkRows(areColumnsSound) || !areColumnsSound)
            return;
        const TableFindings found = analyseTable(m_table);
        reportColumns(found);
        reportRows(found);
        reportGap(found);
        if (found.isTooLarge)
            m_problems.warning(
                m_rows,
                QStringLiteral("This table is too large to be checked for "
                               "rows that get into each other's way."),
                QStringLiteral("Split it into tables of fewer rows to have them checked."));
    }

private:
    bool checkColumns()
    {
        const JsonPlace columns = m_place.member(QStringLiteral("columns"));
        QHash<QString, std::size_t> names;
        bool isSound = true;
        for (std::size_t i = 0; i < columns.count(); ++i) {
            const JsonPlace column = columns.item(i);
            const auto signal = checkSignal(column, m_problems);
            if (!signal) {
                isSound = false;
                continue;
            }
            // Names of header fields may differ in case.
            if (const auto before = names.constFind(signal->toString());
                before != names.constEnd()) {
                m_problems.error(
                    column, QStringLiteral("Column %1 has this signal already.").arg(*before + 1),
                    QStringLiteral("Remove one of the two, or let it look at another signal."));
                isSound = false;
            }
            names.insert(signal->toString(), i);
        }
        return isSound;
    }

    bool checkRows(bool areColumnsSound)
    {
        bool isSound = true;
        for (std::size_t i = 0; i < m_rows.count(); ++i) {
            const JsonPlace row = m_rows.item(i);
            const JsonPlace cells = row.member(QStringLiteral("when"));
            if (cells.count() != m_table.columns.size()) {
                m_problems.error(cells,
                                 QStringLiteral("This row has %1 cells for %2 columns.")
                                     .arg(cells.count())
                                     .arg(m_table.columns.size()),
                                 QStringLiteral("A cell that holds for everything is null."));
                isSound = false;
            } else if (areColumnsSound) {
                isSound = checkCells(cells, m_table.rows[i]) && isSound;
            }
            if (const JsonPlace priority = row.member(QStringLiteral("priority"));
                priority && m_table.hit != TableNode::Hit::Collect)
                m_problems.warning(priority,
                                   QStringLiteral("Only a table of the hit \"collect\" "
                                                  "uses this."),
                                   QStringLiteral("Remove it, or choose the hit \"collect\"."));
        }
        return isSound;
    }

    bool checkCells(const JsonPlace &cells, const TableRow &row)
    {
        bool isSound = true;
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            if (row.cells[i].isAny)
                continue;
            const JsonPlace cell = cells.item(i);
            const bool compares = cell->kind == JsonValue::Kind::Object;
            const JsonPlace op = compares ? cell.member(QStringLiteral("op")) : cell;
            const JsonPlace value = compares ? cell.member(QStringLiteral("value")) : cell;
            isSound =
                checkComparison(m_table.columns[i], row.cells[i].comparison, op, value, m_context)
                && isSound;
        }
        return isSound;
    }

    void reportColumns(const TableFindings &found)
    {
        const JsonPlace columns = m_place.member(QStringLiteral("columns"));
        for (const int column : found.unusedColumns)
            m_problems.warning(columns.item(static_cast<std::size_t>(column)),
                               QStringLiteral("No row looks at this column."),
                               QStringLiteral("Remove it and its cells."));
    }

    [[nodiscard]] JsonPlace row(int row) const
    {
        return m_rows.item(static_cast<std::size_t>(row));
    }

    void reportRows(const TableFindings &found)
    {
        for (const int one : found.impossible)
            m_problems.warning(row(one),
                               QStringLiteral("This row never holds: no value fits one "
                                              "of its cells."),
                               QStringLiteral("Correct its cells, or remove it."));
        for (const TableFindings::Shadow &shadow : found.shadows)
            m_problems.warning(row(shadow.row),
                               QStringLiteral("This row is never reached: %1 before it %2 all that "
                                              "it holds for.")
                                   .arg(rowsInWords(shadow.others),
                                        shadow.others.size() == 1 ? QStringLiteral("takes")
                                                                  : QStringLiteral("take")),
                               QStringLiteral("Move it up, or remove it."));
        for (const TableFindings::Pair &pair : found.overlaps)
            m_problems.error(
                row(pair.row),
                pair.example.isEmpty() ? QStringLiteral("This row has the same cells as row %1.")
                                             .arg(rowNumber(pair.other))
                                       : QStringLiteral("This row and row %1 both hold for %2.")
                                             .arg(rowNumber(pair.other), pair.example),
                QStringLiteral("In a table of the hit \"unique\" one row at most may hold."));
        for (const TableFindings::Pair &pair : found.duplicates)
            m_problems.warning(
                row(pair.row),
                QStringLiteral("This row is the same as row %1.").arg(rowNumber(pair.other)),
                QStringLiteral("Remove one of them."));
    }

    void reportGap(const TableFindings &found)
    {
        const JsonPlace otherwise = m_place.member(QStringLiteral("else"));
        if (otherwise) {
            if (found.isComplete)
                m_problems.warning(otherwise,
                                   QStringLiteral("The rows take everything; this is "
                                                  "never reached."),
                                   QStringLiteral("Remove \"else\"."));
            return;
        }
        if (found.hasGap)
            m_problems.warning(m_rows, QStringLiteral("No row holds for %1.").arg(found.gap),
                               elseHint());
        else if (found.isTooLargeForGaps || found.isTooLarge)
            m_problems.warning(m_rows,
                               QStringLiteral("This table is too large to be checked for gaps."),
                               QStringLiteral("Requests that no row holds for are refused; "
                                              "\"else\" takes them."));
    }

    const JsonPlace &m_place;
    const JsonPlace m_rows;
    const TableNode &m_table;
    const NodeContext &m_context;
    ProblemList &m_problems;
};

/// Reports values that an earlier case, or this one, has already.
void checkCaseValues(const JsonPlace &value, std::size_t index, const NodeContext &context,
                     QHash<QString, std::size_t> &seen)
{
    const QString key = value->kind == JsonValue::Kind::Number
        ? QString::number(value->number(), 'g', 17)
        : kindInWords(value->kind) + value.text() + (value->boolean ? u'1' : u'0');
    if (const auto before = seen.constFind(key); before != seen.constEnd())
        context.problems.warning(value,
                                 QStringLiteral("Case %1 has this value already.").arg(*before + 1),
                                 QStringLiteral("Remove it from one of the cases."));
    else
        seen.insert(key, index);
}

} // namespace

void checkTableNode(const JsonPlace &place, const TableNode &node, const NodeContext &context)
{
    TableCheck(place, node, context).run();
}

void checkSwitchNode(const JsonPlace &place, const SwitchNode &node, const NodeContext &context)
{
    const auto signal = checkSignal(place.member(QStringLiteral("on")), context.problems);
    const JsonPlace cases = place.member(QStringLiteral("cases"));
    QHash<QString, std::size_t> seen;
    bool isSound = signal.has_value();
    for (std::size_t i = 0; i < cases.count() && signal; ++i) {
        const JsonPlace one = cases.item(i);
        const JsonPlace is = one.member(QStringLiteral("is"));
        isSound = checkComparison(*signal, Comparison::In, is, is, context) && isSound;
        if (is->kind != JsonValue::Kind::Array)
            checkCaseValues(is, i, context, seen);
        for (std::size_t value = 0; value < is.count(); ++value)
            checkCaseValues(is.item(value), i, context, seen);
    }
    if (!isSound)
        return;
    TableNode table{.columns = {node.on}};
    for (const SwitchCase &one : node.cases) {
        TableCell cell{.isAny = false, .comparison = Comparison::In, .values = one.values};
        table.rows.push_back({.cells = {std::move(cell)}, .node = one.node});
    }
    const TableFindings found = analyseTable(table);
    const JsonPlace otherwise = place.member(QStringLiteral("else"));
    if (otherwise && found.isComplete)
        context.problems.warning(
            otherwise, QStringLiteral("The cases take everything; this is never reached."),
            QStringLiteral("Remove \"else\"."));
    else if (!otherwise && found.hasGap)
        context.problems.warning(cases, QStringLiteral("No case has %1.").arg(found.gap),
                                 elseHint());
}

} // namespace signalbox::models
