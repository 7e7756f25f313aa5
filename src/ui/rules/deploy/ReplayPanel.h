// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/simulator/ReplayReport.h"
#include "ui/rules/deploy/ReplayJob.h"

#include <QPointer>
#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTreeWidget;

namespace signalbox::routing {
class ProxyService;
} // namespace signalbox::routing

namespace signalbox::ui {

struct WindowContext;

/// What a draft would have decided for the last exchanges, beside what serves: how many decisions
/// change, from where to where, and what that is expected to cost and take.
///
/// Lives on the GUI thread; see ReplayJob for the work.
class ReplayPanel final : public QWidget
{
    Q_OBJECT

public:
    /// What \a context refers to outlives the panel.
    ReplayPanel(const WindowContext &context, QWidget *parent);

    /// Replays through \a policies, now and when another number of exchanges is chosen.
    void replay(const ReplayJob::Policies &policies);
    /// Says \a why nothing is replayed.
    void giveUp(const QString &why);
    /// Of the last run that has ended.
    [[nodiscard]] const std::optional<routing::ReplayReport> &report() const { return m_report; }
    [[nodiscard]] const QString &summary() const { return m_summary; }

signals:
    /// summary() is another one.
    void summaryChanged();

private:
    QTreeWidget *makeTable(const QStringList &header, const QString &name);
    void buildLayout();
    void start();
    void stop();
    void begin(std::shared_ptr<const routing::RoutingMoment> moment);
    void showReport(const routing::ReplayReport &report);
    void setSummary(const QString &text);
    void setRunning(bool isRunning);

    models::RecordStore &m_store;
    routing::ProxyService &m_proxy;
    ReplayJob::Policies m_policies;
    QPointer<ReplayJob> m_job;
    std::optional<routing::ReplayReport> m_report;
    QString m_summary;
    quint64 m_run = 0; ///< tells the answer for this run from that for a stopped one
    QComboBox *m_count;
    QPushButton *m_again;
    QProgressBar *m_progress;
    QLabel *m_title;
    QLabel *m_figures;
    QLabel *m_leftOut;
    QTreeWidget *m_changes;
    QTreeWidget *m_routes;
};

} // namespace signalbox::ui
