// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/ProblemsModel.h"

#include "ui/rules/ProblemPlaces.h"
#include "ui/rules/RuleWords.h"
#include "ui/rules/RulesDocument.h"
#include "ui/shell/Theme.h"

#include <QBrush>

#include <algorithm>

namespace signalbox::ui {

using models::PolicyProblem;

namespace {

/// Where \a problem lies, for people: nodes are called as the views of the route call them.
QString placeText(const models::Policy &policy, const PolicyProblem &problem)
{
    const int routeIndex = routeIndexOf(problem).value_or(-1);
    if (routeIndex < 0 || routeIndex >= policy.routes.size())
        return ProblemsModel::tr("Line %L1").arg(problem.line);
    const models::Route &route = policy.routes.at(routeIndex);
    const auto place = placeOf(problem);
    if (!place)
        return ProblemsModel::tr("Route %1").arg(route.name);
    const models::RouteNode node = route.graph.nodes.value(place->node);
    const QString name = nodeText(place->node, node);
    const auto port = models::findPort(node, portAt(*place, node));
    if (!port)
        return ProblemsModel::tr("%1: %2", "a route and a node").arg(route.name, name);
    return ProblemsModel::tr("%1: %2, %3", "a route, a node and its output")
        .arg(route.name, name, portText(*port));
}

} // namespace

QString problemCounts(const QList<PolicyProblem> &problems)
{
    const auto all = static_cast<int>(problems.size());
    const auto errors = static_cast<int>(
        std::ranges::count(problems, PolicyProblem::Severity::Error, &PolicyProblem::severity));
    const QString errorText = ProblemsModel::tr("%n error(s)", nullptr, errors);
    const QString warningText = ProblemsModel::tr("%n warning(s)", nullptr, all - errors);
    if (errors == 0)
        return all == 0 ? QString() : warningText;
    return errors == all
        ? errorText
        : ProblemsModel::tr("%1, %2", "errors, warnings").arg(errorText, warningText);
}

ProblemsModel::ProblemsModel(const RulesDocument &document, const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_document(document)
    , m_theme(theme)
{
    connect(&document, &RulesDocument::problemsChanged, this, &ProblemsModel::follow);
    follow();
}

const PolicyProblem &ProblemsModel::problem(int row) const
{
    return m_rows.at(static_cast<std::size_t>(row)).problem;
}

int ProblemsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ProblemsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ProblemsModel::text(const Row &row, int column)
{
    switch (column) {
    case SeverityColumn:
        return severityText(row.problem.severity);
    case MessageColumn:
        return row.problem.message;
    case HintColumn:
        return row.problem.hint;
    default:
        return row.place;
    }
}

QVariant ProblemsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(static_cast<std::size_t>(index.row()));
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(row, index.column());
    case Qt::AccessibleTextRole: {
        // A screen reader stays in the first column: it is told the whole row there.
        if (index.column() != SeverityColumn)
            return text(row, index.column());
        const QString told = tr("%1: %2 At %3.", "severity, message, place")
                                 .arg(text(row, SeverityColumn), row.problem.message, row.place);
        return row.problem.hint.isEmpty()
            ? told
            : tr("%1 %2", "a problem, and what to do").arg(told, row.problem.hint);
    }
    case Qt::ForegroundRole:
        return index.column() == HintColumn ? QVariant(QBrush(m_theme.colors().textMuted))
                                            : QVariant();
    case Qt::DecorationRole:
        if (index.column() != SeverityColumn)
            return {};
        return lineIcon(m_theme, severityIcon(row.problem.severity),
                        severityTone(row.problem.severity));
    default:
        return {};
    }
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SeverityColumn:
        return tr("Severity");
    case MessageColumn:
        return tr("Problem");
    case HintColumn:
        return tr("What to do");
    case PlaceColumn:
        return tr("Where");
    default:
        return {};
    }
}

void ProblemsModel::follow()
{
    std::vector<Row> wanted;
    for (const PolicyProblem &problem : m_document.problems())
        wanted.push_back({.problem = problem, .place = placeText(m_document.policy(), problem)});
    if (wanted == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(wanted);
    endResetModel();
}

} // namespace signalbox::ui
