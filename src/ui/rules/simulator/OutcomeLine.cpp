// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/simulator/OutcomeLine.h"

#include "ui/rules/simulator/SimulatedDecision.h"
#include "ui/shell/TargetColors.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/ElidingLabel.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/Text.h"

#include <QHBoxLayout>

#include <cmath>

namespace signalbox::ui {

namespace {

constexpr int chipSize = 10; // pixels at 100 %
constexpr double microDollars = 1e6;
constexpr double usPerMs = 1000;

QString expectedCost(std::optional<double> usd)
{
    if (!usd)
        return unknownText();
    return costText({.microDollars = std::llround(*usd * microDollars)},
                    models::CostSource::Estimated);
}

QString expectedTime(std::optional<double> ms)
{
    return durationText(ms ? std::llround(*ms * usPerMs) : -1);
}

} // namespace

OutcomeLine::OutcomeLine(const Theme &theme, TargetColors &colors, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_colors(colors)
    , m_row(new QHBoxLayout(this))
    , m_chip(new QLabel(this))
    , m_target(new ElidingLabel(TextRole::Strong, this))
    , m_state(makeLabel({}, TextRole::Caption, this))
{
    setPanel(this, Panel::Header);
    m_row->setContentsMargins(12, 6, 8, 6);
    m_row->setSpacing(8);
    m_row->addWidget(makeLabel(tr("Expected"), TextRole::Muted, this));
    m_row->addWidget(m_chip);
    m_row->addWidget(m_target, 1);
    m_target->setObjectName(QStringLiteral("simulatorTarget"));
    m_cost = addFigure(QStringLiteral("simulatorCost"), tr("Cost"),
                       tr("Of this request, with as long an answer as is usual"));
    m_ttft = addFigure(QStringLiteral("simulatorTtft"), tr("First token"),
                       tr("Time to the first token, as the pool compares it; p95 without a pool"));
    m_row->addSpacing(8);
    m_row->addWidget(m_state);
    m_state->setObjectName(QStringLiteral("simulatorState"));
    connect(&theme, &Theme::changed, this, &OutcomeLine::showChip);
    setDecision({});
    setState(State::Fresh);
}

QLabel *OutcomeLine::addFigure(const QString &name, const QString &title, const QString &tip)
{
    auto *figure = makeLabel({}, TextRole::Strong, this);
    figure->setObjectName(name);
    figure->setFont(m_theme.figures(Theme::Role::Body));
    auto *caption = makeLabel(title, TextRole::Muted, this);
    for (auto *label : {caption, figure})
        label->setToolTip(tip);
    m_row->addSpacing(8);
    m_row->addWidget(caption);
    m_row->addWidget(figure);
    return figure;
}

void OutcomeLine::addAction(QWidget *button)
{
    m_row->addWidget(button);
}

void OutcomeLine::setDecision(const SimulatedDecision &decision)
{
    const bool isServed = decision.tree.isServed.value_or(false);
    m_shown = isServed ? decision.tree.target : QString();
    QString text = m_shown;
    if (text.isEmpty())
        text = !decision.tree.isServed ? unknownText()
            : isServed                 ? tr("Answered by the route itself")
                                       : tr("Nobody");
    m_target->setWholeText(text);
    m_cost->setText(expectedCost(decision.costUsd));
    m_ttft->setText(expectedTime(decision.ttftMs));
    showChip();
}

void OutcomeLine::showChip()
{
    m_chip->setVisible(!m_shown.isEmpty());
    const int size = m_theme.px(chipSize);
    if (!m_shown.isEmpty())
        m_chip->setPixmap(chipIcon(m_colors.color(m_shown), size).pixmap(size, size));
}

void OutcomeLine::setState(State state)
{
    m_state->setText(state == State::Running      ? tr("Running…")
                         : state == State::Edited ? tr("Edited since")
                                                  : QString());
    m_state->setVisible(state != State::Fresh);
}

QSize OutcomeLine::minimumSizeHint() const
{
    // Its texts give way: they must not widen the dock.
    return {0, QFrame::minimumSizeHint().height()};
}

} // namespace signalbox::ui
