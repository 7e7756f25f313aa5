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

namespace signalbox::ui {

TargetsTable::TargetsTable(const Theme &theme, TargetColors &colors, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_colors(colors)
    , m_table(new QTableWidget(0, ColumnCount, this))
{
    setPanel(this, Panel::Card);
    m_table->setAccessibleName(tr("Targets"));
    m_table->setHorizontalHeaderLabels(
        {tr("Target"), tr("Req/s"), tr("TTFT"), tr("Errors"), tr("Cost/h")});
    m_table->horizontalHeaderItem(TargetColumn)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(TargetColumn, QHeaderView::Stretch);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->verticalHeader()->hide();
    m_table->setIconSize(QSize(theme.px(10), theme.px(10)));
    m_table->setShowGrid(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (int column = RateColumn; column < ColumnCount; ++column)
        m_table->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);

    auto *title = makeLabel(tr("Targets"), TextRole::Strong, this);
    title->setContentsMargins(12, 8, 12, 4);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addWidget(title);
    column->addWidget(m_table, 1);
    m_table->horizontalHeaderItem(TtftColumn)->setToolTip(tr("Time to first token, p95"));
    setMinimumHeight(180);

    connect(m_table, &QTableWidget::cellActivated, this, [this](int row, int) {
        emit targetChosen(m_table->item(row, TargetColumn)->data(Qt::UserRole).toString());
    });
}

void TargetsTable::refresh(const models::LiveSeries &live, models::LiveSeries::Range range,
                           qint64 nowMs)
{
    const QStringList &targets = live.targets();
    if (m_table->rowCount() != targets.size())
        m_table->setRowCount(static_cast<int>(targets.size()));
    m_table->verticalHeader()->setDefaultSectionSize(m_theme.px(28));
    for (int row = 0; row < targets.size(); ++row)
        showRow(row, targets.at(row), live.summary(range, targets.at(row), nowMs));
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
    name->setIcon(chipIcon(m_colors.color(target), m_theme.px(10)));
    name->setToolTip(target);
}

} // namespace signalbox::ui
