// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/deploy/ReplayPanel.h"

#include "routing/proxy/ProxyService.h"
#include "ui/rules/deploy/ReplayWords.h"
#include "ui/shell/Theme.h"
#include "ui/shell/WindowContext.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/Text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <array>
#include <utility>

namespace signalbox::ui {

namespace {

constexpr std::array replayCounts{100, 1'000, 10'000};
constexpr int usualReplayCount = 1; // in replayCounts

void addReplayRow(QTreeWidget *table, const QStringList &texts)
{
    auto *item = new QTreeWidgetItem(texts);
    for (int column = 0; column < texts.size(); ++column)
        item->setToolTip(column, texts.at(column));
    // Numbers stand last.
    const int last = static_cast<int>(texts.size()) - 1;
    item->setTextAlignment(last, Qt::AlignRight | Qt::AlignVCenter);
    table->addTopLevelItem(item);
}

} // namespace

ReplayPanel::ReplayPanel(const WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_store(context.services.store)
    , m_proxy(context.services.proxy)
    , m_count(new QComboBox(this))
    , m_again(new QPushButton(this))
    , m_progress(new QProgressBar(this))
    , m_title(makeLabel({}, TextRole::Strong, this))
    , m_figures(makeLabel({}, TextRole::Body, this))
    , m_leftOut(makeLabel({}, TextRole::Muted, this))
    , m_changes(makeTable({tr("Serves now"), tr("Then"), tr("Exchanges")},
                          QStringLiteral("replayChanges")))
    , m_routes(makeTable({tr("Route"), tr("Changed")}, QStringLiteral("replayRoutes")))
{
    setObjectName(QStringLiteral("replayPanel"));
    m_title->setObjectName(QStringLiteral("replaySummary"));
    m_figures->setObjectName(QStringLiteral("replayFigures"));
    m_leftOut->setObjectName(QStringLiteral("replayLeftOut"));
    m_leftOut->setWordWrap(true);
    m_changes->setAccessibleName(tr("Decisions that change"));
    m_routes->setAccessibleName(tr("Routes whose decisions change"));
    m_count->setObjectName(QStringLiteral("replayCount"));
    m_count->setAccessibleName(tr("Exchanges to replay"));
    for (const int count : replayCounts)
        m_count->addItem(countText(count), count);
    m_count->setCurrentIndex(usualReplayCount);
    m_again->setObjectName(QStringLiteral("replayAgain"));
    m_progress->setObjectName(QStringLiteral("replayProgress"));
    m_progress->setAccessibleName(tr("Exchanges replayed"));
    m_progress->setTextVisible(false);
    buildLayout();
    connect(m_count, &QComboBox::activated, this, &ReplayPanel::start);
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (m_progress->isHidden())
            start();
        else
            stop();
    });
    setRunning(false);
}

QTreeWidget *ReplayPanel::makeTable(const QStringList &header, const QString &name)
{
    auto *table = new QTreeWidget(this);
    table->setObjectName(name);
    table->setHeaderLabels(header);
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->header()->setStretchLastSection(false);
    const int last = static_cast<int>(header.size()) - 1;
    for (int column = 0; column < last; ++column)
        table->header()->setSectionResizeMode(column, QHeaderView::Stretch);
    table->header()->setSectionResizeMode(last, QHeaderView::ResizeToContents);
    table->headerItem()->setTextAlignment(last, Qt::AlignRight | Qt::AlignVCenter);
    return table;
}

void ReplayPanel::buildLayout()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(makeLabel(tr("Last exchanges:"), TextRole::Body, this));
    row->addWidget(m_count);
    row->addWidget(m_again);
    row->addWidget(m_progress, 1);
    row->addStretch();
    auto *tables = new QHBoxLayout;
    tables->setSpacing(12);
    tables->addWidget(m_changes, 3);
    tables->addWidget(m_routes, 2);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    column->setSpacing(8);
    column->addLayout(row);
    column->addWidget(m_title);
    column->addWidget(m_figures);
    column->addWidget(m_leftOut);
    column->addLayout(tables, 1);
}

void ReplayPanel::replay(const ReplayJob::Policies &policies)
{
    m_policies = policies;
    m_count->setEnabled(true);
    m_again->setEnabled(true);
    start();
}

void ReplayPanel::giveUp(const QString &why)
{
    stop();
    m_policies = {};
    m_count->setEnabled(false);
    m_again->setEnabled(false);
    setSummary(why);
}

void ReplayPanel::start()
{
    stop();
    setRunning(true);
    m_progress->setRange(0, m_count->currentData().toInt());
    m_progress->setValue(0);
    setSummary(tr("Replaying…"));
    m_proxy.askMoment(
        this, [this, run = m_run](const std::shared_ptr<const routing::RoutingMoment> &moment) {
            if (run == m_run)
                begin(moment);
        });
}

void ReplayPanel::begin(std::shared_ptr<const routing::RoutingMoment> moment)
{
    m_job =
        new ReplayJob(m_store, m_policies, std::move(moment), m_count->currentData().toInt(), this);
    connect(m_job, &ReplayJob::progressed, m_progress, &QProgressBar::setValue);
    connect(m_job, &ReplayJob::finished, this, &ReplayPanel::showReport);
    m_job->start();
}

void ReplayPanel::stop()
{
    ++m_run;
    if (m_job) {
        // It may be its own handler that stops it.
        m_job->disconnect(this);
        m_job->disconnect(m_progress);
        m_job->deleteLater();
        m_job.clear();
    }
    m_report.reset();
    m_changes->clear();
    m_routes->clear();
    m_figures->hide();
    m_leftOut->hide();
    setRunning(false);
    setSummary(tr("Not replayed"));
}

void ReplayPanel::showReport(const routing::ReplayReport &report)
{
    stop();
    m_report = report;
    for (const routing::ReplayChange &change : report.changes)
        addReplayRow(m_changes,
                     {replayOutcomeText(change.before), replayOutcomeText(change.after),
                      countText(change.count)});
    for (const routing::ReplayedRoute &route : report.routes)
        addReplayRow(m_routes,
                     {route.route.isEmpty() ? tr("Targets by name") : route.route,
                      tr("%1 of %2").arg(countText(route.changed), countText(route.replayed))});
    const QString figures = replayFigures(report);
    m_figures->setText(figures);
    m_figures->setVisible(!figures.isEmpty());
    const QString leftOut = replayLeftOut(report);
    m_leftOut->setText(leftOut);
    m_leftOut->setVisible(!leftOut.isEmpty());
    setSummary(replaySummary(report));
}

void ReplayPanel::setSummary(const QString &text)
{
    m_summary = text;
    m_title->setText(text);
    emit summaryChanged();
}

void ReplayPanel::setRunning(bool isRunning)
{
    m_progress->setVisible(isRunning);
    m_again->setText(isRunning ? tr("Stop") : tr("Replay again"));
}

} // namespace signalbox::ui
