// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/table/TableGridModel.h"

#include "models/policy/edit/CellText.h"
#include "ui/decision/DecisionWords.h"
#include "ui/shell/Icon.h"
#include "ui/shell/Theme.h"

#include <QLocale>

#include <algorithm>
#include <utility>

namespace signalbox::ui {

using models::TableCell;
using models::TableNode;
using models::TableRow;

namespace {

bool isShapedLike(const TableNode &one, const TableNode &other)
{
    return one.columns == other.columns && one.rows.size() == other.rows.size()
        && one.hit == other.hit;
}

QIcon iconOf(TableMark::Kind kind, const Theme &theme)
{
    switch (kind) {
    case TableMark::Kind::Invalid:
    case TableMark::Kind::Overlap:
        return lineIcon(theme, IconName::Stop, IconTone::Danger);
    case TableMark::Kind::Impossible:
    case TableMark::Kind::Subsumed:
    case TableMark::Kind::Duplicate:
        return lineIcon(theme, IconName::Warning, IconTone::Warning);
    case TableMark::Kind::Unused:
        break;
    }
    return lineIcon(theme, IconName::Info, IconTone::Muted);
}

} // namespace

TableGridModel::TableGridModel(const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{}

void TableGridModel::setTable(const TableNode &table)
{
    if (!isShapedLike(table, m_table)) {
        beginResetModel();
        m_table = table;
        m_marks = {}; // they are about other rows
        m_drafts.clear();
        endResetModel();
        return;
    }
    if (m_table == table)
        return;
    m_table = table;
    tellAll();
}

void TableGridModel::setCellRule(std::function<QString(const TableCell &)> rule)
{
    m_cellRule = std::move(rule);
}

void TableGridModel::setNodes(const NodeChoices &nodes)
{
    if (m_nodes == nodes)
        return;
    m_nodes = nodes;
    tellAll();
}

void TableGridModel::setMarks(const TableMarks &marks)
{
    if (m_marks == marks)
        return;
    m_marks = marks;
    tellAll();
    if (rowCount() > 0)
        emit headerDataChanged(Qt::Vertical, 0, rowCount() - 1);
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

void TableGridModel::tellAll()
{
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void TableGridModel::forgetDraft(const QModelIndex &index)
{
    if (m_drafts.remove({index.row(), index.column()}))
        emit dataChanged(index, index);
}

int TableGridModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int TableGridModel::columnCount(const QModelIndex &parent) const
{
    if (parent.isValid())
        return 0;
    return signalColumns() + (m_table.hit == TableNode::Hit::Collect ? 2 : 1);
}

QString TableGridModel::writtenCell(int row, int column) const
{
    const std::vector<TableCell> &cells = m_table.rows[static_cast<std::size_t>(row)].cells;
    const auto place = static_cast<std::size_t>(column);
    return models::cellText(place < cells.size() ? cells[place] : TableCell{},
                            m_table.columns[place]);
}

QString TableGridModel::outputText(int row) const
{
    const QString &node = m_table.rows[static_cast<std::size_t>(row)].node;
    const auto found = std::ranges::find(m_nodes, node, [](const auto &one) { return one.first; });
    if (found != m_nodes.end())
        return found->second;
    return node.isEmpty() ? tr("Leads nowhere") : node;
}

const TableMark *TableGridModel::markAt(int row, int column) const
{
    const auto found = m_marks.cells.constFind({row, column});
    return found == m_marks.cells.constEnd() ? nullptr : &*found;
}

QVariant TableGridModel::markData(const TableMark *mark, int role) const
{
    if (role == MarkRole)
        return mark ? mark->text : QString();
    if (!mark)
        return {};
    if (role == Qt::ToolTipRole || role == Qt::AccessibleDescriptionRole)
        return mark->text;
    return role == Qt::DecorationRole ? iconOf(mark->kind, m_theme) : QVariant();
}

QVariant TableGridModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    const int column = index.column();
    const TableRow &entry = m_table.rows[static_cast<std::size_t>(row)];
    if (column > outputColumn()) {
        if (role == Qt::TextAlignmentRole)
            return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
        return role == Qt::DisplayRole || role == Qt::EditRole ? QVariant(entry.priority)
                                                               : markData(nullptr, role);
    }
    if (column == outputColumn()) {
        if (role == Qt::DisplayRole)
            return outputText(row);
        if (role == Qt::ForegroundRole && entry.node.isEmpty())
            return m_theme.colors().textMuted;
        return role == Qt::EditRole ? QVariant(entry.node) : markData(nullptr, role);
    }
    const auto draft = m_drafts.constFind({row, column});
    const bool isDraft = draft != m_drafts.constEnd();
    if (role == Qt::DisplayRole || role == Qt::EditRole)
        return isDraft ? draft->text : writtenCell(row, column);
    if (isDraft) {
        const TableMark mark{TableMark::Kind::Invalid, draft->why};
        return markData(&mark, role);
    }
    const auto place = static_cast<std::size_t>(column);
    const bool isAny = place >= entry.cells.size() || entry.cells[place].isAny;
    if (role == Qt::ForegroundRole && isAny)
        return m_theme.colors().textMuted;
    return markData(markAt(row, column), role);
}

QVariant TableGridModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool isRow = orientation == Qt::Vertical;
    const QHash<int, TableMark> &marks = isRow ? m_marks.rows : m_marks.columns;
    const auto found = marks.constFind(section);
    const TableMark *mark = found == marks.constEnd() ? nullptr : &*found;
    if (role != Qt::DisplayRole) {
        if (role == Qt::ToolTipRole && !mark && !isRow && section < signalColumns())
            return m_table.columns[static_cast<std::size_t>(section)].toString();
        return markData(mark, role);
    }
    if (isRow)
        return QLocale().toString(section + 1);
    if (section < signalColumns())
        return signalText(m_table.columns[static_cast<std::size_t>(section)].toString());
    return section == outputColumn() ? tr("Leads to") : tr("Priority");
}

Qt::ItemFlags TableGridModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid())
        flags |= Qt::ItemIsEditable | Qt::ItemNeverHasChildren;
    return flags;
}

bool TableGridModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    if (index.column() < signalColumns())
        return setCell(index, value.toString());
    TableNode changed = m_table;
    TableRow &row = changed.rows[static_cast<std::size_t>(index.row())];
    if (index.column() == outputColumn()) {
        row.node = value.toString();
    } else {
        bool isNumber = false;
        const int priority = value.toInt(&isNumber);
        if (!isNumber)
            return false;
        row.priority = priority;
    }
    if (changed != m_table)
        emit edited(changed);
    return true;
}

bool TableGridModel::setCell(const QModelIndex &index, const QString &text)
{
    const auto column = static_cast<std::size_t>(index.column());
    const std::pair place(index.row(), index.column());
    auto read = models::readCell(text, m_table.columns[column]);
    QString why = read ? QString() : read.error();
    if (read && m_cellRule)
        why = m_cellRule(read.value());
    if (!why.isEmpty()) {
        m_drafts.insert(place, {.text = text, .why = why});
        emit dataChanged(index, index);
        emit refused(why);
        return true;
    }
    if (m_drafts.contains(place))
        emit refused({});
    forgetDraft(index);
    TableNode changed = m_table;
    std::vector<TableCell> &cells = changed.rows[static_cast<std::size_t>(index.row())].cells;
    cells.resize(std::max(cells.size(), changed.columns.size()));
    cells[column] = read.takeValue();
    if (changed != m_table)
        emit edited(changed);
    return true;
}

} // namespace signalbox::ui
