// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/TrafficFilterBar.h"

#include "ui/shell/Icon.h"
#include "ui/shell/Theme.h"
#include "ui/traffic/TrafficWords.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/Text.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>
#include <limits>

namespace signalbox::ui {

using models::ExchangeOutcome;

namespace {
constexpr std::chrono::milliseconds typingPause{200};
constexpr int leastTitle = 120; // pixels at 100 %
constexpr int countFrom = 640; // pixels at 100 %; below, what one types in needs the room
} // namespace

TrafficFilterBar::TrafficFilterBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_text(new QLineEdit(this))
    , m_outcome(new QComboBox(this))
    , m_provider(new QComboBox(this))
    , m_count(makeLabel({}, TextRole::Muted, this))
    , m_exchanges(new QPushButton(this))
{
    m_text->setObjectName(QStringLiteral("trafficFilter"));
    m_text->setAccessibleName(tr("Filter"));
    m_text->setPlaceholderText(tr("Filter by model, route, target, provider, error or id"));
    m_text->setToolTip(tr("Filter the list (Ctrl+F)"));
    m_text->setClearButtonEnabled(true);
    m_text->addAction(lineIcon(theme, IconName::Search, IconTone::Muted),
                      QLineEdit::LeadingPosition);
    m_outcome->setObjectName(QStringLiteral("outcomeFilter"));
    m_outcome->setAccessibleName(tr("Outcome"));
    m_outcome->addItem(tr("All outcomes"));
    for (const auto outcome :
         {ExchangeOutcome::Success, ExchangeOutcome::Refused, ExchangeOutcome::ProviderError,
          ExchangeOutcome::BrokenStream, ExchangeOutcome::ClientGone})
        m_outcome->addItem(outcomeText(outcome), static_cast<int>(outcome));
    m_provider->setObjectName(QStringLiteral("providerFilter"));
    m_provider->setAccessibleName(tr("Provider"));
    m_provider->addItem(tr("All providers"), QString());
    m_provider->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_count->setObjectName(QStringLiteral("trafficCount"));
    m_exchanges->setObjectName(QStringLiteral("exchangesFilter"));
    m_exchanges->setIcon(lineIcon(theme, IconName::Close));
    m_exchanges->setToolTip(tr("Show all exchanges again"));
    m_exchanges->hide();

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 12, 16, 8);
    row->setSpacing(8);
    row->addWidget(m_exchanges);
    row->addWidget(m_text, 1);
    row->addWidget(m_outcome);
    row->addWidget(m_provider);
    row->addSpacing(8);
    row->addWidget(m_count);

    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    connect(&m_typing, &QTimer::timeout, this, &TrafficFilterBar::filterChanged);
    connect(m_text, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_outcome, &QComboBox::activated, this, &TrafficFilterBar::filterChanged);
    connect(m_provider, &QComboBox::activated, this, &TrafficFilterBar::filterChanged);
    connect(m_exchanges, &QPushButton::clicked, this, [this] {
        m_ids.clear();
        showExchanges();
        m_text->setFocus();
        emit filterChanged();
    });
}

models::TrafficFilter TrafficFilterBar::filter() const
{
    models::TrafficFilter filter;
    filter.text = m_text->text().trimmed();
    if (m_outcome->currentIndex() > 0)
        filter.outcome = static_cast<ExchangeOutcome>(m_outcome->currentData().toInt());
    filter.provider = m_provider->currentData().toString();
    filter.ids = m_ids;
    return filter;
}

bool TrafficFilterBar::isEmpty() const
{
    return filter() == models::TrafficFilter();
}

void TrafficFilterBar::setText(const QString &text)
{
    m_text->setText(text);
}

void TrafficFilterBar::setExchanges(const QString &title, const QSet<quint64> &ids)
{
    m_exchangesTitle = title;
    m_ids = ids;
    showExchanges();
    m_text->clear();
    m_outcome->setCurrentIndex(0);
    m_provider->setCurrentIndex(0);
    m_typing.stop();
    emit filterChanged();
}

void TrafficFilterBar::showExchanges()
{
    m_exchanges->setVisible(!m_ids.isEmpty());
    // What one types in keeps half of the row.
    const int room = std::max(m_theme.px(leastTitle), width() / 3);
    m_exchanges->setText(
        besideIcon(m_exchanges->fontMetrics().elidedText(m_exchangesTitle, Qt::ElideMiddle, room)));
    m_exchanges->setToolTip(
        tr("Only exchanges of %1. Click to show all of them again.").arg(m_exchangesTitle));
    m_exchanges->setAccessibleName(m_exchanges->toolTip());
}

void TrafficFilterBar::setProviders(const models::Policy &policy)
{
    const QString chosen = m_provider->currentData().toString();
    while (m_provider->count() > 1)
        m_provider->removeItem(1);
    for (const auto &provider : policy.providers)
        m_provider->addItem(provider.displayName(), provider.id);
    m_provider->setCurrentIndex(chosen.isEmpty() ? 0 : std::max(0, m_provider->findData(chosen)));
}

void TrafficFilterBar::showCount(qint64 rows)
{
    const int plural = static_cast<int>(std::min<qint64>(rows, std::numeric_limits<int>::max()));
    //: %1 is the number of exchanges, with digits grouped; %n is the same number for the plural.
    m_count->setText(tr("%1 exchange(s)", nullptr, plural).arg(countText(rows)));
}

void TrafficFilterBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_count->setVisible(width() >= m_theme.px(countFrom));
    if (!m_ids.isEmpty())
        showExchanges();
}

void TrafficFilterBar::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void TrafficFilterBar::clear()
{
    m_ids.clear();
    showExchanges();
    m_text->clear();
    m_outcome->setCurrentIndex(0);
    m_provider->setCurrentIndex(0);
    m_typing.stop();
    emit filterChanged();
}

} // namespace signalbox::ui
