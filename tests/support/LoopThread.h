// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Mailbox.h"
#include "routing/proxy/EpollEventDispatcher.h"
#include "support/Wait.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QThread>
#include <QTimer>

#include <array>
#include <functional>
#include <future>
#include <memory>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace signalbox::tests {

/// A thread whose event loop runs on the dispatcher under test.
class LoopThread
{
public:
    LoopThread()
    {
        m_thread.setEventDispatcher(new routing::EpollEventDispatcher); // the thread owns it
        m_mailbox = std::make_unique<models::Mailbox>();
        m_mailbox->moveToThread(&m_thread);
        m_thread.start();
    }
    ~LoopThread() { stop(); }
    Q_DISABLE_COPY_MOVE(LoopThread)

    bool stop()
    {
        m_thread.quit();
        return m_thread.wait(QDeadlineTimer(patience));
    }
    models::Mailbox &mailbox() { return *m_mailbox; }
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
    std::unique_ptr<models::Mailbox> m_mailbox;
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

/// Runs a nested event loop until \a isDone, or patience is at its end.
inline bool loopUntil(const std::function<bool()> &isDone)
{
    QElapsedTimer elapsed;
    elapsed.start();
    QEventLoop loop;
    QTimer guard; // so that a lost event ends the test and not the test run
    guard.start(20);
    while (!isDone() && std::chrono::milliseconds(elapsed.elapsed()) < patience)
        loop.processEvents(QEventLoop::WaitForMoreEvents);
    return isDone();
}

} // namespace signalbox::tests
