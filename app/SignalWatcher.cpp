// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "SignalWatcher.h"

#include <QSocketNotifier>

#ifdef Q_OS_UNIX
#include <array>
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace signalbox::app {

#ifdef Q_OS_UNIX

namespace {

/// A handler may do next to nothing: it writes one byte, and the event loop reads it.
std::array<int, 2> &pair()
{
    static std::array<int, 2> descriptors{-1, -1};
    return descriptors;
}

extern "C" void noteSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto size = ::write(pair()[0], &byte, 1);
}

} // namespace

SignalWatcher::SignalWatcher(QObject *parent)
    : QObject(parent)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair().data()) != 0)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(pair()[1], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        [[maybe_unused]] const auto size = ::read(pair()[1], &byte, 1);
        emit stopRequested();
    });
    struct sigaction action
    {};
    action.sa_handler = noteSignal;
    action.sa_flags = SA_RESTART;
    ::sigemptyset(&action.sa_mask);
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

SignalWatcher::~SignalWatcher()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    m_notifier.reset();
    for (int &descriptor : pair()) {
        if (descriptor >= 0)
            ::close(descriptor);
        descriptor = -1;
    }
}

#else

SignalWatcher::SignalWatcher(QObject *parent)
    : QObject(parent)
{}

SignalWatcher::~SignalWatcher() = default;

#endif

} // namespace signalbox::app
