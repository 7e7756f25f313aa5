// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/simulator/CoverageView.h"

#include "ui/shell/Theme.h"

#include <QHeaderView>
#include <QSet>

namespace signalbox::ui {

using routing::CoveredRoute;

namespace {

enum Column { NameColumn, NodesColumn, LinksColumn, ColumnCount };
// Pixels at 100 %.
constexpr int shareWidth = 88;
constexpr int coverageRowHeight = 26;
constexpr int nodeRole = Qt::UserRole;

QTreeWidgetItem *addLine(QTreeWidgetItem *route, const QString &text)
{
    auto *line = new QTreeWidgetItem(route, {text});
    line->setFirstColumnSpanned(true);
    return line;
}

} // namespace

CoverageView::CoverageView(const Theme &theme, QWidget *parent)
    : QTreeWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("testCoverage"));
    setAccessibleName(tr("Coverage"));
    setColumnCount(ColumnCount);
    setHeaderLabels({tr("Route"), tr("Nodes"), tr("Links")});
    headerItem()->setToolTip(NodesColumn, tr("That a case came by, of all"));
    headerItem()->setToolTip(LinksColumn, tr("That a case took, of all"));
    header()->setStretchLastSection(false);
    header()->setHighlightSections(false);
    header()->setSectionResizeMode(NameColumn, QHeaderView::Stretch);
    for (const int column : {NodesColumn, LinksColumn}) {
        header()->setSectionResizeMode(column, QHeaderView::Fixed);
        headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    }
    headerItem()->setTextAlignment(NameColumn, Qt::AlignLeft | Qt::AlignVCenter);
    setUniformRowHeights(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    connect(this, &QTreeWidget::itemActivated, this, &CoverageView::tellChosen);
    connect(&theme, &Theme::changed, this, &CoverageView::fitToTheme);
    fitToTheme();
}

void CoverageView::fitToTheme()
{
    for (const int column : {NodesColumn, LinksColumn})
        header()->resizeSection(column, m_theme.px(shareWidth));
    // Rows are all of the height of the first.
    if (auto *first = topLevelItem(0))
        first->setSizeHint(NameColumn, QSize(0, m_theme.px(coverageRowHeight)));
}

void CoverageView::setCoverage(const std::vector<CoveredRoute> &routes)
{
    QSet<QString> open;
    for (int i = 0; i < topLevelItemCount(); ++i) {
        if (topLevelItem(i)->isExpanded())
            open.insert(topLevelItem(i)->text(NameColumn));
    }
    clear();
    for (const CoveredRoute &route : routes) {
        //: %1 of %2 nodes or links were walked.
        const QString share = tr("%1 of %2");
        auto *item =
            new QTreeWidgetItem(this,
                                {route.route, share.arg(route.coveredNodes).arg(route.nodes),
                                 share.arg(route.coveredLinks).arg(route.links)});
        for (const int column : {NodesColumn, LinksColumn})
            item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        for (const QString &node : route.uncoveredNodes)
            addLine(item, tr("Node not reached: %1").arg(node))
                ->setData(NameColumn, nodeRole, node);
        for (const QString &link : route.uncoveredLinks)
            addLine(item, tr("Link not taken: %1").arg(link));
        item->setExpanded(open.contains(route.route));
    }
    fitToTheme();
}

void CoverageView::tellChosen(const QTreeWidgetItem *item)
{
    const QString node = item->data(NameColumn, nodeRole).toString();
    if (!node.isEmpty())
        emit nodeChosen(item->parent()->text(NameColumn), node);
}

} // namespace signalbox::ui
