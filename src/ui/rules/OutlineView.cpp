// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/OutlineView.h"

#include "ui/rules/OutlineDelegate.h"
#include "ui/rules/OutlineModel.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/EmptyState.h"

#include <QEvent>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QPushButton>
#include <QSet>
#include <QStackedLayout>
#include <QTreeView>

#include <algorithm>

namespace signalbox::ui {

namespace {

// Pixels at 100 %.
constexpr int indentation = 18;
constexpr int smallestWidth = 280;
constexpr int smallestHeight = 120;
constexpr int narrowBelow = 560;
// Hundredths of the width; what is left is for the problems.
constexpr int nameShare = 33;
constexpr int kindShare = 19;
constexpr int leadsToShare = 25;
constexpr int narrowNameShare = 48;
constexpr int narrowLeadsToShare = 32;

QSet<QString> asSet(const QStringList &nodes)
{
    return {nodes.cbegin(), nodes.cend()};
}

} // namespace

OutlineView::OutlineView(RulesDocument &document, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_theme(theme)
    , m_commands(document)
    , m_actions(*this)
    , m_stack(new QStackedLayout(this))
    , m_tree(new QTreeView(this))
    , m_empty(new EmptyState(theme, IconName::Branch, this))
{
    // Before and after the model, which follows the graph in many steps: what is selected in
    // between is not what anybody has chosen.
    connect(&document, &RulesDocument::graphChanged, this, &OutlineView::holdCurrent);
    m_model = new OutlineModel(document, theme, this);
    connect(&document, &RulesDocument::graphChanged, this, &OutlineView::findCurrent);
    connect(&document, &RulesDocument::selectionChanged, this, &OutlineView::showSelection);
    connect(m_model, &OutlineModel::refused, this, &OutlineView::refused);
    connect(&m_commands, &GraphCommands::refused, this, &OutlineView::refused);

    buildTree();
    auto *add = m_empty->addAction(tr("Add node"));
    connect(add, &QPushButton::clicked, this, &OutlineView::askForNode);
    m_addFirst = add;
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_empty);
    connectActions();
    connectOutputActions();
    showWhatThereIs();
}

OutlineView::~OutlineView()
{
    // An id that is being written is taken over when its editor loses the focus: now, while all
    // are still there that hear of it.
    if (QWidget *editor = m_tree->indexWidget(m_tree->currentIndex()))
        editor->clearFocus();
}

QSize OutlineView::minimumSizeHint() const
{
    return {m_theme.px(smallestWidth), m_theme.px(smallestHeight)};
}

void OutlineView::buildTree()
{
    m_tree->setObjectName(QStringLiteral("outlineTree"));
    m_tree->setProperty("density", QStringLiteral("roomy"));
    m_tree->setAccessibleName(tr("Outline of the route"));
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new OutlineDelegate(m_theme, m_tree));
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->setUniformRowHeights(true);
    m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    QHeaderView *header = m_tree->header();
    header->setSectionsMovable(false);
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setFocusPolicy(Qt::NoFocus);
    header->setStretchLastSection(true);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->viewport()->installEventFilter(this);
    connect(&m_theme, &Theme::changed, this, &OutlineView::fitColumns);
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &OutlineView::noteSelection);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &OutlineView::adaptActions);
    connect(m_model, &OutlineModel::rowsInserted, this,
            [this](const QModelIndex &parent, int first, int last) {
                // What is new is to be seen.
                m_tree->expand(parent);
                for (int row = first; row <= last && !parent.isValid(); ++row)
                    m_tree->expand(m_model->index(row, 0));
            });
    connect(m_model, &OutlineModel::modelReset, this, [this] {
        m_tree->expandAll();
        m_heldRow = 0;
    });
    connect(m_tree, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (!m_model->portOf(index))
            emit nodeActivated(m_model->nodeOf(index));
        else
            askForDestination();
    });
    m_tree->expandAll();
    m_tree->selectionModel()->setCurrentIndex(m_model->index(0, 0), QItemSelectionModel::NoUpdate);
}

bool OutlineView::eventFilter(QObject *watched, QEvent *event)
{
    // The scroll bar comes and goes beside the rows.
    if (watched == m_tree->viewport() && event->type() == QEvent::Resize)
        fitColumns();
    return QWidget::eventFilter(watched, event);
}

void OutlineView::fitColumns()
{
    const int width = m_tree->viewport()->width();
    const bool isNarrow = width < m_theme.px(narrowBelow);
    const auto part = [width](int share) { return width * share / 100; };
    m_tree->setIndentation(m_theme.px(indentation));
    m_tree->setColumnHidden(OutlineModel::KindColumn, isNarrow);
    m_tree->setColumnWidth(OutlineModel::NameColumn, part(isNarrow ? narrowNameShare : nameShare));
    m_tree->setColumnWidth(OutlineModel::LeadsToColumn,
                           part(isNarrow ? narrowLeadsToShare : leadsToShare));
    if (!isNarrow)
        m_tree->setColumnWidth(OutlineModel::KindColumn, part(kindShare));
}

void OutlineView::holdCurrent()
{
    m_isFollowing = true;
    const QModelIndex now = current();
    const QModelIndex node = now.parent().isValid() ? now.parent() : now;
    m_held = now;
    m_heldNode = node;
    m_heldRow = node.row();
}

void OutlineView::findCurrent()
{
    m_isFollowing = false;
    QModelIndex row = m_held;
    if (!row.isValid() && m_heldNode.isValid())
        row = current().parent() == m_heldNode ? current() : QModelIndex(m_heldNode);
    // What has come to stand where a removed node has stood is the next one to deal with.
    if (!row.isValid())
        row = m_model->index(std::min(m_heldRow, m_model->rowCount() - 1), 0);
    m_tree->selectionModel()->setCurrentIndex(row, QItemSelectionModel::NoUpdate);
    showWhatThereIs();
}

void OutlineView::showWhatThereIs()
{
    const bool hasRoute = m_document.routeIndex() >= 0;
    const bool isEmpty = m_document.graph().nodes.isEmpty();
    if (hasRoute)
        m_empty->setText(tr("This route has no nodes yet"),
                         tr("Nodes decide which target serves a request. The first one is where "
                            "the route starts."));
    else
        m_empty->setText(tr("There are no routes yet"),
                         tr("A route is a name that clients may ask for as their model."));
    m_addFirst->setVisible(hasRoute);
    QWidget *shown = isEmpty ? static_cast<QWidget *>(m_empty) : m_tree;
    setFocusProxy(isEmpty ? m_addFirst : m_tree);
    m_stack->setCurrentWidget(shown);
    showSelection();
    adaptActions();
}

void OutlineView::showSelection()
{
    if (m_isFollowing)
        return;
    if (const auto &edge = m_document.selectedEdge())
        return showSelectedEdge(*edge);
    const QStringList nodes = m_document.selectedNodes();
    if (!selectedOutput() && asSet(selectedNodes()) == asSet(nodes))
        return;
    const QModelIndex now = current();
    QItemSelection rows;
    for (const QString &node : nodes) {
        const QModelIndex row = m_model->indexOf(node);
        rows.select(row, row);
    }
    QItemSelectionModel *selection = m_tree->selectionModel();
    if (!nodes.isEmpty() && (m_model->portOf(now) || !nodes.contains(m_model->nodeOf(now))))
        selection->setCurrentIndex(m_model->indexOf(nodes.constLast()),
                                   QItemSelectionModel::NoUpdate);
    selection->select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (!nodes.isEmpty())
        m_tree->scrollTo(current());
}

void OutlineView::showSelectedEdge(const models::PortRef &edge)
{
    if (selectedOutput() == edge)
        return;
    const QModelIndex row = m_model->indexOf(edge);
    m_tree->selectionModel()->setCurrentIndex(
        row, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_tree->scrollTo(row);
}

void OutlineView::noteSelection()
{
    if (m_isFollowing)
        return;
    if (const auto output = selectedOutput()) {
        m_document.selectEdge(*output);
        return;
    }
    // Those that were selected before keep their places: the order is that of selecting.
    const QStringList inTree = selectedNodes();
    QStringList nodes = m_document.selectedNodes();
    nodes.removeIf([&inTree](const QString &node) { return !inTree.contains(node); });
    m_document.select(nodes + inTree);
}

/// Of the only row selected.
std::optional<models::PortRef> OutlineView::selectedOutput() const
{
    const QModelIndexList rows = m_tree->selectionModel()->selectedRows();
    return rows.size() == 1 ? m_model->portOf(rows.constFirst()) : std::nullopt;
}

QModelIndex OutlineView::current() const
{
    return m_tree->currentIndex().siblingAtColumn(0);
}

QStringList OutlineView::selectedNodes() const
{
    QStringList nodes;
    for (const QModelIndex &row : m_tree->selectionModel()->selectedRows())
        nodes.append(m_model->nodeOf(row));
    nodes.removeAll(QString()); // the start
    nodes.removeDuplicates();
    return nodes;
}

std::vector<models::PortRef> OutlineView::selectedOutputs() const
{
    std::vector<models::PortRef> outputs;
    for (const QModelIndex &row : m_tree->selectionModel()->selectedRows()) {
        if (const auto output = m_model->portOf(row))
            outputs.push_back(*output);
    }
    const auto only = m_model->portOf(current());
    if (only && std::ranges::find(outputs, *only) == outputs.end())
        outputs = {*only};
    return outputs;
}

} // namespace signalbox::ui
