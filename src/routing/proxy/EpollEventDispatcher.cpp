// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/EpollEventDispatcher.h"

#include "models/base/TimeUnits.h"

#ifdef Q_OS_LINUX

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QThread>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <limits>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace signalbox::routing {

namespace {

constexpr int eventsPerTurn = 512;

qint64 nowNs()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

quint64 eventKey(int descriptor, quint32 generation)
{
    return quint64(generation) << 32U | quint32(descriptor);
}

} // namespace

EpollEventDispatcher::EpollEventDispatcher(QObject *parent)
    : QAbstractEventDispatcher(parent)
    , m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_wakeDescriptor(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = eventKey(m_wakeDescriptor, 0);
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wakeDescriptor, &event);
}

EpollEventDispatcher::~EpollEventDispatcher()
{
    if (m_wakeDescriptor >= 0)
        ::close(m_wakeDescriptor);
    if (m_epoll >= 0)
        ::close(m_epoll);
}

bool EpollEventDispatcher::isValid() const
{
    return m_epoll >= 0 && m_wakeDescriptor >= 0;
}

bool EpollEventDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_interrupted.store(false);
    emit awake();
    // Cleared before posted events are sent: whatever is posted from here on asks for another turn.
    m_wakeRequested.store(false);
    QCoreApplication::sendPostedEvents();
    if (m_interrupted.load())
        return true;

    applyInterest();
    int timeout = waitMs(flags);
    const bool mayBlock = timeout != 0;
    if (mayBlock) {
        emit aboutToBlock();
        timeout = waitMs(flags); // a listener may have posted something
    }
    std::array<epoll_event, eventsPerTurn> events;
    const int ready = epoll_wait(m_epoll, events.data(), eventsPerTurn, timeout);
    if (mayBlock)
        emit awake();

    bool handled = dispatch({events.data(), static_cast<std::size_t>(std::max(ready, 0))}, flags);
    handled |= fireTimers();
    return handled || m_wakeRequested.load();
}

bool EpollEventDispatcher::dispatch(std::span<const epoll_event> events,
                                    QEventLoop::ProcessEventsFlags flags)
{
    // A few are answered sooner one by one.
    constexpr std::size_t crowd = 4;
    const SendBatch::Activation sends(events.size() >= crowd ? &m_sends : nullptr);
    bool handled = false;
    for (const epoll_event &event : events) {
        const auto descriptor = static_cast<int>(event.data.u64 & 0xffffffffU);
        if (descriptor == m_wakeDescriptor) {
            quint64 count = 0;
            [[maybe_unused]] const auto size = ::read(m_wakeDescriptor, &count, sizeof count);
            handled = true;
        } else if (!flags.testFlag(QEventLoop::ExcludeSocketNotifiers)) {
            handled |= dispatchSocket(descriptor, static_cast<quint32>(event.data.u64 >> 32U),
                                      event.events);
            m_sends.flushWhenFull();
        }
    }
    m_sends.flush();
    return handled;
}

int EpollEventDispatcher::waitMs(QEventLoop::ProcessEventsFlags flags) const
{
    if (!flags.testFlag(QEventLoop::WaitForMoreEvents) || m_wakeRequested.load()
        || m_interrupted.load())
        return 0;
    if (m_queue.empty())
        return -1;
    const qint64 ns = m_queue.begin()->first.first - nowNs();
    // Rounded up: a turn that comes too early would spin until the timer is due.
    const qint64 ms = std::max<qint64>(0, (ns + models::nsPerMs - 1) / models::nsPerMs);
    return static_cast<int>(std::min<qint64>(ms, std::numeric_limits<int>::max()));
}

QSocketNotifier **EpollEventDispatcher::slotOf(Watch &watch, QSocketNotifier *notifier)
{
    switch (notifier->type()) {
    case QSocketNotifier::Read:
        return &watch.read;
    case QSocketNotifier::Write:
        return &watch.write;
    case QSocketNotifier::Exception:
        break;
    }
    return &watch.exception;
}

void EpollEventDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    const auto descriptor = static_cast<size_t>(notifier->socket());
    if (descriptor >= m_watches.size())
        m_watches.resize(std::max(descriptor + 1, m_watches.size() * 2));
    Watch &watch = m_watches[descriptor];
    *slotOf(watch, notifier) = notifier;
    if (!watch.isDirty) {
        watch.isDirty = true;
        m_dirty.push_back(static_cast<int>(descriptor));
    }
}

void EpollEventDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    const auto descriptor = static_cast<size_t>(notifier->socket());
    if (descriptor >= m_watches.size())
        return;
    Watch &watch = m_watches[descriptor];
    QSocketNotifier **slot = slotOf(watch, notifier);
    if (*slot != notifier)
        return;
    *slot = nullptr;
    if (watch.read || watch.write || watch.exception) {
        if (!watch.isDirty) {
            watch.isDirty = true;
            m_dirty.push_back(static_cast<int>(descriptor));
        }
        return;
    }
    // The last one goes at once: the descriptor may be closed, and its number reused, right after.
    if (watch.registered != 0)
        epoll_ctl(m_epoll, EPOLL_CTL_DEL, static_cast<int>(descriptor), nullptr);
    watch.registered = 0;
    ++watch.generation;
}

void EpollEventDispatcher::applyInterest()
{
    // Qt switches the write notifier on and off around every flush. Applied only here, just before
    // waiting, most of those changes cancel out and cost no system call.
    for (const int descriptor : m_dirty)
        applyInterest(descriptor);
    m_dirty.clear();
}

void EpollEventDispatcher::applyInterest(int descriptor)
{
    Watch &watch = m_watches[static_cast<size_t>(descriptor)];
    watch.isDirty = false;
    const quint32 wanted = (watch.read ? EPOLLIN : 0U) | (watch.write ? EPOLLOUT : 0U)
        | (watch.exception ? EPOLLPRI : 0U);
    if (wanted == watch.registered || wanted == 0)
        return;
    epoll_event event{};
    event.events = wanted;
    event.data.u64 = eventKey(descriptor, watch.generation);
    const int operation = watch.registered == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    if (epoll_ctl(m_epoll, operation, descriptor, &event) != 0) {
        const int other = errno == EEXIST ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
        if (epoll_ctl(m_epoll, other, descriptor, &event) != 0)
            return;
    }
    watch.registered = wanted;
}

bool EpollEventDispatcher::notify(int descriptor, quint32 generation, QSocketNotifier *Watch::*slot)
{
    // Looked up again for every notifier: the one before may have closed the socket.
    const Watch &watch = m_watches[static_cast<size_t>(descriptor)];
    if (watch.generation != generation || !(watch.*slot))
        return false;
    QEvent event(QEvent::SockAct);
    QCoreApplication::sendEvent(watch.*slot, &event);
    return true;
}

bool EpollEventDispatcher::dispatchSocket(int descriptor, quint32 generation, quint32 events)
{
    constexpr quint32 broken = EPOLLHUP | EPOLLERR;
    bool handled = false;
    if (events & (EPOLLIN | broken))
        handled |= notify(descriptor, generation, &Watch::read);
    if (events & (EPOLLOUT | broken))
        handled |= notify(descriptor, generation, &Watch::write);
    if (events & EPOLLPRI)
        handled |= notify(descriptor, generation, &Watch::exception);
    return handled;
}

void EpollEventDispatcher::registerTimer(int timerId, qint64 interval, Qt::TimerType timerType,
                                         QObject *object)
{
    Timer timer;
    timer.intervalNs = interval * models::nsPerMs;
    timer.deadlineNs = nowNs() + timer.intervalNs;
    timer.type = timerType;
    timer.object = object;
    const auto [place, inserted] = m_timers.insert_or_assign(timerId, timer);
    m_queue.emplace(std::pair(timer.deadlineNs, timerId), &place->second);
}

bool EpollEventDispatcher::unregisterTimer(int timerId)
{
    const auto found = m_timers.find(timerId);
    if (found == m_timers.end())
        return false;
    m_queue.erase({found->second.deadlineNs, timerId});
    m_timers.erase(found);
    return true;
}

bool EpollEventDispatcher::unregisterTimers(QObject *object)
{
    bool any = false;
    for (auto timer = m_timers.begin(); timer != m_timers.end();) {
        if (timer->second.object == object) {
            m_queue.erase({timer->second.deadlineNs, timer->first});
            timer = m_timers.erase(timer);
            any = true;
        } else {
            ++timer;
        }
    }
    return any;
}

QList<QAbstractEventDispatcher::TimerInfo>
EpollEventDispatcher::registeredTimers(QObject *object) const
{
    QList<TimerInfo> infos;
    for (const auto &[id, timer] : m_timers) {
        if (timer.object == object)
            infos.append(
                TimerInfo(id, static_cast<int>(timer.intervalNs / models::nsPerMs), timer.type));
    }
    return infos;
}

int EpollEventDispatcher::remainingTime(int timerId)
{
    const auto found = m_timers.find(timerId);
    if (found == m_timers.end())
        return -1;
    return static_cast<int>(std::max<qint64>(0, found->second.deadlineNs - nowNs())
                            / models::nsPerMs);
}

bool EpollEventDispatcher::fireTimers()
{
    if (m_queue.empty())
        return false;
    const qint64 now = nowNs();
    bool fired = false;
    // A timer that is set again while it fires gets a deadline after `now` and waits its turn.
    while (!m_queue.empty() && m_queue.begin()->first.first <= now) {
        const int id = m_queue.begin()->first.second;
        Timer &timer = *m_queue.begin()->second;
        m_queue.erase(m_queue.begin());
        // From the last deadline, not from now, or a repeating timer drifts; but never in the past.
        timer.deadlineNs = std::max(timer.deadlineNs + timer.intervalNs, now + 1);
        m_queue.emplace(std::pair(timer.deadlineNs, id), &timer);
        if (timer.isFiring)
            continue; // a nested event loop inside its own handler
        timer.isFiring = true;
        QTimerEvent event(id);
        QCoreApplication::sendEvent(timer.object, &event);
        if (const auto still = m_timers.find(id); still != m_timers.end())
            still->second.isFiring = false;
        fired = true;
    }
    return fired;
}

void EpollEventDispatcher::wakeUp()
{
    // On the loop's own thread the flag is enough: it is looked at before the next wait.
    if (m_wakeRequested.exchange(true) || QThread::currentThread() == thread())
        return;
    const quint64 one = 1;
    [[maybe_unused]] const auto size = ::write(m_wakeDescriptor, &one, sizeof one);
}

void EpollEventDispatcher::interrupt()
{
    m_interrupted.store(true);
    m_wakeRequested.store(true);
    // Always written: the loop may be just before the point where it forgets both flags, after it
    // has looked whether to go on; only the descriptor still tells it then.
    const quint64 one = 1;
    [[maybe_unused]] const auto size = ::write(m_wakeDescriptor, &one, sizeof one);
}

} // namespace signalbox::routing

#endif // Q_OS_LINUX
