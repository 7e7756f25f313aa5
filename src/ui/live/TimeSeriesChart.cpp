// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/live/TimeSeriesChart.h"

#include "ui/shell/Theme.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/Text.h"

#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QGraphicsLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineSeries>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using models::LiveSeries;

namespace {

constexpr int mostRunsOfALine = 40;
constexpr double msPerAxisSecond = 1000;
constexpr int smallestChartHeight = 180;
/// Above this the latency axis counts in seconds.
constexpr double secondsFromMs = 1000;

struct TimeMark
{
    double secondsBefore;
    QString text;
};

/// A time axis in whole minutes or hours that stands still while the lines move.
QList<TimeMark> timeMarks(LiveSeries::Range range)
{
    constexpr int minute = 60;
    constexpr int hour = 60 * minute;
    int count = 5;
    int step = minute;
    if (range == LiveSeries::Range::Hour) {
        count = 4;
        step = 15 * minute;
    } else if (range == LiveSeries::Range::Day) {
        count = 4;
        step = 6 * hour;
    }
    QList<TimeMark> marks;
    // The first one would stand under the labels of the other axis.
    for (int i = count - 1; i > 0; --i) {
        const int seconds = i * step;
        const QString text = seconds >= hour && range == LiveSeries::Range::Day
            ? TimeSeriesChart::tr("−%1 h").arg(seconds / hour)
            : TimeSeriesChart::tr("−%1 min").arg(seconds / minute);
        marks.append({.secondsBefore = static_cast<double>(seconds), .text = text});
    }
    marks.append({.secondsBefore = 0, .text = TimeSeriesChart::tr("now")});
    return marks;
}

void clearLabels(QCategoryAxis *axis)
{
    for (const QString &label : axis->categoriesLabels())
        axis->remove(label);
}

} // namespace

TimeSeriesChart::TimeSeriesChart(const Theme &theme, const QString &title, Unit unit, Key key,
                                 QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_title(title)
    , m_unit(unit)
    , m_key(key)
{
    setPanel(this, Panel::Card);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(title);
    buildChart();

    m_keyRow = new QHBoxLayout;
    m_keyRow->setSpacing(4);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(12, 8, 12, 0);
    top->addWidget(makeLabel(title, TextRole::Strong, this));
    top->addStretch();
    top->addLayout(m_keyRow);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_view, 1);
    connect(&theme, &Theme::changed, this, &TimeSeriesChart::showColors);
    showColors();
}

void TimeSeriesChart::buildChart()
{
    m_chart = new QChart;
    m_chart->legend()->hide();
    m_chart->setBackgroundVisible(false);
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_time = new QCategoryAxis(m_chart);
    m_value = new QCategoryAxis(m_chart);
    for (auto *axis : {m_time, m_value}) {
        axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
        axis->setLineVisible(false);
        axis->setTruncateLabels(false);
    }
    m_time->setGridLineVisible(false);
    m_chart->addAxis(m_time, Qt::AlignBottom);
    m_chart->addAxis(m_value, Qt::AlignLeft);

    m_view = new QChartView(m_chart, this); // takes the chart
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->viewport()->setFocusPolicy(Qt::NoFocus); // the card takes the focus
    m_view->setInteractive(false);
    m_view->setAttribute(Qt::WA_TransparentForMouseEvents);
}

void TimeSeriesChart::setLines(const QList<ChartLine> &lines, LiveSeries::Range range)
{
    m_lines = lines;
    if (m_range != range || !m_timeShown) {
        m_range = range;
        m_timeShown = true;
        showTimeAxis();
    }
    double largest = 0;
    for (const ChartLine &line : lines) {
        for (const auto &value : line.values)
            largest = std::max(largest, value.value_or(0));
    }
    const NiceScale scale = NiceScale::covering(largest);
    if (scale.top() != m_scale.top() || m_value->categoriesLabels().isEmpty()) {
        m_scale = scale;
        showValueAxis();
    }
    showSeries();
    showKey();
    describe();
}

QString TimeSeriesChart::valueText(const std::optional<double> &value) const
{
    if (!value)
        return unknownText();
    const QLocale locale;
    constexpr int digits = 3;
    switch (m_unit) {
    case Unit::PerSecond:
        return locale.toString(*value, 'g', digits);
    case Unit::Percent:
        return tr("%1 %").arg(locale.toString(*value, 'g', digits));
    case Unit::DollarsPerHour:
        return QLatin1Char('$') + locale.toString(*value, 'g', digits);
    case Unit::Milliseconds:
        if (*value >= msPerAxisSecond)
            return tr("%1 s").arg(locale.toString(*value / msPerAxisSecond, 'g', digits));
        return tr("%1 ms").arg(locale.toString(*value, 'f', *value < 10 && *value > 0 ? 1 : 0));
    }
    return {};
}

void TimeSeriesChart::showColors()
{
    setMinimumHeight(m_theme.px(smallestChartHeight));
    // The right one has room for half of the last label, which stands centred under the edge.
    m_chart->setMargins(QMargins(m_theme.px(4), m_theme.px(8), m_theme.px(16), m_theme.px(4)));
    const ThemeColors &colors = m_theme.colors();
    m_view->setBackgroundBrush(colors.surface[1]);
    for (auto *axis : {m_time, m_value}) {
        axis->setLabelsBrush(colors.textMuted);
        axis->setLabelsFont(m_theme.figures(Theme::Role::Caption));
        axis->setGridLineColor(colors.line);
    }
    m_time->setLinePen(QPen(colors.line));
}

void TimeSeriesChart::showTimeAxis()
{
    clearLabels(m_time);
    const QList<TimeMark> marks = timeMarks(m_range);
    const double first = -static_cast<double>(LiveSeries::binMs(m_range))
        * LiveSeries::binCount(m_range) / msPerAxisSecond;
    m_time->setStartValue(first - 1);
    m_time->setRange(first, 0);
    for (const TimeMark &mark : marks)
        m_time->append(mark.text, -mark.secondsBefore);
}

void TimeSeriesChart::showValueAxis()
{
    clearLabels(m_value);
    m_value->setStartValue(-m_scale.step);
    m_value->setRange(0, m_scale.top());
    const bool inSeconds = m_unit == Unit::Milliseconds && m_scale.top() > secondsFromMs;
    for (int i = 0; i <= m_scale.steps; ++i) {
        const double value = m_scale.step * i;
        const QString text = inSeconds
            ? tr("%1 s").arg(QLocale().toString(value / msPerAxisSecond, 'g', 4))
            : m_unit == Unit::Milliseconds ? tr("%1 ms").arg(QLocale().toString(value, 'g', 4))
                                           : valueText(value);
        m_value->append(text, value);
    }
}

void TimeSeriesChart::showSeries()
{
    const double stepSeconds = static_cast<double>(ChartStep::of(m_range).stepMs) / msPerAxisSecond;
    size_t used = 0;
    for (const ChartLine &line : m_lines) {
        QPen pen(line.color, line.width, line.style);
        pen.setCapStyle(line.style == Qt::SolidLine ? Qt::RoundCap : Qt::FlatCap);
        pen.setJoinStyle(Qt::RoundJoin);
        for (const auto &points : unbrokenRuns(line.values, stepSeconds, mostRunsOfALine)) {
            QLineSeries *drawn = series(used++);
            if (drawn->pen() != pen)
                drawn->setPen(pen);
            drawn->replace(points);
            drawn->setVisible(true);
        }
    }
    for (size_t i = used; i < m_pool.size(); ++i) {
        if (m_pool[i]->isVisible())
            m_pool[i]->setVisible(false);
    }
}

QLineSeries *TimeSeriesChart::series(size_t index)
{
    while (m_pool.size() <= index) {
        auto *added = new QLineSeries(m_chart);
        m_chart->addSeries(added);
        added->attachAxis(m_time);
        added->attachAxis(m_value);
        m_pool.push_back(added);
    }
    return m_pool[index];
}

void TimeSeriesChart::showKey()
{
    if (m_key == Key::None)
        return;
    const auto count = static_cast<size_t>(m_lines.size());
    while (m_entries.size() < count) {
        KeyEntry entry;
        entry.swatch = new QLabel(this);
        entry.text = makeLabel({}, TextRole::Caption, this);
        entry.text->setFont(m_theme.figures(Theme::Role::Caption));
        m_keyRow->addWidget(entry.swatch);
        m_keyRow->addWidget(entry.text);
        m_keyRow->addSpacing(4);
        m_entries.push_back(entry);
    }
    for (size_t i = 0; i < m_entries.size(); ++i) {
        const KeyEntry &entry = m_entries[i];
        entry.swatch->setVisible(i < count);
        entry.text->setVisible(i < count);
        if (i >= count)
            continue;
        const ChartLine &line = m_lines.at(static_cast<qsizetype>(i));
        const QSize size(m_theme.px(14), m_theme.px(10));
        QPixmap swatch(size * devicePixelRatioF());
        swatch.setDevicePixelRatio(devicePixelRatioF());
        swatch.fill(Qt::transparent);
        QPainter painter(&swatch);
        painter.setPen(QPen(line.color, line.width, line.style));
        painter.drawLine(QPointF(0, size.height() / 2.0),
                         QPointF(size.width(), size.height() / 2.0));
        entry.swatch->setPixmap(swatch);
        entry.text->setText(line.name);
    }
}

void TimeSeriesChart::describe()
{
    QStringList parts;
    for (const ChartLine &line : m_lines) {
        const auto value = line.values.isEmpty() ? std::nullopt : line.values.last();
        parts.append(tr("%1: %2").arg(line.name, valueText(value)));
    }
    setAccessibleDescription(tr("Now %1").arg(QLocale().createSeparatedList(parts)));
}

} // namespace signalbox::ui
