// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/OutlineModel.h"

#include "models/policy/edit/NodeEdits.h"
#include "ui/rules/RuleWords.h"
#include "ui/rules/RulesDocument.h"
#include "ui/rules/canvas/NodeWords.h"
#include "ui/shell/Theme.h"

#include <QBrush>

#include <algorithm>

namespace signalbox::ui {

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

const OutlinePort *OutlineModel::outlinePortOf(const QModelIndex &index)
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

QModelIndex OutlineModel::indexOf(const models::PortRef &output) const
{
    const QModelIndex above = indexOf(output.node);
    if (output.isStart())
        return above;
    for (int row = 0; row < rowCount(above); ++row) {
        if (portOf(index(row, 0, above)) == output)
            return index(row, 0, above);
    }
    return {};
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

QVariant OutlineModel::iconOf(const QModelIndex &index) const
{
    const QString id = nodeOf(index);
    const auto node = m_document.graph().nodes.constFind(id);
    const bool isGone = node == m_document.graph().nodes.cend(); // or the start
    if (outlinePortOf(index) || (isGone && !id.isEmpty()))
        return {};
    return lineIcon(m_theme, isGone ? IconName::Play : nodeIcon(node->kind()), IconTone::Muted);
}

QString OutlineModel::spokenText(const QModelIndex &index) const
{
    // A screen reader stays in the first column: it is told the whole row there.
    if (index.column() != NameColumn)
        return text(index, index.column());
    QStringList parts{text(index, NameColumn), text(index, KindColumn)};
    if (const QString leadsTo = text(index, LeadsToColumn); !leadsTo.isEmpty())
        parts.append(tr("leads to %1").arg(leadsTo));
    if (const QString problems = text(index, ProblemsColumn); !problems.isEmpty())
        parts.append(problems);
    return parts.join(QLatin1String(", "));
}

QVariant OutlineModel::data(const QModelIndex &index, int role) const
{
    const Row *row = checkIndex(index, CheckIndexOption::IndexIsValid) ? rowOf(index) : nullptr;
    if (!row)
        return {};
    const OutlinePort *port = outlinePortOf(index);
    const auto &problems = port ? port->problems : row->node.problems;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(index, index.column());
    case Qt::EditRole:
        return port ? QVariant() : QVariant(nodeOf(index));
    case Qt::AccessibleTextRole:
        return spokenText(index);
    case Qt::ForegroundRole:
        // What explains a node steps back behind the nodes.
        return index.column() == KindColumn || (port && index.column() == NameColumn)
            ? QVariant(QBrush(m_theme.colors().textMuted))
            : QVariant();
    case Qt::DecorationRole: {
        if (index.column() == NameColumn)
            return iconOf(index);
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

} // namespace signalbox::ui
