// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// How OutlineModel comes from the rows that it has to those of another graph.

#include "ui/rules/OutlineModel.h"

#include <algorithm>

namespace signalbox::ui {

void OutlineModel::follow()
{
    const std::vector<OutlineNode> wanted = outlineOf(m_document);
    if (m_isOtherRoute) {
        beginResetModel();
        m_isOtherRoute = false;
        m_rows.clear();
        for (const OutlineNode &node : wanted)
            m_rows.push_back(std::make_unique<Row>(Row{.node = node}));
        renumber();
        endResetModel();
        return;
    }
    adoptNewId(wanted);
    removeGone(wanted);
    reorder(wanted);
    insertNew(wanted);
    for (std::size_t place = 0; place < wanted.size(); ++place) {
        Row &row = *m_rows.at(place);
        if (row.node == wanted.at(place))
            continue;
        followPorts(row, wanted.at(place).ports);
        row.node = wanted.at(place);
        emit dataChanged(createIndex(row.row, 0), createIndex(row.row, ColumnCount - 1));
        if (const int ports = static_cast<int>(row.node.ports.size()); ports > 0)
            emit dataChanged(createIndex(0, 0, &row),
                             createIndex(ports - 1, ColumnCount - 1, &row));
    }
}

void OutlineModel::adoptNewId(const std::vector<OutlineNode> &wanted)
{
    // One gone and one new: it has been renamed, or may as well have been. Its row stays.
    const auto lacks = [](const auto &ids, const QString &id) {
        return std::ranges::find(ids, id) == ids.end();
    };
    QStringList had;
    for (const auto &row : m_rows)
        had.append(row->node.id);
    QStringList has;
    for (const OutlineNode &node : wanted)
        has.append(node.id);
    QStringList gone = had;
    gone.removeIf([&](const QString &id) { return !lacks(has, id); });
    has.removeIf([&](const QString &id) { return !lacks(had, id); });
    if (gone.size() == 1 && has.size() == 1)
        m_rows.at(static_cast<std::size_t>(had.indexOf(gone.first())))->node.id = has.first();
}

void OutlineModel::removeGone(const std::vector<OutlineNode> &wanted)
{
    for (std::size_t place = m_rows.size(); place-- > 0;) {
        const QString &id = m_rows.at(place)->node.id;
        if (std::ranges::find(wanted, id, &OutlineNode::id) != wanted.end())
            continue;
        const int row = static_cast<int>(place);
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        renumber();
        endRemoveRows();
    }
}

void OutlineModel::reorder(const std::vector<OutlineNode> &wanted)
{
    const auto placeOfRow = [&wanted](const auto &row) {
        return std::ranges::find(wanted, row->node.id, &OutlineNode::id) - wanted.begin();
    };
    if (std::ranges::is_sorted(m_rows, {}, placeOfRow))
        return;
    emit layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    std::vector<const Row *> rows;
    for (const QModelIndex &index : before)
        rows.push_back(index.internalPointer() ? nullptr : rowOf(index));
    std::ranges::sort(m_rows, {}, placeOfRow);
    renumber();
    for (qsizetype at = 0; at < before.size(); ++at) {
        // The rows of outputs stay below their nodes, wherever these go.
        if (const Row *row = rows.at(static_cast<std::size_t>(at)))
            changePersistentIndex(before.at(at), createIndex(row->row, before.at(at).column()));
    }
    emit layoutChanged();
}

void OutlineModel::insertNew(const std::vector<OutlineNode> &wanted)
{
    for (std::size_t place = 0; place < wanted.size(); ++place) {
        if (place < m_rows.size() && m_rows.at(place)->node.id == wanted.at(place).id)
            continue;
        const int row = static_cast<int>(place);
        beginInsertRows({}, row, row);
        m_rows.insert(m_rows.begin() + row, std::make_unique<Row>(Row{.node = wanted.at(place)}));
        renumber();
        endInsertRows();
    }
}

void OutlineModel::followPorts(Row &row, const std::vector<OutlinePort> &wanted)
{
    // Outputs come and go in the middle: what stands before and behind stays.
    const auto idOf = [](const OutlinePort &port) { return port.port.id; };
    std::vector<OutlinePort> &had = row.node.ports;
    const auto [hadEnd, wantedEnd] = std::ranges::mismatch(had, wanted, {}, idOf, idOf);
    const auto first = hadEnd - had.begin();
    auto same = std::min(had.end() - hadEnd, wanted.end() - wantedEnd);
    same = std::min(same,
                    std::mismatch(
                        had.rbegin(), had.rbegin() + same, wanted.rbegin(),
                        [&](const OutlinePort &one, const OutlinePort &other) {
                            return idOf(one) == idOf(other);
                        }).first
                        - had.rbegin());
    const QModelIndex above = createIndex(row.row, 0);
    if (const auto removed = std::ssize(had) - first - same; removed > 0) {
        beginRemoveRows(above, static_cast<int>(first), static_cast<int>(first + removed - 1));
        had.erase(had.begin() + first, had.begin() + first + removed);
        endRemoveRows();
    }
    if (const auto added = std::ssize(wanted) - first - same; added > 0) {
        beginInsertRows(above, static_cast<int>(first), static_cast<int>(first + added - 1));
        had.insert(had.begin() + first, wanted.begin() + first, wanted.begin() + first + added);
        endInsertRows();
    }
}

void OutlineModel::renumber()
{
    int number = 0;
    for (const auto &row : m_rows)
        row->row = number++;
}

} // namespace signalbox::ui
