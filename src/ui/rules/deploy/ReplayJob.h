// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "models/store/RecordStore.h"
#include "routing/simulator/ReplayReport.h"

#include <QList>
#include <QObject>

#include <atomic>
#include <memory>
#include <optional>

namespace signalbox::routing {
class ReplayRun;
struct RoutingMoment;
} // namespace signalbox::routing

namespace signalbox::ui {

/// Replays the last exchanges of a store through two policies: reads some while it decides for the
/// ones before, and never holds all of them. Ends by itself, or when it is deleted.
///
/// Lives on the GUI thread; decides on threads of the pool, one at a time.
class ReplayJob final : public QObject
{
    Q_OBJECT

public:
    struct Policies
    {
        std::shared_ptr<const models::Policy> before;
        std::shared_ptr<const models::Policy> after;
    };

    /// Of the newest \a exchanges. \a store outlives the job.
    ReplayJob(models::RecordStore &store, const Policies &policies,
              std::shared_ptr<const routing::RoutingMoment> moment, int exchanges, QObject *parent);
    ~ReplayJob() override;

    void start();

signals:
    /// So many exchanges of the wanted are done with.
    void progressed(int exchanges);
    /// The one end.
    void finished(const signalbox::routing::ReplayReport &report);

private:
    using Records = QList<models::ExchangeRecord>;

    void askForMore();
    void goOn();
    void replay(const Records &records);
    void noteDone(int records);

    models::RecordStore &m_store;
    Policies m_policies;
    std::shared_ptr<const routing::RoutingMoment> m_moment;
    std::shared_ptr<routing::ReplayRun> m_run; ///< made, and used, by one pool thread at a time
    std::shared_ptr<std::atomic_bool> m_isStopped; ///< asks the pool thread to hurry
    std::optional<Records> m_next; ///< read, and not begun with
    quint64 m_beforeId = 0; ///< of the store's records, those older are still to be read; 0: all
    int m_unread; ///< wanted, and not asked for
    int m_done = 0;
    bool m_isReading = false;
    bool m_isReplaying = false;
};

} // namespace signalbox::ui
