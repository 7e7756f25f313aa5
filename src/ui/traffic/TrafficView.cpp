// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/TrafficView.h"

#include "models/items/TrafficTableModel.h"
#include "ui/shell/Theme.h"
#include "ui/traffic/TrafficDelegate.h"
#include "ui/traffic/TrafficHeader.h"

#include <QKeyEvent>
#include <QScrollBar>
#include <QSettings>

#include <array>

namespace signalbox::ui {

using models::TrafficTableModel;

namespace {

constexpr int rowPixels = 28;
const auto columnsKey = QLatin1String("traffic/columns");
// At 100 %, in the order of TrafficTableModel::Column.
constexpr std::array<int, TrafficTableModel::ColumnCount> widths{
    98, 90, 236, 80, 112, 68, 68, 56, 56, 54, 64, 102, 76,
};

} // namespace

TrafficView::TrafficView(const Theme &theme, TargetColors &colors, QSettings &settings,
                         QWidget *parent)
    : QTableView(parent)
    , m_theme(theme)
    , m_settings(settings)
{
    setObjectName(QStringLiteral("trafficTable"));
    setAccessibleName(tr("Exchanges"));
    auto *header = new TrafficHeader(this);
    setHorizontalHeader(header);
    setItemDelegate(new TrafficDelegate(theme, colors, this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    horizontalHeader()->setStretchLastSection(true);
    setShowGrid(false);
    setWordWrap(false);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setContextMenuPolicy(Qt::CustomContextMenu);
    verticalHeader()->hide();
    // A fixed height spares the header from asking a million rows for theirs.
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    connect(header, &TrafficHeader::layoutChanged, this,
            [this] { m_settings.setValue(columnsKey, horizontalHeader()->saveState()); });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value == 0)
            setUnseen(0);
    });
    connect(&theme, &Theme::changed, this, &TrafficView::fitToZoom);
    fitToZoom();
}

void TrafficView::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    restoreColumns();
    connect(model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { rowsAdded(first, last); });
    connect(model, &QAbstractItemModel::modelReset, this, [this] { setUnseen(0); });
}

void TrafficView::scrollToNewest()
{
    verticalScrollBar()->setValue(0);
    setUnseen(0);
}

void TrafficView::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() == Qt::NoModifier) {
        const int step = event->key() == Qt::Key_J ? 1 : event->key() == Qt::Key_K ? -1 : 0;
        if (step != 0) {
            const int row = currentIndex().isValid() ? currentIndex().row() + step : 0;
            const int column = horizontalHeader()->logicalIndex(0);
            const QModelIndex next = model()->index(row, column);
            if (next.isValid())
                setCurrentIndex(next);
            return;
        }
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
            emit openRequested();
            return;
        }
        if (event->key() == Qt::Key_Escape) {
            emit escapePressed();
            return;
        }
    }
    QTableView::keyPressEvent(event);
}

void TrafficView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row() || !previous.isValid())
        emit currentRowChanged(current.row());
}

void TrafficView::restoreColumns()
{
    if (!horizontalHeader()->restoreState(m_settings.value(columnsKey).toByteArray()))
        setDefaultWidths();
}

void TrafficView::setDefaultWidths()
{
    const QSignalBlocker quiet(horizontalHeader()); // nothing to remember yet
    for (int column = 0; column < TrafficTableModel::ColumnCount; ++column)
        setColumnWidth(column, m_theme.px(widths.at(static_cast<size_t>(column))));
    setColumnHidden(TrafficTableModel::CachedColumn, true);
    setColumnHidden(TrafficTableModel::RouteColumn, true);
}

void TrafficView::fitToZoom()
{
    verticalHeader()->setDefaultSectionSize(m_theme.px(rowPixels));
}

void TrafficView::rowsAdded(int first, int last)
{
    QScrollBar *bar = verticalScrollBar();
    if (first != 0 || bar->value() == 0)
        return;
    // New rows push everything down; moving along keeps what is read where it is.
    const int added = last - first + 1;
    const int pixels = added * verticalHeader()->defaultSectionSize();
    bar->setMaximum(bar->maximum() + pixels);
    bar->setValue(bar->value() + pixels);
    setUnseen(m_unseen + added);
}

void TrafficView::setUnseen(int rows)
{
    if (m_unseen == rows)
        return;
    m_unseen = rows;
    emit unseenChanged(rows);
}

} // namespace signalbox::ui
