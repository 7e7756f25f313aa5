// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTest>
#include <QTimer>

#include <chrono>

namespace signalbox::tests {

/// How long to wait for what will come. A busy machine is no bug, and a test that hangs is ended by
/// this all the same; how fast something is belongs to the benchmarks.
constexpr std::chrono::milliseconds patience = std::chrono::seconds(60);

/// Runs the event loop until \a condition holds, looking after every event: QTRY_VERIFY looks only
/// every 50 ms, which adds up. False when it does not hold in time.
template<typename Condition>
bool waitUntil(Condition condition, std::chrono::milliseconds timeout = patience)
{
    const QDeadlineTimer deadline(timeout);
    QTimer guard; // wakes the loop when nothing else does
    guard.start(std::chrono::milliseconds(20));
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

/// Runs the event loop for \a time, for what must not happen meanwhile.
inline void letTimePass(std::chrono::milliseconds time)
{
    bool isOver = false;
    QTimer::singleShot(time, Qt::PreciseTimer, QCoreApplication::instance(),
                       [&isOver] { isOver = true; });
    waitUntil([&isOver] { return isOver; });
}

} // namespace signalbox::tests

// The five seconds of Qt's own are too few on a busy machine.
#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(expr) QTRY_VERIFY_WITH_TIMEOUT((expr), int(signalbox::tests::patience.count()))
#define QTRY_VERIFY2(expr, message)                                                                \
    QTRY_VERIFY2_WITH_TIMEOUT((expr), (message), int(signalbox::tests::patience.count()))
#define QTRY_COMPARE(expr, expected)                                                               \
    QTRY_COMPARE_WITH_TIMEOUT((expr), expected, int(signalbox::tests::patience.count()))
