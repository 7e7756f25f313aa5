// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QRandomGenerator>
#include <QTcpServer>
#include <QTcpSocket>

namespace signalbox::tests {

/// A port of 127.0.0.1 that refuses connections, and that nobody else gets meanwhile.
class RefusingPort final
{
public:
    RefusingPort()
    {
        if (!m_holder.bind(QHostAddress(QHostAddress::LocalHost), 0))
            qFatal("a port cannot be held");
    }
    [[nodiscard]] quint16 port() const { return m_holder.localPort(); }

private:
    QTcpSocket m_holder; // bound, not listening
};

/// A port of 127.0.0.1 that is free now and that the system gives to nobody who asks for any port:
/// for what is closed and opened again while other tests run.
inline quint16 portThatStaysFree()
{
    constexpr int lowest = 20'000;
    constexpr int beyond = 32'000; // Linux gives out ports from 32768 on
    for (;;) {
        QTcpServer server;
        const auto port = static_cast<quint16>(QRandomGenerator::global()->bounded(lowest, beyond));
        if (server.listen(QHostAddress(QHostAddress::LocalHost), port))
            return port;
    }
}

} // namespace signalbox::tests
