// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/live/ChartTableDialog.h"

#include "ui/live/TimeSeriesChart.h"

#include <QDateTime>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLocale>
#include <QTabWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

ChartTableDialog::ChartTableDialog(const QList<TimeSeriesChart *> &charts,
                                   models::LiveSeries::Range range, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("chartTableDialog"));
    setWindowTitle(tr("Live figures as a table"));
    const qint64 nowMs = QDateTime::currentMSecsSinceEpoch();
    auto *tabs = new QTabWidget(this);
    tabs->setDocumentMode(true);
    tabs->setAccessibleName(windowTitle());
    for (const TimeSeriesChart *chart : charts)
        tabs->addTab(makeTable(*chart, range, nowMs, tabs), chart->title());
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(tabs, 1);
    column->addWidget(buttons);
    resize(720, 480);
}

QTableWidget *ChartTableDialog::makeTable(const TimeSeriesChart &chart,
                                          models::LiveSeries::Range range, qint64 nowMs,
                                          QWidget *parent)
{
    const QList<ChartLine> &lines = chart.lines();
    const auto columns = static_cast<int>(lines.size());
    qsizetype rows = 0;
    QStringList headers{tr("Time")};
    for (const ChartLine &line : lines) {
        rows = std::max(rows, line.values.size());
        headers.append(line.name);
    }
    auto *table = new QTableWidget(static_cast<int>(rows), columns + 1, parent);
    table->setAccessibleName(chart.title());
    table->setHorizontalHeaderLabels(headers);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setTabKeyNavigation(false);
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    table->horizontalHeaderItem(0)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);

    const qint64 stepMs = ChartStep::of(range).stepMs;
    const qint64 newestMs = nowMs / stepMs * stepMs - stepMs;
    const QLocale locale;
    for (int row = 0; row < rows; ++row) {
        // Newest first.
        const auto time = QDateTime::fromMSecsSinceEpoch(newestMs - row * stepMs);
        table->setItem(row, 0,
                       new QTableWidgetItem(locale.toString(time.time(), QLocale::LongFormat)));
        for (int column = 0; column < columns; ++column) {
            const ChartValues &values = lines.at(column).values;
            const qsizetype index = values.size() - 1 - row;
            auto *item =
                new QTableWidgetItem(chart.valueText(index < 0 ? std::nullopt : values.at(index)));
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            table->setItem(row, column + 1, item);
        }
    }
    return table;
}

} // namespace signalbox::ui
