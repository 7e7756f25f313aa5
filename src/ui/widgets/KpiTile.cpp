// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/KpiTile.h"

#include "ui/shell/Theme.h"
#include "ui/widgets/ElidingLabel.h"
#include "ui/widgets/Text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace signalbox::ui {

KpiTile::KpiTile(const Theme &theme, const QString &name, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_name(name)
    , m_figure(makeLabel({}, TextRole::Figure, this))
    , m_unit(makeLabel({}, TextRole::Unit, this))
    , m_note(new ElidingLabel(TextRole::Caption, this))
{
    setPanel(this, Panel::Card);
    setAccessibleName(name);
    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_figure, 0, Qt::AlignBaseline);
    row->addWidget(m_unit, 1, Qt::AlignBaseline);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(2);
    column->addWidget(makeLabel(name, TextRole::Caption, this));
    column->addLayout(row);
    column->addWidget(m_note);
    connect(&theme, &Theme::changed, this, &KpiTile::fitToZoom);
    fitToZoom();
}

void KpiTile::setFigure(const QString &figure, const QString &unit, const QString &note)
{
    m_figure->setText(figure);
    m_unit->setText(unit);
    m_note->setWholeText(note);
    setAccessibleDescription(tr("%1: %2 %3, %4").arg(m_name, figure, unit, note));
}

void KpiTile::fitToZoom()
{
    m_figure->setFont(m_theme.figures(Theme::Role::Figure));
}

} // namespace signalbox::ui
