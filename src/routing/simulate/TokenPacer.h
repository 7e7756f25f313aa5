// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QBasicTimer>
#include <QObject>

#include <map>
#include <memory>

namespace signalbox::routing::simulate {

class PacedTask;

/// Wakes many tasks, each at a time of its own, from one timer: a thousand streams cost at most a
/// thousand wake-ups a second, not one for every token. Queue nodes are moved, not allocated.
///
/// Lives on the proxy thread. Held by the provider and by every call, because a call may outlive
/// the provider that a new policy has dropped.
class TokenPacer final : public QObject, public std::enable_shared_from_this<TokenPacer>
{
    Q_OBJECT

public:
    using Queue = std::multimap<qint64, PacedTask *>;

    /// Nanoseconds of the clock that deadlines are given in.
    static qint64 nowNs();
    /// A buffer for the bytes of whichever task runs; they are handed on before it returns.
    [[nodiscard]] std::string &scratch() { return m_scratch; }

private:
    friend class PacedTask;

    void timerEvent(QTimerEvent *event) override;
    void arm();

    Queue m_queue; ///< by deadline
    QBasicTimer m_timer;
    qint64 m_armedNs = 0; ///< deadline the timer was set for; meaningless while it is not active
    bool m_running = false;
    std::string m_scratch;
};

/// Something to be done at a time. Leaves the queue when it is destroyed.
class PacedTask
{
public:
    virtual ~PacedTask();
    Q_DISABLE_COPY_MOVE(PacedTask)

protected:
    explicit PacedTask(std::shared_ptr<TokenPacer> pacer);

    /// Runs due() once, at \a deadlineNs or a little later, never from inside this function.
    /// Replaces an earlier deadline.
    void schedule(qint64 deadlineNs);
    void unschedule();
    [[nodiscard]] TokenPacer &pacer() { return *m_pacer; }

private:
    friend class TokenPacer;

    /// \a nowNs is the time of this turn. May destroy any task, this one included.
    virtual void due(qint64 nowNs) = 0;

    std::shared_ptr<TokenPacer> m_pacer;
    TokenPacer::Queue::iterator m_place; ///< valid while m_scheduled
    TokenPacer::Queue::node_type m_idleNode;
    bool m_scheduled = false;
};

} // namespace signalbox::routing::simulate
