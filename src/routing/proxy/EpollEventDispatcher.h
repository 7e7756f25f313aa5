// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#ifdef Q_OS_LINUX

#include "routing/base/SendBatch.h"

#include <QAbstractEventDispatcher>

#include <atomic>
#include <map>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

struct epoll_event;

namespace signalbox::routing {

/// The event loop of the proxy thread on Linux.
///
/// Qt's own dispatchers hand every descriptor to poll() on each turn, which at 1000 streams fills a
/// core; this one uses a level-triggered epoll set, so a turn costs what is ready and no more.
/// Other systems, and every other thread, keep Qt's dispatcher.
///
/// Lives on the thread it was installed on with QThread::setEventDispatcher(), which owns it. Only
/// wakeUp() and interrupt() may be called from elsewhere.
class EpollEventDispatcher final : public QAbstractEventDispatcher
{
    Q_OBJECT

public:
    explicit EpollEventDispatcher(QObject *parent = nullptr);
    ~EpollEventDispatcher() override;
    Q_DISABLE_COPY_MOVE(EpollEventDispatcher)

    /// False when the kernel refused an epoll set; the dispatcher must not be installed then.
    [[nodiscard]] bool isValid() const;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;

    void registerTimer(int timerId, qint64 interval, Qt::TimerType timerType,
                       QObject *object) override;
    bool unregisterTimer(int timerId) override;
    bool unregisterTimers(QObject *object) override;
    [[nodiscard]] QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int timerId) override;

    void wakeUp() override;
    void interrupt() override;

private:
    /// The notifiers of one descriptor. The generation tells an event of this descriptor from one
    /// of an earlier socket that had the same number.
    struct Watch
    {
        QSocketNotifier *read = nullptr;
        QSocketNotifier *write = nullptr;
        QSocketNotifier *exception = nullptr;
        quint32 registered = 0; ///< interest the kernel knows of
        quint32 generation = 0;
        bool isDirty = false; ///< listed in m_dirty
    };
    struct Timer
    {
        qint64 intervalNs = 0;
        qint64 deadlineNs = 0;
        Qt::TimerType type = Qt::CoarseTimer;
        QObject *object = nullptr;
        bool isFiring = false;
    };

    static QSocketNotifier **slotOf(Watch &watch, QSocketNotifier *notifier);
    void applyInterest();
    void applyInterest(int descriptor);
    int waitMs(QEventLoop::ProcessEventsFlags flags) const;
    bool dispatch(std::span<const epoll_event> events, QEventLoop::ProcessEventsFlags flags);
    bool dispatchSocket(int descriptor, quint32 generation, quint32 events);
    bool notify(int descriptor, quint32 generation, QSocketNotifier *Watch::*slot);
    bool fireTimers();

    SendBatch m_sends;
    int m_epoll = -1;
    int m_wakeDescriptor = -1;
    std::vector<Watch> m_watches; ///< indexed by descriptor
    std::vector<int> m_dirty;
    std::map<std::pair<qint64, int>, Timer *> m_queue; ///< by deadline, then id
    std::unordered_map<int, Timer> m_timers;
    std::atomic<bool> m_wakeRequested = false;
    std::atomic<bool> m_interrupted = false;
};

} // namespace signalbox::routing

#endif // Q_OS_LINUX
