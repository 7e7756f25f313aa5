// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/LoopThread.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QSocketNotifier>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <array>
#include <atomic>
#include <memory>
#include <vector>

using namespace signalbox::tests;

/// Waking up, ending, and sockets.
class EpollEventDispatcherTest final : public QObject
{
    Q_OBJECT

private slots:
    void noWakeUpFromAnotherThreadIsLost()
    {
        constexpr int rounds = 20'000;
        constexpr qint64 enoughMs = 20'000; // on a busy machine a round waits for its turn
        LoopThread left;
        LoopThread right;
        std::atomic<int> count = 0;
        const std::function<void()> ping = [&] {
            if (count.fetch_add(1) >= rounds)
                return;
            right.mailbox().post([&] { left.mailbox().post(ping); });
        };
        left.mailbox().post(ping);

        QElapsedTimer elapsed;
        elapsed.start();
        while (count.load() <= rounds && elapsed.elapsed() < enoughMs) {
            const int before = count.load();
            QVERIFY2(waitUntil([&] { return count.load() > before; }),
                     QByteArray::number(before).constData());
        }
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
            QVERIFY(thread->wait(QDeadlineTimer(patience)));

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
            bool isLost = false;
            QTimer::singleShot(patience, &inner, [&] {
                isLost = true;
                inner.quit();
            });
            inner.exec();
            came = came && !isLost;
        });

        QVERIFY(came);
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
