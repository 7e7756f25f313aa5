// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/live/TargetsTable.h"

#include "ui/shell/TargetColors.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/Text.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

namespace {
// Pixels at 100 %.
constexpr int smallestHeight = 180;
constexpr int rowHeight = 28;
constexpr int chipSize = 10;
constexpr int namePadding = 16;
constexpr int headerPadding = 4; // as the style sheet has it
constexpr int readableCharacters = 10;
} // namespace

TargetsTable::TargetsTable(const Theme &theme, TargetColors &colors, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_colors(colors)
    , m_table(new QTableWidget(0, ColumnCount, this))
{
    setPanel(this, Panel::Card);
    m_table->setObjectName(QStringLiteral("targetsTable"));
    m_table->setAccessibleName(tr("Targets"));
    m_table->setHorizontalHeaderLabels(
        {tr("Target"), tr("Req/s"), tr("TTFT"), tr("Errors"), tr("Cost/h")});
    m_table->horizontalHeaderItem(TargetColumn)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setProperty("density", QStringLiteral("compact"));
    m_table->horizontalHeader()->setProperty("density", QStringLiteral("compact"));
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setMinimumSectionSize(0);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->verticalHeader()->hide();
    m_table->setTextElideMode(Qt::ElideMiddle); // names differ at both ends
    m_table->setWordWrap(false);
    m_table->setShowGrid(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    for (int column = RateColumn; column < ColumnCount; ++column)
        m_table->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);

    auto *title = makeLabel(tr("Targets"), TextRole::Strong, this);
    title->setContentsMargins(12, 8, 12, 4);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addWidget(title);
    auto *inset = new QHBoxLayout;
    inset->setContentsMargins(6, 0, 6, 0); // with the cells' own margin as far in as the title
    inset->addWidget(m_table);
    column->addLayout(inset, 1);
    m_table->horizontalHeaderItem(TtftColumn)->setToolTip(tr("Time to first token, p95"));
    connect(&theme, &Theme::changed, this, &TargetsTable::fitToZoom);
    fitToZoom();

    connect(m_table, &QTableWidget::cellActivated, this, [this](int row, int) {
        emit targetChosen(m_table->item(row, TargetColumn)->data(Qt::UserRole).toString());
    });
}

void TargetsTable::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fitColumns();
}

void TargetsTable::fitToZoom()
{
    setMinimumHeight(m_theme.px(smallestHeight));
    m_table->setIconSize(QSize(m_theme.px(chipSize), m_theme.px(chipSize)));
    m_table->verticalHeader()->setDefaultSectionSize(m_theme.px(rowHeight));
    fitColumns();
}

void TargetsTable::fitColumns()
{
    const QAbstractItemView &cells = *m_table; // QTableView hides the hint
    const QFontMetrics body(m_theme.font(Theme::Role::Body));
    const QFontMetrics caption(m_theme.font(Theme::Role::Caption));
    const int readable = body.horizontalAdvance(QString(readableCharacters, QLatin1Char('n')))
        + m_theme.px(chipSize) + m_theme.px(namePadding);
    auto *header = m_table->horizontalHeader();
    int figures = 0;
    for (int column = RateColumn; column < ColumnCount; ++column) {
        const QString title = m_table->horizontalHeaderItem(column)->text();
        const int titleWidth = caption.horizontalAdvance(title) + 2 * m_theme.px(headerPadding) + 1;
        header->resizeSection(column, std::max(cells.sizeHintForColumn(column), titleWidth));
        figures += header->sectionSize(column);
    }
    const int name = std::min(readable, cells.sizeHintForColumn(TargetColumn));
    header->resizeSection(TargetColumn, std::max(name, m_table->viewport()->width() - figures));
}

void TargetsTable::refresh(const models::LiveSeries &live, models::LiveSeries::Range range,
                           qint64 nowMs)
{
    const QStringList &targets = live.targets();
    if (m_table->rowCount() != targets.size())
        m_table->setRowCount(static_cast<int>(targets.size()));
    for (int row = 0; row < targets.size(); ++row)
        showRow(row, targets.at(row), live.summary(range, targets.at(row), nowMs));
    fitColumns();
}

void TargetsTable::showRow(int row, const QString &target, const models::TrafficSummary &summary)
{
    const QLocale locale;
    const QStringList texts{
        target.isEmpty() ? tr("none") : target,
        locale.toString(summary.currentPerSecond, 'f', 1),
        durationText(summary.ttftP95Us.value_or(-1)),
        shareText(summary.errorShare),
        costRateText(summary),
    };
    for (int column = 0; column < ColumnCount; ++column) {
        auto *item = m_table->item(row, column);
        if (!item) {
            item = new QTableWidgetItem;
            item->setTextAlignment(Qt::AlignVCenter
                                   | (column == TargetColumn ? Qt::AlignLeft : Qt::AlignRight));
            m_table->setItem(row, column, item);
        }
        if (item->text() != texts.at(column))
            item->setText(texts.at(column));
    }
    auto *name = m_table->item(row, TargetColumn);
    name->setData(Qt::UserRole, target);
    name->setIcon(chipIcon(m_colors.color(target), m_theme.px(chipSize)));
    name->setToolTip(target);
}

} // namespace signalbox::ui
