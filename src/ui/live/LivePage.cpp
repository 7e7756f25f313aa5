// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/live/LivePage.h"

#include "models/store/RecordStore.h"
#include "ui/live/ChartTableDialog.h"
#include "ui/live/LiveGrid.h"
#include "ui/live/LiveTiles.h"
#include "ui/live/TestRequest.h"
#include "ui/shell/Snippets.h"
#include "ui/shell/TargetColors.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/InlineMessage.h"
#include "ui/widgets/SegmentedControl.h"
#include "ui/widgets/Text.h"

#include <QComboBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace signalbox::ui {

using models::LiveSeries;

namespace {

constexpr std::chrono::seconds refreshInterval{1};
constexpr int pageMargin = 16;
constexpr std::array<LiveSeries::Range, 3> ranges{
    LiveSeries::Range::FiveMinutes,
    LiveSeries::Range::Hour,
    LiveSeries::Range::Day,
};

} // namespace

LivePage::LivePage(const WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_policy(std::make_shared<models::Policy>())
    , m_stack(new QStackedLayout(this))
{
    m_stack->addWidget(makeEmptyState());
    m_stack->addWidget(makeDashboard());
    m_timer.setInterval(refreshInterval);
    connect(&m_timer, &QTimer::timeout, this,
            [this] { refresh(QDateTime::currentMSecsSinceEpoch()); });
    const auto redraw = [this] { refresh(QDateTime::currentMSecsSinceEpoch()); };
    connect(m_ranges, &SegmentedControl::currentChanged, this, redraw);
    connect(m_targets, &QComboBox::activated, this, redraw);
    connect(&context.theme, &Theme::changed, this, [this] {
        m_shownTargets.clear(); // their chips have other colours now
        fitToWidth();
        if (isVisible())
            refresh(QDateTime::currentMSecsSinceEpoch());
    });
    auto *tables = new QShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T), this);
    connect(tables, &QShortcut::activated, this, &LivePage::showTables);
}

void LivePage::setPolicy(const PolicySnapshot &policy)
{
    m_policy = policy;
}

QWidget *LivePage::makeEmptyState()
{
    m_empty = new EmptyState(m_context.theme, IconName::Live, this);
    showEmptyText();
    connect(m_empty->addAction(tr("Connect a client…")), &QPushButton::clicked, this,
            &LivePage::snippetRequested);
    auto *test = m_empty->addAction(tr("Send a test request"));
    test->setObjectName(QStringLiteral("sendTestRequest"));
    connect(test, &QPushButton::clicked, this, &LivePage::sendTestRequest);

    auto *page = new QWidget(this);
    m_message = new InlineMessage(m_context.theme, page);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(16, 12, 16, 12);
    column->addWidget(m_message);
    column->addWidget(m_empty, 1);
    return page;
}

QWidget *LivePage::makeDashboard()
{
    auto *inside = new QWidget(this);
    inside->setProperty("scrolled", true);
    QLayout *toolbar = makeToolbar(); // first, as Tab goes in the order of making
    m_tiles = new LiveTiles(m_context.theme, inside);
    m_grid = new LiveGrid(m_context, inside);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(pageMargin, 12, pageMargin, 12);
    column->setSpacing(12);
    column->addLayout(toolbar);
    column->addWidget(m_tiles);
    column->addWidget(m_grid, 1);
    connect(m_grid, &LiveGrid::targetChosen, this, [this](const QString &target) {
        m_targets->setCurrentIndex(std::max(0, m_targets->findData(target)));
        refresh(QDateTime::currentMSecsSinceEpoch());
    });

    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inside);
    return scroll;
}

QLayout *LivePage::makeToolbar()
{
    m_targets = new QComboBox(this);
    m_targets->setObjectName(QStringLiteral("targetPicker"));
    m_targets->setAccessibleName(tr("Target"));
    m_targets->setToolTip(tr("Whose figures are shown"));
    m_targets->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_targets->setMinimumWidth(180);
    m_targets->addItem(tr("All targets"), QString());
    auto *tables = new QPushButton(lineIcon(m_context.theme, IconName::Table),
                                   besideIcon(tr("As table")), this);
    tables->setObjectName(QStringLiteral("chartsAsTable"));
    tables->setToolTip(tr("Show the values of the charts as a table (Ctrl+Shift+T)"));
    connect(tables, &QPushButton::clicked, this, &LivePage::showTables);

    m_ranges = new SegmentedControl(tr("Time range"), {tr("5 min"), tr("1 h"), tr("24 h")}, this);

    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_targets);
    row->addStretch();
    row->addWidget(tables);
    row->addWidget(m_ranges);
    return row;
}

void LivePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh(QDateTime::currentMSecsSinceEpoch());
    m_timer.start();
}

void LivePage::hideEvent(QHideEvent *event)
{
    m_timer.stop();
    QWidget::hideEvent(event);
}

void LivePage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitToWidth();
}

void LivePage::fitToWidth()
{
    const int width =
        this->width() - 2 * pageMargin - style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    m_tiles->fitTo(width);
    m_grid->fitTo(width);
}

void LivePage::refresh(qint64 nowMs)
{
    if (window()->isMinimized())
        return;
    const bool isEmpty = m_context.services.live.targets().isEmpty();
    m_stack->setCurrentIndex(isEmpty ? 0 : 1);
    if (isEmpty) {
        showEmptyText();
        return;
    }
    showTargets();
    m_tiles->refresh(m_context.services.live.summary(range(), target(), nowMs), range(),
                     m_context.services.proxy.inFlight());
    m_grid->refresh(range(), target(), nowMs);
}

void LivePage::showEmptyText()
{
    if (m_context.services.store.state().records > 0) {
        m_empty->setText(tr("Nothing since Signalbox started"),
                         tr("Requests, latency, cost and errors show here as they happen. Earlier "
                            "exchanges are in Traffic."));
        return;
    }
    m_empty->setText(tr("Nothing has come through yet"),
                     tr("Requests, latency, cost and errors show here as they happen. Point a "
                        "client at Signalbox, or send a first request from here."));
}

void LivePage::showTargets()
{
    const QStringList &targets = m_context.services.live.targets();
    if (targets == m_shownTargets)
        return;
    m_shownTargets = targets;
    const QString chosen = target();
    while (m_targets->count() > 1)
        m_targets->removeItem(1);
    for (const QString &name : targets)
        m_targets->addItem(chipIcon(m_context.colors.color(name), m_context.theme.px(10)),
                           name.isEmpty() ? tr("none") : name, name);
    m_targets->setCurrentIndex(chosen.isEmpty() ? 0 : std::max(0, m_targets->findData(chosen)));
}

void LivePage::showTables()
{
    if (m_context.services.live.targets().isEmpty())
        return;
    auto *dialog = new ChartTableDialog(m_grid->charts(), range(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void LivePage::sendTestRequest()
{
    const auto settings = m_context.services.proxy.settings();
    auto *request = new TestRequest(this);
    connect(request, &TestRequest::finished, this, [this, request](const QString &problem) {
        request->deleteLater();
        if (problem.isEmpty())
            m_message->hide();
        else
            m_message->showMessage(InlineMessage::Kind::Warning, problem);
    });
    request->send(m_context.services.proxy.address(), settings.clientKey,
                  snippetModel(*m_policy, models::ProviderDialect::OpenAi));
}

LiveSeries::Range LivePage::range() const
{
    return ranges.at(static_cast<size_t>(std::max(0, m_ranges->current())));
}

QString LivePage::target() const
{
    return m_targets->currentData().toString();
}

} // namespace signalbox::ui
