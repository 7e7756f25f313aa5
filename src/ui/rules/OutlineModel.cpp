// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/OutlineModel.h"

#include "models/policy/edit/NodeEdits.h"
#include "ui/rules/RuleWords.h"
#include "ui/rules/RulesDocument.h"

#include <algorithm>

namespace signalbox::ui {

/// The outputs of a node point to it, so that their parent stays known when it moves.
struct OutlineModel::Row
{
    OutlineNode node;
    int row = 0;
};

OutlineModel::OutlineModel(RulesDocument &document, const Theme &theme, QObject *parent)
    : QAbstractItemModel(parent)
    , m_document(document)
    , m_theme(theme)
{
    connect(&document, &RulesDocument::routeChanged, this, [this] { m_isOtherRoute = true; });
    connect(&document, &RulesDocument::graphChanged, this, &OutlineModel::follow);
    connect(&document, &RulesDocument::problemsChanged, this, &OutlineModel::follow);
    follow();
}

OutlineModel::~OutlineModel() = default;

const OutlineModel::Row *OutlineModel::rowOf(const QModelIndex &index) const
{
    if (!index.isValid())
        return nullptr;
    if (const auto *above = static_cast<const Row *>(index.constInternalPointer()))
        return above;
    return m_rows.at(static_cast<std::size_t>(index.row())).get();
}

const OutlinePort *OutlineModel::outlinePortOf(const QModelIndex &index) const
{
    const auto *above = static_cast<const Row *>(index.constInternalPointer());
    return above ? &above->node.ports.at(static_cast<std::size_t>(index.row())) : nullptr;
}

QString OutlineModel::nodeOf(const QModelIndex &index) const
{
    const Row *row = rowOf(index);
    return row ? row->node.id : QString();
}

std::optional<models::PortRef> OutlineModel::portOf(const QModelIndex &index) const
{
    const Row *row = rowOf(index);
    if (!row)
        return std::nullopt;
    if (const OutlinePort *port = outlinePortOf(index))
        return models::PortRef{.node = row->node.id, .port = port->port.id};
    return row->node.id.isEmpty() ? std::optional(models::PortRef()) : std::nullopt;
}

QModelIndex OutlineModel::indexOf(const QString &node) const
{
    const auto found =
        std::ranges::find(m_rows, node, [](const auto &row) { return row->node.id; });
    return found == m_rows.end() ? QModelIndex() : createIndex((*found)->row, 0);
}

QModelIndex OutlineModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return parent.isValid() ? createIndex(row, column, rowOf(parent)) : createIndex(row, column);
}

QModelIndex OutlineModel::parent(const QModelIndex &index) const
{
    const auto *above = static_cast<const Row *>(index.constInternalPointer());
    return above ? createIndex(above->row, 0) : QModelIndex();
}

int OutlineModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_rows.size());
    if (parent.column() > 0 || parent.internalPointer())
        return 0;
    return static_cast<int>(rowOf(parent)->node.ports.size());
}

int OutlineModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QString OutlineModel::text(const QModelIndex &index, int column) const
{
    const OutlineNode &node = rowOf(index)->node;
    const OutlinePort *port = outlinePortOf(index);
    switch (column) {
    case NameColumn:
        return port ? portText(port->port) : node.text;
    case KindColumn:
        if (!port)
            return node.kind;
        return port->port.need == models::NodePort::Need::Required ? tr("Output")
                                                                   : tr("Output, may be left out");
    case LeadsToColumn:
        return port ? port->leadsTo : node.leadsTo;
    default:
        return problemsText(port ? port->problems : node.problems);
    }
}

QVariant OutlineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const OutlinePort *port = outlinePortOf(index);
    const auto &problems = port ? port->problems : rowOf(index)->node.problems;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(index, index.column());
    case Qt::EditRole:
        return port ? QVariant() : QVariant(nodeOf(index));
    case Qt::AccessibleTextRole: {
        // A screen reader stays in the first column: it is told the whole row there.
        if (index.column() != NameColumn)
            return text(index, index.column());
        QStringList parts{text(index, NameColumn), text(index, KindColumn)};
        if (const QString leadsTo = text(index, LeadsToColumn); !leadsTo.isEmpty())
            parts.append(tr("leads to %1").arg(leadsTo));
        if (!problems.isEmpty())
            parts.append(text(index, ProblemsColumn));
        return parts.join(QLatin1String(", "));
    }
    case Qt::DecorationRole: {
        if (index.column() != ProblemsColumn || problems.isEmpty())
            return {};
        const auto severity = models::hasErrors(problems)
            ? models::PolicyProblem::Severity::Error
            : models::PolicyProblem::Severity::Warning;
        return lineIcon(m_theme, severityIcon(severity), severityTone(severity));
    }
    default:
        return {};
    }
}

QVariant OutlineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Node");
    case KindColumn:
        return tr("Kind");
    case LeadsToColumn:
        return tr("Leads to");
    case ProblemsColumn:
        return tr("Problems");
    default:
        return {};
    }
}

Qt::ItemFlags OutlineModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags usual = QAbstractItemModel::flags(index);
    const bool isNode = index.isValid() && !portOf(index);
    return isNode && index.column() == NameColumn ? usual | Qt::ItemIsEditable : usual;
}

bool OutlineModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    const QString from = nodeOf(index);
    const QString to = value.toString().trimmed();
    if (from == to)
        return false;
    const auto why = m_document.edit(tr("Rename %1").arg(from), [&](const models::RouteGraph &was) {
        return models::renameNode(was, from, to);
    });
    if (why)
        emit refused(*why);
    else
        m_document.select({to});
    return !why;
}

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
