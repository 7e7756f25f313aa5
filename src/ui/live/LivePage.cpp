// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/live/LivePage.h"

#include "ui/live/ChartTableDialog.h"
#include "ui/live/TargetsTable.h"
#include "ui/live/TestRequest.h"
#include "ui/live/TimeSeriesChart.h"
#include "ui/shell/Snippets.h"
#include "ui/shell/TargetColors.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/InlineMessage.h"
#include "ui/widgets/KpiTile.h"
#include "ui/widgets/SegmentedControl.h"
#include "ui/widgets/Text.h"

#include <QComboBox>
#include <QDateTime>
#include <QGridLayout>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedLayout>

#include <array>

namespace signalbox::ui {

using models::LiveSeries;
using models::TrafficBin;

namespace {

constexpr std::chrono::seconds refreshInterval{1};
constexpr int threeColumnsFrom = 1000; // pixels at 100 %
constexpr std::array<LiveSeries::Range, 3> ranges{
    LiveSeries::Range::FiveMinutes,
    LiveSeries::Range::Hour,
    LiveSeries::Range::Day,
};

QString rangeText(LiveSeries::Range range)
{
    switch (range) {
    case LiveSeries::Range::FiveMinutes:
        return LivePage::tr("in 5 min");
    case LiveSeries::Range::Hour:
        return LivePage::tr("in 1 h");
    case LiveSeries::Range::Day:
        return LivePage::tr("in 24 h");
    }
    return {};
}

/// p50, p95 and p99 of one latency: one colour, told apart by the line and by their names.
QList<ChartLine> percentileLines(const QList<TrafficBin> &bins,
                                 models::LatencyHistogram TrafficBin::*histogram, QColor color)
{
    const QColor faint = [color]() mutable {
        color.setAlphaF(0.7F);
        return color;
    }();
    return {
        {.name = QStringLiteral("p50"),
         .color = color,
         .style = Qt::SolidLine,
         .width = 2.25,
         .values = quantiles(bins, histogram, 0.50)},
        {.name = QStringLiteral("p95"),
         .color = faint,
         .style = Qt::SolidLine,
         .width = 1.25,
         .values = quantiles(bins, histogram, 0.95)},
        {.name = QStringLiteral("p99"),
         .color = faint,
         .style = Qt::DotLine,
         .width = 1.5,
         .values = quantiles(bins, histogram, 0.99)},
    };
}

void showDuration(KpiTile *tile, std::optional<qint64> us, const QString &note)
{
    const QString text = durationText(us.value_or(-1));
    const qsizetype space = us ? text.lastIndexOf(QLatin1Char(' ')) : -1;
    tile->setFigure(space < 0 ? text : text.left(space),
                    space < 0 ? QString() : text.mid(space + 1), note);
}

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
    m_empty->setText(tr("Nothing has come through yet"),
                     tr("Requests, latency, cost and errors show here as they happen. Point a "
                        "client at Signalbox, or send a first request from here."));
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
    m_rateChart =
        new TimeSeriesChart(m_context.theme, tr("Requests per second"),
                            TimeSeriesChart::Unit::PerSecond, TimeSeriesChart::Key::None, inside);
    m_ttftChart = new TimeSeriesChart(m_context.theme, tr("Time to first token"),
                                      TimeSeriesChart::Unit::Milliseconds,
                                      TimeSeriesChart::Key::Lines, inside);
    m_totalChart =
        new TimeSeriesChart(m_context.theme, tr("Total time"), TimeSeriesChart::Unit::Milliseconds,
                            TimeSeriesChart::Key::Lines, inside);
    m_errorChart =
        new TimeSeriesChart(m_context.theme, tr("Error rate"), TimeSeriesChart::Unit::Percent,
                            TimeSeriesChart::Key::None, inside);
    m_costChart = new TimeSeriesChart(m_context.theme, tr("Cost per hour"),
                                      TimeSeriesChart::Unit::DollarsPerHour,
                                      TimeSeriesChart::Key::None, inside);
    m_charts = {m_rateChart, m_ttftChart, m_totalChart, m_errorChart, m_costChart};
    m_table = new TargetsTable(m_context.theme, m_context.colors, inside);

    m_grid = new QGridLayout;
    m_grid->setSpacing(12);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(12);
    column->addLayout(makeToolbar());
    column->addWidget(makeTiles());
    column->addLayout(m_grid, 1);
    connect(m_table, &TargetsTable::targetChosen, this, [this](const QString &target) {
        m_targets->setCurrentIndex(std::max(0, m_targets->findData(target)));
        refresh(QDateTime::currentMSecsSinceEpoch());
    });

    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inside);
    arrangeCharts();
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
    m_ranges = new SegmentedControl(tr("Time range"), {tr("5 min"), tr("1 h"), tr("24 h")}, this);
    auto *tables = new QPushButton(lineIcon(m_context.theme, IconName::Table),
                                   besideIcon(tr("As table")), this);
    tables->setToolTip(tr("Show the values of the charts as a table (Ctrl+Shift+T)"));
    connect(tables, &QPushButton::clicked, this, &LivePage::showTables);

    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_targets);
    row->addStretch();
    row->addWidget(tables);
    row->addWidget(m_ranges);
    return row;
}

QWidget *LivePage::makeTiles()
{
    auto *tiles = new QWidget(this);
    auto *row = new QHBoxLayout(tiles);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    const auto add = [&](const QString &name) {
        auto *tile = new KpiTile(m_context.theme, name, tiles);
        row->addWidget(tile, 1);
        return tile;
    };
    m_tiles.rate = add(tr("Requests"));
    m_tiles.ttft = add(tr("Time to first token, p50"));
    m_tiles.total = add(tr("Total time, p95"));
    m_tiles.errors = add(tr("Errors"));
    m_tiles.cost = add(tr("Cost"));
    m_tiles.inFlight = add(tr("In flight"));
    return tiles;
}

void LivePage::arrangeCharts()
{
    const int columns = width() >= m_context.theme.px(threeColumnsFrom) ? 3 : 2;
    if (columns == m_columns)
        return;
    m_columns = columns;
    const std::array<QWidget *, 6> cells{m_rateChart,  m_ttftChart, m_totalChart,
                                         m_errorChart, m_costChart, m_table};
    int index = 0;
    for (auto *cell : cells) {
        m_grid->removeWidget(cell);
        m_grid->addWidget(cell, index / columns, index % columns);
        ++index;
    }
    for (int column = 0; column < 3; ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
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
    arrangeCharts();
}

void LivePage::refresh(qint64 nowMs)
{
    if (window()->isMinimized())
        return;
    const bool isEmpty = m_context.services.live.targets().isEmpty();
    m_stack->setCurrentIndex(isEmpty ? 0 : 1);
    if (isEmpty)
        return;
    showTargets();
    showTiles(nowMs);
    showCharts(nowMs);
    m_table->refresh(m_context.services.live, range(), nowMs);
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

void LivePage::showTiles(qint64 nowMs)
{
    const QLocale locale;
    const auto summary = m_context.services.live.summary(range(), target(), nowMs);
    m_tiles.rate->setFigure(locale.toString(summary.currentPerSecond, 'f', 1), tr("/s"),
                            tr("%1 %2").arg(countText(summary.requests), rangeText(range())));
    showDuration(m_tiles.ttft, summary.ttftP50Us,
                 tr("p95 %1").arg(durationText(summary.ttftP95Us.value_or(-1))));
    showDuration(m_tiles.total, summary.totalP95Us,
                 tr("p50 %1").arg(durationText(summary.totalP50Us.value_or(-1))));
    const QString share =
        summary.errorShare ? locale.toString(*summary.errorShare * 100, 'f', 1) : unknownText();
    m_tiles.errors->setFigure(
        share, summary.errorShare ? QStringLiteral("%") : QString(),
        tr("%1 of %2").arg(countText(summary.errors), countText(summary.requests)));
    const QString cost = locale.toString(summary.cost.dollars(), 'f', 2);
    const QString costNote = summary.unknownCosts > 0
        ? tr("$%1, %2 unpriced").arg(cost, countText(summary.unknownCosts))
        : tr("$%1 %2").arg(cost, rangeText(range()));
    m_tiles.cost->setFigure(costRateText(summary), summary.costPerHour ? tr("/h") : QString(),
                            costNote);
    m_tiles.inFlight->setFigure(countText(m_context.services.proxy.inFlight()), {},
                                tr("being answered now"));
}

void LivePage::showCharts(qint64 nowMs)
{
    const LiveSeries::Range shown = range();
    const ChartStep step = ChartStep::of(shown);
    const LiveSeries &live = m_context.services.live;
    // The step that is still filling would always look like a drop.
    const qint64 endMs = nowMs / step.stepMs * step.stepMs - 1;
    const auto binsOf = [&](const QString &name) {
        return mergedBins(live.bins(shown, name, endMs), step);
    };

    QList<ChartLine> rates;
    QList<ChartLine> costs;
    QList<ChartLine> errors;
    const QStringList names = target().isEmpty() ? live.targets() : QStringList{target()};
    for (const QString &name : names) {
        const QList<TrafficBin> bins = binsOf(name);
        ChartLine line{.name = name, .color = m_context.colors.color(name), .values = {}};
        line.values = requestRates(bins, step);
        rates.append(line);
        line.values = costRates(bins, step);
        costs.append(line);
        line.values = errorShares(bins, step);
        errors.append(line);
    }
    m_rateChart->setLines(rates, shown);
    m_costChart->setLines(costs, shown);
    m_errorChart->setLines(errors, shown);

    const QList<TrafficBin> all = binsOf(target());
    const QColor color =
        target().isEmpty() ? m_context.theme.colors().accent : m_context.colors.color(target());
    m_ttftChart->setLines(percentileLines(all, &TrafficBin::ttft, color), shown);
    m_totalChart->setLines(percentileLines(all, &TrafficBin::total, color), shown);
}

void LivePage::showTables()
{
    if (m_context.services.live.targets().isEmpty())
        return;
    auto *dialog = new ChartTableDialog(m_charts, range(), this);
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
