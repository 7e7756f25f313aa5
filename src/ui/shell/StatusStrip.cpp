// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/StatusStrip.h"

#include "models/stats/LiveSeries.h"
#include "models/store/RecordStore.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/Text.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>

#include <algorithm>
#include <limits>

namespace signalbox::ui {

using models::LiveSeries;
using models::StoreState;
using routing::SecretState;

namespace {
constexpr std::chrono::seconds refresh{1};
// Pixels at 100 %: below them the less needed goes first, so that no state is cut.
constexpr int latencyFrom = 760;
constexpr int allFiguresFrom = 560;

QString storedText(qint64 records)
{
    const int plural = static_cast<int>(std::min<qint64>(records, std::numeric_limits<int>::max()));
    //: %1 is the number of records, with digits grouped.
    return StatusStrip::tr("%1 record(s) stored", nullptr, plural).arg(countText(records));
}

} // namespace

StatusStrip::StatusStrip(const Theme &theme, const Services &services, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_services(services)
    , m_rate(makeLabel({}, TextRole::Caption, this))
    , m_latency(makeLabel({}, TextRole::Caption, this))
    , m_errors(makeLabel({}, TextRole::Caption, this))
    , m_cost(makeLabel({}, TextRole::Caption, this))
    , m_store(makeLabel({}, TextRole::Caption, this))
    , m_keychain(makeLabel(tr("Keychain: asking…"), TextRole::Caption, this))
{
    setPanel(this, Panel::Footer);
    setToolTip(tr("Figures of the last five minutes"));
    m_store->setObjectName(QStringLiteral("storeState"));
    m_keychain->setObjectName(QStringLiteral("keychainState"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 4, 16, 4);
    row->setSpacing(16);
    for (auto *label : {m_rate, m_latency, m_errors, m_cost}) {
        label->setFont(theme.figures(Theme::Role::Caption));
        row->addWidget(label);
    }
    row->addStretch();
    row->addWidget(m_store);
    row->addWidget(m_keychain);

    m_timer.setInterval(refresh);
    connect(&m_timer, &QTimer::timeout, this, &StatusStrip::showFigures);
    m_timer.start();
    connect(&services.store, &models::RecordStore::stateChanged, this, &StatusStrip::showStore);
    connect(&theme, &Theme::changed, this, &StatusStrip::fitToWidth);
    showStore(services.store.state());
    showFigures();
}

QString StatusStrip::keychainText(const routing::SecretReading &reading)
{
    switch (reading.state) {
    case SecretState::Stored:
        return reading.backend.isEmpty() ? tr("Keychain: ready")
                                         : tr("Keychain: %1").arg(reading.backend);
    case SecretState::Locked:
        return tr("Keychain: locked");
    case SecretState::Missing:
    case SecretState::Unavailable:
    case SecretState::SessionOnly:
    case SecretState::Environment:
        break;
    }
    return tr("No keychain: keys last this session only");
}

void StatusStrip::showFigures()
{
    if (!isVisible())
        return;
    const auto summary = m_services.live.summary(LiveSeries::Range::FiveMinutes,
                                                 QDateTime::currentMSecsSinceEpoch());
    const QLocale locale;
    m_rate->setText(tr("%1 requests/s").arg(locale.toString(summary.currentPerSecond, 'f', 1)));
    m_latency->setText(tr("TTFT p95 %1").arg(durationText(summary.ttftP95Us.value_or(-1))));
    m_errors->setText(tr("Errors %1").arg(shareText(summary.errorShare)));
    m_cost->setText(tr("%1 an hour").arg(costRateText(summary)));
}

void StatusStrip::showStore(const StoreState &state)
{
    switch (state.condition) {
    case StoreState::Condition::Opening:
        m_store->setText(tr("Opening the record store…"));
        setTone(m_store, Tone::Neutral);
        break;
    case StoreState::Condition::MemoryOnly:
        m_store->setText(tr("Records are kept in memory only"));
        setTone(m_store, Tone::Warning);
        break;
    case StoreState::Condition::Healthy:
        m_store->setText(state.records < 0 ? QString() : storedText(state.records));
        setTone(m_store, Tone::Neutral);
        break;
    }
    m_store->setToolTip(state.message);
}

void StatusStrip::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fitToWidth();
}

void StatusStrip::fitToWidth()
{
    m_latency->setVisible(width() >= m_theme.px(latencyFrom));
    for (auto *label : {m_errors, m_cost})
        label->setVisible(width() >= m_theme.px(allFiguresFrom));
}

void StatusStrip::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    showFigures();
    if (m_keychainAsked)
        return;
    m_keychainAsked = true;
    m_services.secrets.probe(this, [this](const routing::SecretReading &reading) {
        m_keychain->setText(keychainText(reading));
        m_keychain->setToolTip(reading.message);
        setTone(m_keychain, reading.state == SecretState::Stored ? Tone::Neutral : Tone::Warning);
    });
}

} // namespace signalbox::ui
