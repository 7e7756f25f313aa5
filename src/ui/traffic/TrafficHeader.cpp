// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/TrafficHeader.h"

#include "ui/traffic/TrafficDelegate.h"
#include "ui/traffic/TrafficWords.h"

#include <QMenu>
#include <QStyleOptionHeader>

namespace signalbox::ui {

using models::TrafficTableModel;

namespace {

QString title(int column)
{
    return columnTitle(static_cast<TrafficTableModel::Column>(column));
}

} // namespace

TrafficHeader::TrafficHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsMovable(true);
    setHighlightSections(false);
    setMinimumSectionSize(40);
    setToolTip(tr("Right-click to choose the columns"));
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(this, &QWidget::customContextMenuRequested, this, &TrafficHeader::showMenu);
    connect(this, &QHeaderView::sectionResized, this, [this](int column) {
        // The last one fills the window: that it changes with it is nobody's choice.
        if (!stretchLastSection() || column != lastShown())
            emit layoutChanged();
    });
    connect(this, &QHeaderView::sectionMoved, this, &TrafficHeader::layoutChanged);
}

void TrafficHeader::initStyleOptionForIndex(QStyleOptionHeader *option, int logicalIndex) const
{
    QHeaderView::initStyleOptionForIndex(option, logicalIndex);
    option->text = title(logicalIndex);
    option->textAlignment = Qt::AlignVCenter
        | (TrafficDelegate::isFigure(logicalIndex) ? Qt::AlignRight : Qt::AlignLeft);
}

int TrafficHeader::lastShown() const
{
    for (int i = count() - 1; i >= 0; --i) {
        if (!isSectionHidden(logicalIndex(i)))
            return logicalIndex(i);
    }
    return -1;
}

void TrafficHeader::showMenu(const QPoint &position)
{
    QMenu menu(this);
    for (int column = 0; column < count(); ++column) {
        QAction *action = menu.addAction(title(column));
        action->setCheckable(true);
        action->setChecked(!isSectionHidden(column));
        // One column always stays, else there would be no header to bring the others back.
        action->setEnabled(isSectionHidden(column) || hiddenSectionCount() < count() - 1);
        connect(action, &QAction::toggled, this, [this, column](bool shown) {
            setSectionHidden(column, !shown);
            emit layoutChanged();
        });
    }
    menu.exec(mapToGlobal(position));
}

} // namespace signalbox::ui
