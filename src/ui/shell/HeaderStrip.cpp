// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/HeaderStrip.h"

#include "ui/shell/Icon.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/CopyButton.h"
#include "ui/widgets/StateDot.h"
#include "ui/widgets/Text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace signalbox::ui {

using routing::ProxyState;

namespace {
// Pixels at 100 %: below them the less needed goes first, so that no button is cut.
constexpr int nameFrom = 680;
constexpr int addressFrom = 600;
} // namespace

HeaderStrip::HeaderStrip(const Theme &theme, routing::ProxyService &proxy, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_proxy(proxy)
    , m_dot(new StateDot(theme, this))
    , m_brand(new QLabel(this))
    , m_state(makeLabel({}, TextRole::Strong, this))
    , m_address(makeLabel({}, TextRole::Body, this))
    , m_copy(new CopyButton(
          theme, tr("Copy the address"), [this] { return m_proxy.address(); }, this))
    , m_toggle(new QPushButton(this))
{
    setPanel(this, Panel::Header);
    m_state->setObjectName(QStringLiteral("proxyState"));
    m_address->setObjectName(QStringLiteral("proxyAddress"));
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_toggle->setObjectName(QStringLiteral("startStop"));

    m_name = makeLabel(tr("Signalbox"), TextRole::Title, this);
    auto *snippet = new QPushButton(besideIcon(tr("Connect a client…")), this);
    snippet->setObjectName(QStringLiteral("connectClient"));
    snippet->setIcon(lineIcon(theme, IconName::Terminal, IconTone::OnAccent));
    snippet->setToolTip(tr("Show how to point an SDK, an agent or an editor at Signalbox"));
    setTone(snippet, Tone::Primary);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 12, 8);
    row->setSpacing(8);
    row->addWidget(m_brand);
    row->addWidget(m_name);
    row->addSpacing(16);
    row->addWidget(makeRule(Qt::Vertical, this));
    row->addSpacing(16);
    row->addWidget(m_dot);
    row->addWidget(m_state);
    row->addSpacing(8);
    row->addWidget(m_address);
    row->addWidget(m_copy);
    row->addStretch();
    row->addWidget(m_toggle);
    row->addWidget(snippet);

    connect(m_toggle, &QPushButton::clicked, this, [this] {
        const ProxyState state = m_proxy.state();
        if (state == ProxyState::Stopped || state == ProxyState::Failed)
            emit startRequested();
        else
            emit stopRequested();
    });
    connect(snippet, &QPushButton::clicked, this, &HeaderStrip::snippetRequested);
    connect(&proxy, &routing::ProxyService::stateChanged, this, &HeaderStrip::showState);
    connect(&theme, &Theme::changed, this, &HeaderStrip::fitToZoom);
    fitToZoom();
    showState();
}

QString HeaderStrip::stateText(ProxyState state)
{
    switch (state) {
    case ProxyState::Stopped:
        return tr("Stopped");
    case ProxyState::Starting:
        return tr("Starting…");
    case ProxyState::Running:
        return tr("Running");
    case ProxyState::Stopping:
        return tr("Stopping…");
    case ProxyState::Failed:
        return tr("Could not start");
    }
    return {};
}

void HeaderStrip::showState()
{
    const ProxyState state = m_proxy.state();
    StateDot::Color color = StateDot::Color::Muted;
    if (state == ProxyState::Running)
        color = StateDot::Color::Success;
    else if (state == ProxyState::Failed)
        color = StateDot::Color::Danger;
    else if (state != ProxyState::Stopped)
        color = StateDot::Color::Warning;
    m_dot->setColor(color);
    m_state->setText(stateText(state));

    const QString address = m_proxy.address();
    m_address->setText(address.isEmpty() ? tr("no client can reach it now") : address);
    setTone(m_address, Tone::Neutral);
    m_copy->setVisible(!address.isEmpty());
    m_copy->setToolTip(tr("Copy the address %1").arg(address));

    const bool canStart = state == ProxyState::Stopped || state == ProxyState::Failed;
    m_toggle->setText(besideIcon(canStart ? tr("Start") : tr("Stop")));
    m_toggle->setToolTip(canStart ? tr("Start the proxy (F5)") : tr("Stop the proxy (Shift+F5)"));
    m_toggle->setIcon(lineIcon(m_theme, canStart ? IconName::Play : IconName::Stop));
    m_toggle->setEnabled(state != ProxyState::Starting && state != ProxyState::Stopping);
}

void HeaderStrip::fitToZoom()
{
    const int size = m_theme.px(22);
    m_brand->setPixmap(lineIcon(m_theme, IconName::Brand, IconTone::Accent)
                           .pixmap(QSize(size, size), devicePixelRatioF()));
    m_address->setFont(m_theme.mono());
    fitToWidth();
}

void HeaderStrip::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fitToWidth();
}

void HeaderStrip::fitToWidth()
{
    m_name->setVisible(width() >= m_theme.px(nameFrom));
    m_address->setVisible(width() >= m_theme.px(addressFrom));
}

} // namespace signalbox::ui
