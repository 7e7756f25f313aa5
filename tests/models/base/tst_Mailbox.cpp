// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/base/Mailbox.h"
#include "support/Wait.h"

#include <QTest>
#include <QThread>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

using namespace signalbox::tests;
using signalbox::models::Mailbox;

class MailboxTest final : public QObject
{
    Q_OBJECT

private slots:
    void workRunsLaterAndInOrder()
    {
        Mailbox mailbox;
        QList<int> ran;
        for (int i = 0; i < 5; ++i)
            mailbox.post([&ran, i] { ran.append(i); });

        QVERIFY(ran.isEmpty()); // never from inside post()

        QVERIFY(waitUntil([&] { return ran.size() == 5; }));
        QCOMPARE(ran, (QList<int>{0, 1, 2, 3, 4}));
    }

    void workRunsOnTheThreadOfTheMailbox()
    {
        QThread thread;
        auto mailbox = std::make_unique<Mailbox>();
        mailbox->moveToThread(&thread);
        thread.start();
        std::atomic<QThread *> ranOn = nullptr;

        mailbox->post([&] { ranOn = QThread::currentThread(); });

        QVERIFY(waitUntil([&] { return ranOn != nullptr; }));
        QCOMPARE(ranOn.load(), &thread);
        thread.quit();
        QVERIFY(thread.wait(QDeadlineTimer(patience)));
    }

    void workFromEachThreadKeepsItsOrder()
    {
        constexpr int posts = 2'000;
        constexpr std::size_t threadCount = 4;
        Mailbox mailbox;
        std::vector<int> last(threadCount, -1); // written here only
        int ran = 0;
        bool isInOrder = true;
        std::vector<std::jthread> threads;
        for (std::size_t thread = 0; thread < threadCount; ++thread) {
            threads.emplace_back([&, thread] {
                for (int i = 0; i < posts; ++i) {
                    mailbox.post([&, thread, i] {
                        isInOrder = isInOrder && last[thread] == i - 1;
                        last[thread] = i;
                        ++ran;
                    });
                }
            });
        }

        QVERIFY(waitUntil([&] { return ran == posts * int(threadCount); }));
        QVERIFY(isInOrder);
    }

    void workPostedByWorkRunsToo()
    {
        Mailbox mailbox;
        int left = 100;
        const std::function<void()> again = [&] {
            if (--left > 0)
                mailbox.post(again);
        };
        mailbox.post(again);

        QVERIFY(waitUntil([&] { return left == 0; }));
    }

    void workOfAMailboxThatDiedIsDropped()
    {
        bool hasRun = false;
        const auto held = std::make_shared<int>(0);
        {
            Mailbox mailbox;
            mailbox.post([&hasRun, held] { hasRun = true; });
        }
        letTimePass(std::chrono::milliseconds(1));

        QVERIFY(!hasRun);
        QCOMPARE(held.use_count(), 1L); // nor is what it held kept
    }

    void workMayEndItsMailbox()
    {
        auto mailbox = std::make_unique<Mailbox>();
        mailbox->post([&] { mailbox.reset(); });

        QVERIFY(waitUntil([&] { return mailbox == nullptr; }));
    }
};

QTEST_GUILESS_MAIN(MailboxTest)
#include "tst_Mailbox.moc"
