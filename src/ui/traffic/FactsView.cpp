// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/FactsView.h"

#include "ui/widgets/Chip.h"
#include "ui/widgets/Text.h"

#include <QGridLayout>
#include <QLabel>

namespace signalbox::ui {

FactsView::FactsView(QWidget *parent)
    : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    clear();
}

void FactsView::clear()
{
    m_inside = new QWidget(this);
    m_inside->setProperty("scrolled", true);
    m_columns = new QHBoxLayout(m_inside);
    m_columns->setContentsMargins(12, 10, 12, 12);
    m_columns->setSpacing(24);
    m_grid = nullptr;
    startColumn();
    setWidget(m_inside); // deletes the one before
}

void FactsView::startColumn()
{
    finish();
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(5);
    m_grid->setColumnStretch(1, 1);
    m_row = 0;
    m_columns->addLayout(m_grid, 1);
}

void FactsView::addTitle(const QString &title)
{
    auto *label = makeLabel(title, TextRole::Strong, m_inside);
    if (m_row > 0)
        label->setContentsMargins(0, 10, 0, 0);
    m_grid->addWidget(label, m_row++, 0, 1, 2);
}

QLabel *FactsView::addFact(const QString &name, const QString &value, const QColor &chip)
{
    auto *text = makeLabel(value, TextRole::Body, m_inside);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setWordWrap(true);
    text->setAccessibleName(tr("%1: %2").arg(name, value));
    auto *nameCell = new QHBoxLayout;
    if (chip.isValid()) {
        const int chipSize = text->fontMetrics().ascent() * 4 / 5;
        auto *picture = new QLabel(m_inside);
        picture->setPixmap(chipIcon(chip, chipSize).pixmap(chipSize, chipSize));
        nameCell->addWidget(picture);
        nameCell->setSpacing(6);
    }
    nameCell->addWidget(makeLabel(name, TextRole::Muted, m_inside), 1);
    m_grid->addLayout(nameCell, m_row, 0, Qt::AlignTop);
    m_grid->addWidget(text, m_row++, 1, Qt::AlignTop);
    return text;
}

void FactsView::addWidget(QWidget *widget)
{
    widget->setParent(m_inside);
    m_grid->addWidget(widget, m_row++, 0, 1, 2);
}

void FactsView::finish()
{
    if (m_grid)
        m_grid->setRowStretch(m_row, 1);
}

} // namespace signalbox::ui
