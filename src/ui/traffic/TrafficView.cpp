// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/TrafficView.h"

#include "models/items/TrafficTableModel.h"
#include "ui/shell/Theme.h"
#include "ui/traffic/TrafficColumns.h"
#include "ui/traffic/TrafficDelegate.h"
#include "ui/traffic/TrafficHeader.h"

#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSettings>

namespace signalbox::ui {

using models::TrafficTableModel;

namespace {

constexpr int rowPixels = 28;
const auto columnsKey = QLatin1String("traffic/columns");
const auto columnsZoomKey = QLatin1String("traffic/columnsZoom");

} // namespace

TrafficView::TrafficView(const Theme &theme, TargetColors &colors, QSettings &settings,
                         QWidget *parent)
    : QTableView(parent)
    , m_theme(theme)
    , m_settings(settings)
    , m_zoom(theme.zoom())
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
    connect(header, &TrafficHeader::layoutChanged, this, &TrafficView::saveColumns);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value == 0)
            setUnseen(0);
    });
    connect(&theme, &Theme::changed, this, &TrafficView::fitToZoom);
    fitToZoom();
}

void TrafficView::setModel(QAbstractItemModel *model)
{
    {
        const QScopedValueRollback arranging(m_isArranging, true);
        QTableView::setModel(model);
        restoreColumns();
    }
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
    m_columnsAreOurs =
        !horizontalHeader()->restoreState(m_settings.value(columnsKey).toByteArray());
    if (m_columnsAreOurs) {
        setDefaultWidths();
        return;
    }
    m_zoom = m_settings.value(columnsZoomKey, m_theme.zoom()).toInt();
    scaleColumns();
}

void TrafficView::saveColumns()
{
    if (m_isArranging)
        return;
    m_columnsAreOurs = false;
    m_settings.setValue(columnsKey, horizontalHeader()->saveState());
    m_settings.setValue(columnsZoomKey, m_zoom);
}

void TrafficView::setDefaultWidths()
{
    for (int i = 0; i < TrafficTableModel::ColumnCount; ++i) {
        const auto column = static_cast<TrafficTableModel::Column>(i);
        setColumnWidth(column, firstColumnWidth(m_theme, column));
        setColumnHidden(column, !isShownAtFirst(column));
    }
    m_zoom = m_theme.zoom();
}

/// Columns that the user chose keep their shares of the window when the type grows.
void TrafficView::scaleColumns()
{
    if (m_zoom == m_theme.zoom() || m_zoom <= 0)
        return;
    for (int column = 0; column < TrafficTableModel::ColumnCount; ++column) {
        if (!isColumnHidden(column))
            setColumnWidth(column, columnWidth(column) * m_theme.zoom() / m_zoom);
    }
    m_zoom = m_theme.zoom();
}

void TrafficView::fitToZoom()
{
    verticalHeader()->setDefaultSectionSize(m_theme.px(rowPixels));
    if (!model() || m_zoom == m_theme.zoom())
        return;
    {
        const QScopedValueRollback arranging(m_isArranging, true);
        if (m_columnsAreOurs)
            setDefaultWidths();
        else
            scaleColumns();
    }
    if (!m_columnsAreOurs)
        saveColumns();
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
