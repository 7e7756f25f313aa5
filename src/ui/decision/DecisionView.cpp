// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/decision/DecisionView.h"

#include "models/decision/DecisionTree.h"
#include "ui/decision/DecisionDelegate.h"
#include "ui/decision/DecisionSummary.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/EmptyState.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QStackedLayout>
#include <QTreeView>
#include <QVBoxLayout>

namespace signalbox::ui {

namespace {
// Pixels at 100 %.
constexpr int narrowBelow = 560;
constexpr int lowBelow = 240; // without a header
constexpr int indentation = 18;
constexpr int smallestWidth = 240;
constexpr int smallestHeight = 80;
// Hundredths of the width; what is left is the result's.
constexpr int stepShare = 34;
constexpr int subjectShare = 25;
constexpr int valueShare = 16;
constexpr int narrowStepShare = 56;
} // namespace

DecisionView::DecisionView(const Theme &theme, TargetColors &colors, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_summary(new DecisionSummary(theme, colors, this))
    , m_tree(new QTreeView(this))
    , m_delegate(new DecisionDelegate(theme, colors, m_tree))
    , m_empty(new EmptyState(theme, IconName::Branch, this))
    , m_stack(new QStackedLayout(this))
{
    buildTree();
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_summary);
    column->addWidget(m_tree, 1);
    m_stack->addWidget(page);
    m_stack->addWidget(m_empty);
    connect(&theme, &Theme::changed, this, [this] {
        m_tree->setIndentation(m_theme.px(indentation));
        fitColumns();
    });
    clear(tr("No decision yet"),
          tr("Every step of the route, every candidate with the reason it won or lost, and every "
             "attempt stand here."));
}

void DecisionView::buildTree()
{
    m_tree->setObjectName(QStringLiteral("decisionTree"));
    m_tree->setAccessibleName(tr("Path of the decision"));
    m_tree->setModel(&m_model);
    m_tree->setItemDelegate(m_delegate);
    m_tree->setIndentation(m_theme.px(indentation));
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_tree->header()->setSectionsMovable(false);
    m_tree->header()->setStretchLastSection(true);
    m_tree->header()->setMinimumSectionSize(0);
    m_tree->header()->setHighlightSections(false);
    m_tree->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_tree->header()->setFocusPolicy(Qt::NoFocus);
    m_tree->viewport()->installEventFilter(this);
    auto *copy = new QAction(tr("Copy this row"), m_tree);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &DecisionView::copyCurrentRow);
    m_tree->addAction(copy);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void DecisionView::setDecision(const models::DecisionTree &tree)
{
    m_delegate->forgetWidths();
    m_model.setDecision(tree);
    m_summary->setDecision(tree);
    if (m_model.rowCount() == 0 && tree.target.isEmpty() && tree.reason.isEmpty()
        && tree.damage == models::DecisionTree::Damage::None) {
        clear(tr("Nothing was decided"),
              tree.problem.isEmpty()
                  ? tr("The request ended before a route was looked at.")
                  : tr("The request ended before a route was looked at: %1").arg(tree.problem));
        return;
    }
    openRows({});
    m_stack->setCurrentIndex(0);
    fitColumns();
    m_tree->selectionModel()->setCurrentIndex(m_model.index(0, 0), QItemSelectionModel::NoUpdate);
    m_tree->scrollToTop();
}

void DecisionView::clear(const QString &title, const QString &explanation)
{
    m_empty->setText(title, explanation);
    m_stack->setCurrentWidget(m_empty);
}

QSize DecisionView::minimumSizeHint() const
{
    // Not that of all the texts: a tab that is not shown must not widen the window.
    return {m_theme.px(smallestWidth), m_theme.px(smallestHeight)};
}

void DecisionView::openRows(const QModelIndex &parent)
{
    const int rows = m_model.rowCount(parent);
    for (int row = 0; row < rows; ++row) {
        const QModelIndex index = m_model.index(row, 0, parent);
        const auto kind =
            static_cast<DecisionItem::Kind>(index.data(DecisionTreeModel::KindRole).toInt());
        m_tree->setFirstColumnSpanned(row, parent,
                                      kind == DecisionItem::Kind::Group
                                          || kind == DecisionItem::Kind::Candidate
                                          || kind == DecisionItem::Kind::CandidateTitles);
        m_tree->setExpanded(index, index.data(DecisionTreeModel::OpenRole).toBool());
        openRows(index);
    }
}

void DecisionView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

bool DecisionView::eventFilter(QObject *watched, QEvent *event)
{
    // The scroll bar comes and goes beside the rows.
    if (watched == m_tree->viewport() && event->type() == QEvent::Resize)
        fitColumns();
    return QWidget::eventFilter(watched, event);
}

void DecisionView::fitColumns()
{
    const int width = m_tree->viewport()->width();
    m_tree->setHeaderHidden(height() < m_theme.px(lowBelow));
    const bool isNarrow = width < m_theme.px(narrowBelow);
    const auto part = [width](int share) { return width * share / 100; };
    m_delegate->setNarrow(isNarrow);
    m_delegate->forgetWidths();
    for (const int column : {DecisionTreeModel::SubjectColumn, DecisionTreeModel::ValueColumn})
        m_tree->setColumnHidden(column, isNarrow);
    m_tree->setColumnWidth(DecisionTreeModel::StepColumn,
                           part(isNarrow ? narrowStepShare : stepShare));
    if (!isNarrow) {
        m_tree->setColumnWidth(DecisionTreeModel::SubjectColumn, part(subjectShare));
        m_tree->setColumnWidth(DecisionTreeModel::ValueColumn, part(valueShare));
    }
    m_tree->doItemsLayout();
}

void DecisionView::copyCurrentRow() const
{
    QStringList parts;
    for (int column = 0; column < DecisionTreeModel::ColumnCount; ++column) {
        const QString text = m_tree->currentIndex().siblingAtColumn(column).data().toString();
        if (!text.isEmpty())
            parts.append(text);
    }
    QGuiApplication::clipboard()->setText(parts.join(QLatin1String(" | ")));
}

} // namespace signalbox::ui
