// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/CanvasPanel.h"

#include "ui/rules/canvas/CanvasBar.h"
#include "ui/rules/canvas/CanvasMinimap.h"
#include "ui/rules/canvas/CanvasView.h"
#include "ui/rules/canvas/NodePalette.h"
#include "ui/rules/canvas/TrafficOverlay.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Text.h"

#include <QHBoxLayout>
#include <QSettings>
#include <QVBoxLayout>

namespace signalbox::ui {

namespace {

// Pixels at 100 %.
constexpr int paletteWidth = 176;
constexpr int paletteFrom = 640; // below, the canvas needs the room

const auto paletteKey = QLatin1String("rules/palette");
const auto mapKey = QLatin1String("rules/map");

} // namespace

CanvasPanel::CanvasPanel(const Needs &needs, QWidget *parent)
    : QWidget(parent)
    , m_theme(needs.theme)
    , m_settings(needs.settings)
    , m_canvas(new CanvasView(needs.document, needs.theme, this))
    , m_overlay(new TrafficOverlay(needs.store, needs.document, m_canvas->graphScene(), m_canvas))
    , m_palette(new NodePalette(needs.theme, this))
    , m_map(new CanvasMinimap(*m_canvas))
    , m_bar(new CanvasBar(*m_canvas, *m_overlay, this))
    , m_rule(makeRule(Qt::Vertical, this))
{
    m_canvas->setObjectName(QStringLiteral("ruleCanvas"));
    setFocusProxy(m_canvas);
    auto *beside = new QHBoxLayout;
    beside->setSpacing(0);
    beside->addWidget(m_palette);
    beside->addWidget(m_rule);
    beside->addWidget(m_canvas, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(beside, 1);
    column->addWidget(m_bar);
    using Wanted = CanvasBar::Wanted;
    const auto wanted = [&](const QString &key) {
        return needs.settings.value(key, true).toBool() ? Wanted::Yes : Wanted::No;
    };
    m_bar->setWanted(wanted(paletteKey), wanted(mapKey));
    connect(m_bar, &CanvasBar::wantedChanged, this, [this] {
        m_settings.setValue(paletteKey, m_bar->isPaletteWanted());
        m_settings.setValue(mapKey, m_bar->isMapWanted());
        showParts();
    });
    connect(m_palette, &NodePalette::kindChosen, m_canvas, [this](models::RouteNodeKind kind) {
        m_canvas->commands().add(kind, m_canvas->middle());
    });
    connect(m_canvas, &CanvasView::refused, this, &CanvasPanel::refused);
    connect(m_canvas, &CanvasView::trafficRequested, m_overlay, &TrafficOverlay::askEdge);
    connect(m_overlay, &TrafficOverlay::edgeTaken, this,
            [this](const QString &title, const QSet<quint64> &ids) {
                if (ids.isEmpty())
                    emit refused(tr("No recorded exchange took this edge: %1.").arg(title));
                else
                    emit exchangesRequested(title, ids);
            });
    connect(&needs.theme, &Theme::changed, this, &CanvasPanel::showParts);
    showParts();
}

void CanvasPanel::showParts()
{
    const bool hasRoom = width() >= m_theme.px(paletteFrom);
    const bool isPaletteShown = m_bar->isPaletteWanted() && hasRoom;
    m_palette->setFixedWidth(m_theme.px(paletteWidth));
    m_palette->setVisible(isPaletteShown);
    m_rule->setVisible(isPaletteShown);
    m_map->setVisible(m_bar->isMapWanted());
}

void CanvasPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showParts();
}

void CanvasPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_overlay->setSeen(TrafficOverlay::Seen::Yes);
}

void CanvasPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_overlay->setSeen(TrafficOverlay::Seen::No);
}

} // namespace signalbox::ui
