// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/CanvasBar.h"

#include "ui/rules/canvas/CanvasMenus.h"
#include "ui/rules/canvas/CanvasQuestions.h"
#include "ui/rules/canvas/CanvasView.h"
#include "ui/rules/canvas/TrafficOverlay.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/ElidingLabel.h"
#include "ui/widgets/SegmentedControl.h"
#include "ui/widgets/Text.h"

#include <QHBoxLayout>
#include <QKeySequence>
#include <QMenu>
#include <QToolButton>

#include <cmath>

namespace signalbox::ui {

namespace {
constexpr double barZoom = 1.25;
} // namespace

CanvasBar::CanvasBar(CanvasView &canvas, TrafficOverlay &overlay, QWidget *parent)
    : QFrame(parent)
    , m_canvas(canvas)
    , m_overlay(overlay)
    , m_palette(makeButton(QStringLiteral("showPalette"), tr("Palette of nodes"), {}))
    , m_map(makeButton(QStringLiteral("showMap"), tr("Map of the graph"), {}))
    , m_align(makeButton(QStringLiteral("alignNodes"), tr("Align the selected nodes"), {}))
    , m_frame(makeButton(QStringLiteral("frameNodes"), tr("Frame the selected nodes"),
                         QStringLiteral("Ctrl+G")))
    , m_smaller(makeButton(QStringLiteral("zoomOut"), tr("Smaller"), QStringLiteral("-")))
    , m_larger(makeButton(QStringLiteral("zoomIn"), tr("Larger"), QStringLiteral("+")))
    , m_scale(makeLabel({}, TextRole::Muted, this))
    , m_span(new SegmentedControl(tr("Traffic on the edges"), {tr("Off"), tr("5 min"), tr("1 h")},
                                  this))
    , m_measure(new SegmentedControl(tr("Edges are drawn by"),
                                     {tr("Share"), tr("Errors"), tr("Cost")}, this))
    , m_legend(new ElidingLabel(TextRole::Muted, this))
{
    setPanel(this, Panel::Footer);
    setObjectName(QStringLiteral("canvasBar"));
    const Theme &theme = canvas.theme();
    m_palette->setIcon(lineIcon(theme, IconName::Sidebar));
    m_map->setIcon(lineIcon(theme, IconName::Map));
    m_align->setIcon(lineIcon(theme, IconName::Align));
    m_frame->setIcon(lineIcon(theme, IconName::Frame));
    m_smaller->setIcon(lineIcon(theme, IconName::Minus));
    m_larger->setIcon(lineIcon(theme, IconName::Plus));
    for (QToolButton *button : {m_palette, m_map}) {
        button->setCheckable(true);
        button->setChecked(true);
        connect(button, &QToolButton::toggled, this, &CanvasBar::wantedChanged);
    }
    auto *menu = new QMenu(m_align);
    menu->setToolTipsVisible(true);
    m_align->setMenu(menu);
    m_align->setPopupMode(QToolButton::InstantPopup);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        m_canvas.menus().fillAlignment(*menu);
    });
    connect(m_frame, &QToolButton::clicked, &canvas.questions(), &CanvasQuestions::askForFrame);
    connect(m_smaller, &QToolButton::clicked, &canvas, [&canvas] { canvas.zoomBy(1 / barZoom); });
    connect(m_larger, &QToolButton::clicked, &canvas, [&canvas] { canvas.zoomBy(barZoom); });
    buildLayout();
    connectOverlay();
    connect(&canvas, &CanvasView::viewChanged, this, &CanvasBar::showState);
    connect(&canvas.document(), &RulesDocument::selectionChanged, this, &CanvasBar::showState);
    showState();
}

void CanvasBar::buildLayout()
{
    m_span->setObjectName(QStringLiteral("trafficSpan"));
    m_measure->setObjectName(QStringLiteral("trafficMeasure"));
    m_legend->setObjectName(QStringLiteral("trafficLegend"));
    for (SegmentedControl *control : {m_span, m_measure})
        control->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_scale->setAlignment(Qt::AlignCenter);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(4);
    for (QToolButton *button : {m_palette, m_align, m_frame})
        row->addWidget(button);
    row->addSpacing(8);
    row->addWidget(makeLabel(tr("Traffic"), TextRole::Muted, this));
    row->addSpacing(4);
    row->addWidget(m_span);
    row->addSpacing(4);
    row->addWidget(m_measure);
    row->addSpacing(4);
    row->addWidget(m_legend, 1);
    row->addWidget(m_smaller);
    row->addWidget(m_scale);
    row->addWidget(m_larger);
    row->addWidget(m_map);
}

void CanvasBar::connectOverlay()
{
    m_measure->hide();
    connect(m_span, &SegmentedControl::currentChanged, this, [this](int index) {
        m_measure->setVisible(index > 0);
        m_overlay.setSpan(static_cast<TrafficOverlay::Span>(index));
    });
    connect(m_measure, &SegmentedControl::currentChanged, &m_overlay,
            [this](int index) { m_overlay.setMeasure(static_cast<EdgeMeasure>(index)); });
    connect(&m_overlay, &TrafficOverlay::legendChanged, m_legend, &ElidingLabel::setWholeText);
}

QToolButton *CanvasBar::makeButton(const QString &name, const QString &text, const QString &keys)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setAccessibleName(text);
    button->setToolTip(
        keys.isEmpty()
            ? text
            : tr("%1 (%2)").arg(text, QKeySequence(keys).toString(QKeySequence::NativeText)));
    setTone(button, Tone::Flat);
    return button;
}

bool CanvasBar::isPaletteWanted() const
{
    return m_palette->isChecked();
}

bool CanvasBar::isMapWanted() const
{
    return m_map->isChecked();
}

void CanvasBar::setWanted(Wanted palette, Wanted map)
{
    m_palette->setChecked(palette == Wanted::Yes);
    m_map->setChecked(map == Wanted::Yes);
}

void CanvasBar::showState()
{
    const auto selected = m_canvas.document().selectedNodes().size();
    m_align->setEnabled(selected > 1);
    m_frame->setEnabled(selected > 0);
    constexpr double percent = 100;
    m_scale->setText(tr("%1 %").arg(std::lround(m_canvas.zoomFactor() * percent)));
    // As wide as its widest text: the buttons beside it stay where they are.
    m_scale->setMinimumWidth(m_scale->fontMetrics().horizontalAdvance(tr("%1 %").arg(300)));
}

} // namespace signalbox::ui
