// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/AttemptsTable.h"

#include "ui/shell/Theme.h"
#include "ui/traffic/TrafficWords.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/Format.h"

#include <QHeaderView>

namespace signalbox::ui {

using models::ErrorClass;

namespace {
constexpr int smallestColumn = 72; // pixels at 100 %
} // namespace

AttemptsTable::AttemptsTable(const Theme &theme, QWidget *parent)
    : QTableWidget(0, ColumnCount, parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Attempts"));
    setHorizontalHeaderLabels({tr("Target"), tr("Provider and model"), tr("Answer"), tr("Result"),
                               tr("First byte"), tr("Duration"), tr("Connection")});
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setWordWrap(true);
    verticalHeader()->hide();
    auto *header = horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setMinimumSectionSize(theme.px(smallestColumn));
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(ResultColumn, QHeaderView::Stretch);
    for (const int column : {FirstByteColumn, DurationColumn})
        horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    connect(&theme, &Theme::changed, this, [this] {
        horizontalHeader()->setMinimumSectionSize(m_theme.px(smallestColumn));
        setAttempts(m_attempts);
    });
}

void AttemptsTable::setAttempts(const Attempts &attempts)
{
    m_attempts = attempts;
    setRowCount(static_cast<int>(attempts.size()));
    setIconSize(QSize(m_theme.px(10), m_theme.px(10)));
    int row = 0;
    for (const models::AttemptRecord &attempt : attempts) {
        const bool failed = attempt.errorClass != ErrorClass::None;
        QString result = failed ? errorClassText(attempt.errorClass) : tr("answered");
        if (failed && !attempt.error.isEmpty())
            result = tr("%1: %2").arg(result, attempt.error);
        const QStringList texts{
            attempt.target,
            QStringLiteral("%1/%2").arg(attempt.provider, attempt.model),
            attempt.status > 0 ? QString::number(attempt.status) : unknownText(),
            result,
            durationText(attempt.firstByteUs),
            durationText(attempt.durationUs),
            attempt.reusedConnection ? tr("kept alive") : tr("new"),
        };
        for (int column = 0; column < ColumnCount; ++column) {
            auto *item = new QTableWidgetItem(texts.at(column));
            item->setToolTip(texts.at(column));
            if (column == FirstByteColumn || column == DurationColumn)
                item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            setItem(row, column, item);
        }
        const ThemeColors &colors = m_theme.colors();
        item(row, ResultColumn)
            ->setIcon(chipIcon(failed ? colors.danger : colors.success, m_theme.px(8)));
        ++row;
    }
}

} // namespace signalbox::ui
