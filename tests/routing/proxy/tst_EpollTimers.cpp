// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/LoopThread.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QSocketNotifier>
#include <QTest>
#include <QTimer>

#include <memory>

using namespace signalbox::tests;

/// The timers of the dispatcher.
class EpollTimersTest final : public QObject
{
    Q_OBJECT

private slots:
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
        qint64 startingMs = 0;
        do { // started so slowly that another order is due, they tell nothing
            order.clear();
            loop.run([&] {
                QObject context;
                QElapsedTimer starting;
                starting.start();
                for (const int ms : {60, 20, 40, 0}) {
                    QTimer::singleShot(ms, Qt::PreciseTimer, &context,
                                       [&order, ms] { order.append(ms); });
                }
                startingMs = starting.elapsed();
                loopUntil([&] { return order.size() == 4; });
            });
        } while (startingMs > 15);

        QCOMPARE(order, (QList<int>{0, 20, 40, 60}));
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
};

QTEST_GUILESS_MAIN(EpollTimersTest)
#include "tst_EpollTimers.moc"
