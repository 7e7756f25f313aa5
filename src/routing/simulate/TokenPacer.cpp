// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulate/TokenPacer.h"

#include "models/base/TimeUnits.h"

#include <QTimerEvent>

#include <algorithm>
#include <chrono>
#include <limits>

namespace signalbox::routing::simulate {

qint64 TokenPacer::nowNs()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

void TokenPacer::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return QObject::timerEvent(event);
    // A task may drop the last call and with it this object.
    const std::shared_ptr<TokenPacer> self = shared_from_this();
    m_timer.stop();
    m_running = true;
    const qint64 now = nowNs();
    // Only what was due when the turn began: a task that asks for "now" again waits its turn.
    while (!m_queue.empty() && m_queue.begin()->first <= now) {
        PacedTask &task = *m_queue.begin()->second;
        task.unschedule();
        task.due(now);
    }
    m_running = false;
    arm();
}

void TokenPacer::arm()
{
    if (m_running)
        return;
    if (m_queue.empty())
        return m_timer.stop();
    const qint64 first = m_queue.begin()->first;
    if (m_timer.isActive() && m_armedNs <= first)
        return;
    const qint64 waitMs =
        std::clamp<qint64>((first - nowNs() + models::nsPerMs - 1) / models::nsPerMs, 0,
                           std::numeric_limits<int>::max());
    m_armedNs = first;
    m_timer.start(static_cast<int>(waitMs), Qt::PreciseTimer, this);
}

PacedTask::PacedTask(std::shared_ptr<TokenPacer> pacer)
    : m_pacer(std::move(pacer))
{}

PacedTask::~PacedTask()
{
    unschedule();
}

void PacedTask::schedule(qint64 deadlineNs)
{
    unschedule();
    if (m_idleNode.empty()) {
        m_place = m_pacer->m_queue.emplace(deadlineNs, this);
    } else {
        m_idleNode.key() = deadlineNs;
        m_place = m_pacer->m_queue.insert(std::move(m_idleNode));
    }
    m_scheduled = true;
    m_pacer->arm();
}

void PacedTask::unschedule()
{
    if (!m_scheduled)
        return;
    m_scheduled = false;
    m_idleNode = m_pacer->m_queue.extract(m_place);
}

} // namespace signalbox::routing::simulate
