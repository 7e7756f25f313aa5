// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/simulator/TestsTableModel.h"

#include "ui/shell/Icon.h"
#include "ui/shell/Theme.h"

#include <algorithm>

namespace signalbox::ui {

TestsTableModel::TestsTableModel(const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{}

void TestsTableModel::setCases(const QList<models::RouteCase> &cases)
{
    beginResetModel();
    m_cases = cases;
    m_outcomes.assign(static_cast<std::size_t>(cases.size()), std::nullopt);
    endResetModel();
}

void TestsTableModel::addCase(const models::RouteCase &one)
{
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_cases.append(one);
    m_outcomes.emplace_back();
    endInsertRows();
}

void TestsTableModel::removeCase(int row)
{
    beginRemoveRows({}, row, row);
    m_cases.removeAt(row);
    m_outcomes.erase(m_outcomes.begin() + row);
    endRemoveRows();
}

void TestsTableModel::setOutcomes(const std::vector<CaseOutcome> &outcomes)
{
    if (outcomes.size() != m_outcomes.size() || outcomes.empty())
        return;
    m_outcomes.assign(outcomes.begin(), outcomes.end());
    emit dataChanged(index(0, NameColumn), index(rowCount() - 1, ResultColumn));
}

const CaseOutcome *TestsTableModel::outcome(int row) const
{
    const auto place = static_cast<std::size_t>(row);
    return row >= 0 && place < m_outcomes.size() && m_outcomes[place] ? &*m_outcomes[place]
                                                                      : nullptr;
}

int TestsTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_cases.size());
}

int TestsTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString TestsTableModel::resultText(int row) const
{
    const CaseOutcome *known = outcome(row);
    if (!known)
        return tr("Not run yet");
    return known->isPassed() ? tr("Passed") : known->reasons.join(QLatin1String("; "));
}

QVariant TestsTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    const bool isName = index.column() == NameColumn;
    const CaseOutcome *known = outcome(row);
    switch (role) {
    case Qt::DisplayRole:
        return isName ? m_cases.at(row).name : resultText(row);
    case Qt::EditRole:
        return isName ? QVariant(m_cases.at(row).name) : QVariant();
    case Qt::DecorationRole:
        if (!known || !isName)
            return {};
        return known->isPassed() ? lineIcon(m_theme, IconName::Check, IconTone::Success)
                                 : lineIcon(m_theme, IconName::Close, IconTone::Danger);
    case Qt::ToolTipRole:
        return known ? QVariant((known->reasons + QStringList{known->way}).join(u'\n'))
                     : QVariant();
    case Qt::AccessibleDescriptionRole:
        return resultText(row);
    default:
        return {};
    }
}

QVariant TestsTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Case") : tr("Result");
}

Qt::ItemFlags TestsTableModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == NameColumn ? flags | Qt::ItemIsEditable : flags;
}

bool TestsTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || index.column() != NameColumn
        || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const QString name = value.toString().trimmed();
    QString &was = m_cases[index.row()].name;
    if (name == was)
        return true;
    const bool isTaken = std::ranges::any_of(
        m_cases, [&name](const models::RouteCase &one) { return one.name == name; });
    if (name.isEmpty() || isTaken)
        return false;
    was = name;
    emit dataChanged(index, index);
    emit renamed();
    return true;
}

} // namespace signalbox::ui
