// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/table/TableGrid.h"

#include "ui/rules/inspector/NodeChoice.h"
#include "ui/rules/inspector/predicate/SignalChooser.h"
#include "ui/rules/inspector/predicate/SignalSuggestions.h"
#include "ui/rules/inspector/table/TableCellDelegate.h"
#include "ui/rules/inspector/table/TableGridModel.h"
#include "ui/shell/Icon.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Background.h"
#include "ui/widgets/Text.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace signalbox::ui {

using models::SignalKind;
using models::TableNode;

namespace {

// Pixels at 100 %.
constexpr int gridRowHeight = 28;
constexpr int mostRowsShown = 12; // more of them scroll
constexpr int gapIconSize = 16;
constexpr int widestColumn = 260;

} // namespace

TableGrid::TableGrid(const Theme &theme, Columns columns, const QString &entry, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_columns(columns)
    , m_entry(entry)
    , m_model(new TableGridModel(theme, this))
    , m_delegate(new TableCellDelegate(theme, *m_model, this))
    , m_view(new QTableView(this))
    , m_gapIcon(new QLabel(this))
    , m_gap(makeLabel({}, TextRole::Body, this))
{
    buildView();
    m_gap->setObjectName(QStringLiteral("tableGap"));
    m_gap->setWordWrap(true);
    auto *gapLine = new QHBoxLayout;
    gapLine->setSpacing(8);
    gapLine->addWidget(m_gapIcon, 0, Qt::AlignTop);
    gapLine->addWidget(m_gap, 1);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(8);
    all->addLayout(makeRowTools());
    all->addWidget(m_view);
    all->addLayout(gapLine);
    if (columns == Columns::Free)
        all->addLayout(makeColumnTools());

    connect(m_model, &TableGridModel::edited, this, &TableGrid::edited);
    connect(m_model, &TableGridModel::refused, this, &TableGrid::refused);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        fitView();
        goTo(std::exchange(m_nextRow, -1), std::exchange(m_nextColumn, -1));
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &TableGrid::showTools);
    connect(&theme, &Theme::changed, this, &TableGrid::fitView);
    fitView();
    showTools();
    showGap({}, Tell::Quietly);
}

void TableGrid::buildView()
{
    m_view->setObjectName(QStringLiteral("tableGrid"));
    m_view->setAccessibleName(tr("Rows of the table"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(m_delegate);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
                            | QAbstractItemView::AnyKeyPressed
                            | QAbstractItemView::SelectedClicked);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setCornerButtonEnabled(false);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_view->verticalHeader()->setHighlightSections(false);
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
}

QToolButton *TableGrid::addTool(QHBoxLayout *row, IconName icon, const QString &name,
                                const QString &text)
{
    auto *tool = new QToolButton(this);
    tool->setObjectName(name);
    tool->setIcon(lineIcon(m_theme, icon));
    tool->setToolTip(text);
    tool->setAccessibleName(text);
    setTone(tool, Tone::Flat);
    row->addWidget(tool);
    return tool;
}

QHBoxLayout *TableGrid::makeRowTools()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(2);
    row->addWidget(
        makeLabel(m_columns == Columns::Free ? tr("Rows") : tr("Cases"), TextRole::Strong, this),
        1);
    auto *add = addTool(row, IconName::Plus, QStringLiteral("addRow"), tr("Add a row"));
    m_up = addTool(row, IconName::ChevronUp, QStringLiteral("moveRowUp"), tr("Move the row up"));
    m_down =
        addTool(row, IconName::ChevronDown, QStringLiteral("moveRowDown"), tr("Move the row down"));
    m_remove = addTool(row, IconName::Trash, QStringLiteral("removeRow"), tr("Remove the row"));
    connect(add, &QToolButton::clicked, this, &TableGrid::addRow);
    connect(m_up, &QToolButton::clicked, this, [this] { moveRow(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { moveRow(1); });
    connect(m_remove, &QToolButton::clicked, this, &TableGrid::removeRow);
    return row;
}

QHBoxLayout *TableGrid::makeColumnTools()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    m_column = new SignalChooser(this);
    m_column->setObjectName(QStringLiteral("columnSignal"));
    m_column->setToolTip(tr("What the column of the current cell looks at"));
    row->addWidget(makeLabel(tr("Column"), TextRole::Body, this));
    row->addWidget(m_column, 1);
    auto *add = addTool(row, IconName::Plus, QStringLiteral("addColumn"), tr("Add a column"));
    m_removeColumn =
        addTool(row, IconName::Trash, QStringLiteral("removeColumn"), tr("Remove the column"));
    connect(m_column, &SignalChooser::chosen, this, &TableGrid::changeColumn);
    connect(add, &QToolButton::clicked, this, &TableGrid::addColumn);
    connect(m_removeColumn, &QToolButton::clicked, this, &TableGrid::removeColumn);
    return row;
}

void TableGrid::setTable(const TableNode &table, const NodeSurroundings &surroundings)
{
    const bool isOtherNode = std::exchange(m_node, surroundings.node) != surroundings.node;
    if (isOtherNode)
        showGap({}, Tell::Quietly);
    m_delegate->setKnown(surroundings.policy, surroundings.observed);
    m_model->setNodes(nodeChoices(surroundings));
    m_model->setTable(table);
    if (m_column) {
        for (const SignalKind kind : {SignalKind::Header, SignalKind::Metadata, SignalKind::Body})
            m_column->setArguments(
                kind, suggestedArguments(kind, surroundings.policy, surroundings.observed));
    }
    showTools();
}

void TableGrid::setProblems(const QList<NodeProblem> &problems)
{
    m_problems = problems;
    if (!isComparable(problems)) {
        m_model->setMarks(withProblems({}, problems));
        showGap(tr("Gaps are looked for once all cells can be compared."), Tell::Quietly);
        return;
    }
    runInBackground(
        this, [table = m_model->table()] { return std::pair(table, models::analyseTable(table)); },
        [this](const std::pair<TableNode, models::TableFindings> &found) {
            if (found.first == m_model->table()) // else the next check is under way
                showFindings(found.second);
        });
}

void TableGrid::showFindings(const models::TableFindings &found)
{
    m_model->setMarks(withProblems(marksOf(m_model->table(), found), m_problems));
    const bool isOdd = found.hasGap && m_model->table().otherwise.isEmpty();
    showGap(gapText(m_model->table(), found), isOdd ? Tell::AsWarning : Tell::Quietly);
}

void TableGrid::showGap(const QString &text, Tell how)
{
    m_gap->setText(text);
    m_gap->setVisible(!text.isEmpty());
    m_gapIcon->setVisible(!text.isEmpty());
    const QIcon icon = how == Tell::AsWarning
        ? lineIcon(m_theme, IconName::Warning, IconTone::Warning)
        : lineIcon(m_theme, IconName::Info, IconTone::Muted);
    m_gapIcon->setPixmap(icon.pixmap(m_theme.px(gapIconSize), m_theme.px(gapIconSize)));
}

QString TableGrid::gap() const
{
    return m_gap->text();
}

void TableGrid::showTools()
{
    const QModelIndex current = m_view->currentIndex();
    const int rows = m_model->rowCount();
    m_remove->setEnabled(current.isValid() && rows > 1);
    m_up->setEnabled(current.row() > 0);
    m_down->setEnabled(current.isValid() && current.row() + 1 < rows);
    if (!m_column)
        return;
    const bool isSignal = current.isValid() && current.column() < m_model->signalColumns();
    m_column->setEnabled(isSignal);
    m_removeColumn->setEnabled(isSignal && m_model->signalColumns() > 1);
    if (isSignal)
        m_column->setName(m_model->table().columns[static_cast<std::size_t>(current.column())]);
}

void TableGrid::fitView()
{
    const int height = m_theme.px(gridRowHeight);
    m_view->verticalHeader()->setMinimumSectionSize(height);
    m_view->verticalHeader()->setDefaultSectionSize(height);
    m_view->resizeColumnsToContents();
    for (int column = 0; column < m_model->columnCount(); ++column) {
        if (m_view->columnWidth(column) > m_theme.px(widestColumn))
            m_view->setColumnWidth(column, m_theme.px(widestColumn));
    }
    const int rows = std::clamp(m_model->rowCount(), 2, mostRowsShown);
    m_view->setFixedHeight(m_view->horizontalHeader()->sizeHint().height() + rows * height
                           + 2 * m_view->frameWidth() + m_theme.px(14)); // room for a scroll bar
}

void TableGrid::goTo(int row, int column)
{
    if (row >= 0)
        m_view->setCurrentIndex(m_model->index(std::min(row, m_model->rowCount() - 1),
                                               std::clamp(column, 0, m_model->columnCount() - 1)));
    showTools();
}

} // namespace signalbox::ui
