// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/base/Mailbox.h"
#include "routing/proxy/EpollEventDispatcher.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QSocketNotifier>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <array>
#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

using signalbox::models::Mailbox;
using signalbox::routing::EpollEventDispatcher;

namespace {

/// A thread whose event loop runs on the dispatcher under test.
class LoopThread
{
public:
    LoopThread()
    {
        m_thread.setEventDispatcher(new EpollEventDispatcher); // the thread owns it
        m_mailbox = std::make_unique<Mailbox>();
        m_mailbox->moveToThread(&m_thread);
        m_thread.start();
    }
    ~LoopThread() { stop(); }
    Q_DISABLE_COPY_MOVE(LoopThread)

    bool stop()
    {
        m_thread.quit();
        return m_thread.wait(5000);
    }
    Mailbox &mailbox() { return *m_mailbox; }
    /// Runs \a work over there and waits for it to return.
    void run(const std::function<void()> &work)
    {
        const auto done = std::make_shared<std::promise<void>>();
        m_mailbox->post([&work, done] {
            work();
            done->set_value();
        });
        done->get_future().wait();
    }

private:
    QThread m_thread;
    std::unique_ptr<Mailbox> m_mailbox;
};

/// Two connected sockets, closed at the end.
class SocketPair
{
public:
    SocketPair()
    {
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, m_ends.data())
            != 0)
            qFatal("socketpair failed");
    }
    ~SocketPair()
    {
        closeEnd(0);
        closeEnd(1);
    }
    Q_DISABLE_COPY_MOVE(SocketPair)

    [[nodiscard]] int end(std::size_t index) const { return m_ends.at(index); }
    void closeEnd(std::size_t index)
    {
        if (m_ends.at(index) >= 0)
            ::close(std::exchange(m_ends.at(index), -1));
    }
    void write(std::size_t index) const
    {
        if (::write(end(index), "x", 1) != 1)
            qFatal("write failed");
    }
    [[nodiscard]] int drain(std::size_t index) const
    {
        std::array<char, 64> bytes;
        return static_cast<int>(::read(end(index), bytes.data(), bytes.size()));
    }

private:
    std::array<int, 2> m_ends{-1, -1};
};

/// Runs a nested event loop until \a isDone or five seconds are over.
bool loopUntil(const std::function<bool()> &isDone)
{
    QElapsedTimer elapsed;
    elapsed.start();
    QEventLoop loop;
    QTimer guard; // so that a lost event ends the test and not the test run
    guard.start(20);
    while (!isDone() && elapsed.elapsed() < 5000)
        loop.processEvents(QEventLoop::WaitForMoreEvents);
    return isDone();
}

} // namespace

class EpollEventDispatcherTest final : public QObject
{
    Q_OBJECT

private slots:
    void noWakeUpFromAnotherThreadIsLost()
    {
        constexpr int rounds = 20'000;
        LoopThread left;
        LoopThread right;
        std::atomic<int> count = 0;
        const std::function<void()> ping = [&] {
            if (count.fetch_add(1) >= rounds)
                return;
            right.mailbox().post([&] { left.mailbox().post(ping); });
        };
        left.mailbox().post(ping);

        QTRY_VERIFY_WITH_TIMEOUT(count.load() > rounds, 30'000);
        QVERIFY(left.stop());
        QVERIFY(right.stop());
    }

    void manyThreadsMayWakeAtOnce()
    {
        constexpr int posts = 5'000;
        LoopThread loop;
        std::atomic<int> count = 0;
        std::vector<std::unique_ptr<QThread>> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back(QThread::create([&] {
                for (int post = 0; post < posts; ++post)
                    loop.mailbox().post([&count] { count.fetch_add(1); });
            }));
            threads.back()->start();
        }
        for (const auto &thread : threads)
            QVERIFY(thread->wait(20'000));

        QTRY_COMPARE(count.load(), 4 * posts);
    }

    void loopEndsHoweverItIsAskedTo()
    {
        for (int round = 0; round < 300; ++round) {
            LoopThread loop;
            // Work that posts to its own thread keeps the wake flag moving while quit() comes in.
            const auto busy = std::make_shared<std::function<void()>>();
            std::atomic<int> left = round;
            *busy = [&loop, &left, busy = std::weak_ptr(busy)] {
                const auto again = busy.lock();
                if (again && left.fetch_sub(1) > 0)
                    loop.mailbox().post(*again);
            };
            loop.mailbox().post(*busy);
            QVERIFY2(loop.stop(), QByteArray::number(round).constData());
        }
    }

    void eventPostedJustBeforeBlockingIsSeen()
    {
        LoopThread loop;
        bool came = false;
        loop.run([&] {
            QEventLoop inner;
            int posts = 0;
            connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock,
                    &inner, [&] {
                        if (posts++ > 0)
                            return;
                        loop.mailbox().post([&] {
                            came = true;
                            inner.quit();
                        });
                    });
            QTimer::singleShot(10'000, &inner, &QEventLoop::quit); // when it was lost
            QElapsedTimer elapsed;
            elapsed.start();
            inner.exec();
            came = came && elapsed.elapsed() < 10'000;
        });

        QVERIFY(came);
        QVERIFY(came);
    }

    void singleShotFiresOnceAndNotTooEarly()
    {
        LoopThread loop;
        int fired = 0;
        qint64 afterNs = 0;
        loop.run([&] {
            QElapsedTimer elapsed;
            elapsed.start();
            QTimer timer;
            timer.setSingleShot(true);
            connect(&timer, &QTimer::timeout, &timer, [&] {
                ++fired;
                afterNs = elapsed.nsecsElapsed();
            });
            timer.start(20);
            loopUntil([&] { return elapsed.elapsed() > 60; });
        });

        QCOMPARE(fired, 1);
        QVERIFY(afterNs >= 20'000'000);
    }

    void repeatingTimerDoesNotDrift()
    {
        constexpr int interval = 4;
        constexpr int times = 60;
        LoopThread loop;
        qint64 elapsedMs = 0;
        loop.run([&] {
            int fired = 0;
            QElapsedTimer elapsed;
            elapsed.start();
            QTimer timer;
            timer.setTimerType(Qt::PreciseTimer);
            connect(&timer, &QTimer::timeout, &timer, [&] {
                ++fired;
                QElapsedTimer work; // a handler that takes its time must not move the next shot
                work.start();
                while (work.nsecsElapsed() < 1'500'000) {}
            });
            timer.start(interval);
            loopUntil([&] { return fired >= times; });
            elapsedMs = elapsed.elapsed();
        });

        // Counted from the end of each handler it would take 330 ms. A busy machine may stall the
        // whole loop, so only the lower bound is exact.
        QVERIFY(elapsedMs >= interval * times - 1);
        if (elapsedMs > interval * times * 4 / 3)
            qInfo("the machine was too busy to tell");
    }

    void timersFireInTheOrderTheyAreDue()
    {
        LoopThread loop;
        QList<int> order;
        loop.run([&] {
            QObject context;
            for (const int ms : {30, 10, 20, 0})
                QTimer::singleShot(ms, &context, [&order, ms] { order.append(ms); });
            loopUntil([&] { return order.size() == 4; });
        });

        QCOMPARE(order, (QList<int>{0, 10, 20, 30}));
    }

    void zeroTimerDoesNotStarveSockets()
    {
        LoopThread loop;
        bool isReadable = false;
        int turns = 0;
        loop.run([&] {
            SocketPair pair;
            QTimer busy;
            connect(&busy, &QTimer::timeout, &busy, [&] {
                if (++turns == 5)
                    pair.write(1);
            });
            busy.start(0);
            QSocketNotifier notifier(pair.end(0), QSocketNotifier::Read);
            connect(&notifier, &QSocketNotifier::activated, &notifier,
                    [&] { isReadable = pair.drain(0) > 0; });
            loopUntil([&] { return isReadable; });
        });

        QVERIFY(isReadable);
        QVERIFY(turns >= 5);
    }

    void timerMayBeStoppedOrDestroyedWhileItFires()
    {
        LoopThread loop;
        int stopped = 0;
        int destroyed = 0;
        loop.run([&] {
            QTimer timer;
            connect(&timer, &QTimer::timeout, &timer, [&] {
                ++stopped;
                timer.stop();
            });
            timer.start(1);
            auto other = std::make_unique<QTimer>();
            connect(other.get(), &QTimer::timeout, &timer, [&] {
                ++destroyed;
                other.reset();
            });
            other->start(1);
            QElapsedTimer elapsed;
            elapsed.start();
            loopUntil([&] { return stopped > 0 && destroyed > 0 && elapsed.elapsed() > 15; });
        });

        QCOMPARE(stopped, 1);
        QCOMPARE(destroyed, 1);
    }

    void timersAreListedAndCountDown()
    {
        LoopThread loop;
        QList<QAbstractEventDispatcher::TimerInfo> timers;
        int remaining = 0;
        int unknown = 0;
        bool isGone = false;
        loop.run([&] {
            QObject owner;
            auto *dispatcher = QAbstractEventDispatcher::instance();
            const int id = owner.startTimer(60'000);
            timers = dispatcher->registeredTimers(&owner);
            remaining = dispatcher->remainingTime(id);
            owner.killTimer(id);
            isGone = dispatcher->registeredTimers(&owner).isEmpty();
            unknown = dispatcher->remainingTime(id);
        });

        QCOMPARE(timers.size(), 1);
        QCOMPARE(timers.first().interval, 60'000);
        QVERIFY(remaining > 50'000 && remaining <= 60'000);
        QVERIFY(isGone);
        QCOMPARE(unknown, -1);
    }

    void nestedLoopServesTimersAndPostsAndReturns()
    {
        LoopThread loop;
        int code = -1;
        int repeated = 0;
        loop.run([&] {
            QTimer repeating;
            connect(&repeating, &QTimer::timeout, &repeating, [&] { ++repeated; });
            repeating.start(1);
            QEventLoop outer;
            QTimer::singleShot(0, &outer, [&] {
                QEventLoop inner;
                QTimer::singleShot(10, &inner, [&] { inner.exit(7); });
                code = inner.exec();
                outer.quit();
            });
            outer.exec();
        });

        QCOMPARE(code, 7);
        QVERIFY(repeated >= 1);
    }

    void notifierToldOffIsSilentUntilToldOn()
    {
        LoopThread loop;
        int offCalls = 0;
        int onCalls = 0;
        loop.run([&] {
            SocketPair pair;
            pair.write(1);
            int calls = 0;
            QSocketNotifier notifier(pair.end(0), QSocketNotifier::Read);
            connect(&notifier, &QSocketNotifier::activated, &notifier, [&] { ++calls; });
            notifier.setEnabled(false);
            for (int i = 0; i < 5; ++i)
                QEventLoop().processEvents();
            offCalls = calls;
            notifier.setEnabled(true);
            loopUntil([&] { return calls > 0; });
            onCalls = calls;
        });

        QCOMPARE(offCalls, 0);
        QVERIFY(onCalls > 0);
    }

    void writeNotifierComesAndGoesBesideARead()
    {
        LoopThread loop;
        int writes = 0;
        bool isRead = false;
        int afterwards = 0;
        loop.run([&] {
            SocketPair pair;
            QSocketNotifier reader(pair.end(0), QSocketNotifier::Read);
            connect(&reader, &QSocketNotifier::activated, &reader,
                    [&] { isRead = pair.drain(0) > 0; });
            QSocketNotifier writer(pair.end(0), QSocketNotifier::Write);
            connect(&writer, &QSocketNotifier::activated, &writer, [&] {
                ++writes;
                writer.setEnabled(false);
            });
            loopUntil([&] { return writes > 0; });
            pair.write(1);
            loopUntil([&] { return isRead; });
            afterwards = writes;
            writer.setEnabled(true);
            loopUntil([&] { return writes > afterwards; });
        });

        QVERIFY(isRead);
        QCOMPARE(afterwards, 1);
        QCOMPARE(writes, 2);
    }

    void closedPeerIsNoticed()
    {
        LoopThread loop;
        int got = -1;
        loop.run([&] {
            SocketPair pair;
            QSocketNotifier notifier(pair.end(0), QSocketNotifier::Read);
            connect(&notifier, &QSocketNotifier::activated, &notifier, [&] {
                got = pair.drain(0);
                notifier.setEnabled(false);
            });
            pair.closeEnd(1);
            loopUntil([&] { return got >= 0; });
        });

        QCOMPARE(got, 0);
    }

    void numberOfAClosedSocketMayBeUsedAgain()
    {
        LoopThread loop;
        int served = 0;
        int strayCalls = 0;
        constexpr int rounds = 200;
        loop.run([&] {
            for (int round = 0; round < rounds; ++round) {
                auto pair = std::make_unique<SocketPair>();
                const int number = pair->end(0);
                auto old = std::make_unique<QSocketNotifier>(number, QSocketNotifier::Read);
                connect(old.get(), &QSocketNotifier::activated, old.get(), [&] { ++strayCalls; });
                if (round % 2 == 0)
                    QEventLoop().processEvents();
                pair->write(1);
                old.reset();
                pair.reset(); // the next pair gets the same numbers
                SocketPair next;
                bool isReadable = false;
                QSocketNotifier notifier(next.end(0), QSocketNotifier::Read);
                connect(&notifier, &QSocketNotifier::activated, &notifier,
                        [&] { isReadable = next.drain(0) > 0; });
                next.write(1);
                if (next.end(0) == number && loopUntil([&] { return isReadable; }))
                    ++served;
            }
        });

        QCOMPARE(served, rounds);
        QCOMPARE(strayCalls, 0);
    }

    void notifierMayDestroyAnotherOneOfTheSameTurn()
    {
        LoopThread loop;
        int calls = 0;
        loop.run([&] {
            SocketPair first;
            SocketPair second;
            first.write(1);
            second.write(1);
            std::array<std::unique_ptr<QSocketNotifier>, 2> notifiers{
                std::make_unique<QSocketNotifier>(first.end(0), QSocketNotifier::Read),
                std::make_unique<QSocketNotifier>(second.end(0), QSocketNotifier::Read)};
            QObject context;
            for (std::size_t i = 0; i < notifiers.size(); ++i) {
                connect(notifiers.at(i).get(), &QSocketNotifier::activated, &context, [&, i] {
                    ++calls;
                    notifiers.at(1 - i).reset();
                    notifiers.at(i)->setEnabled(false);
                });
            }
            for (int i = 0; i < 5; ++i)
                QEventLoop().processEvents();
        });

        QCOMPARE(calls, 1);
    }

    void socketsCanBeLeftOutOfATurn()
    {
        LoopThread loop;
        int left = 0;
        int calls = 0;
        loop.run([&] {
            SocketPair pair;
            pair.write(1);
            QSocketNotifier notifier(pair.end(0), QSocketNotifier::Read);
            connect(&notifier, &QSocketNotifier::activated, &notifier,
                    [&] { calls += pair.drain(0); });
            QEventLoop().processEvents(QEventLoop::ExcludeSocketNotifiers);
            left = calls;
            loopUntil([&] { return calls > 0; });
        });

        QCOMPARE(left, 0);
        QCOMPARE(calls, 1);
    }
};

QTEST_GUILESS_MAIN(EpollEventDispatcherTest)
#include "tst_EpollEventDispatcher.moc"
