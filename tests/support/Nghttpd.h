// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "support/Ports.h"
#include "support/TestCertificates.h"
#include "support/Wait.h"

#include <QProcess>
#include <QStandardPaths>
#include <QString>
#include <QTcpSocket>

namespace signalbox::tests {

/// The `nghttpd` of nghttp2: somebody else's HTTP/2 server, which sends back what is posted to it
/// and tells every frame.
class Nghttpd final
{
public:
    explicit Nghttpd(const TestCertificates &certificates)
    {
        [[maybe_unused]] const auto files = certificates.server(QStringLiteral("localhost"));
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        // Somebody may take the port before nghttpd does.
        for (int attempt = 0; attempt < 5 && !m_isListening; ++attempt) {
            m_port = portThatStaysFree();
            m_process.start(program(),
                            {QStringLiteral("-v"), QStringLiteral("-a"),
                             QStringLiteral("127.0.0.1"), QStringLiteral("--echo-upload"),
                             QString::number(m_port), certificates.serverKeyFile(),
                             certificates.serverCertificateFile()});
            m_isListening =
                waitUntil([this] { return isReachable() || hasEnded(); }) && !hasEnded();
        }
    }
    ~Nghttpd()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(Nghttpd)

    /// Empty where it is not installed.
    static QString program()
    {
        return QStandardPaths::findExecutable(QStringLiteral("nghttpd"),
                                              {qEnvironmentVariable("PATH"),
                                               QStringLiteral("/usr/bin"),
                                               QStringLiteral("/usr/sbin")});
    }
    [[nodiscard]] bool isListening() const { return m_isListening; }
    [[nodiscard]] QString url() const { return QStringLiteral("https://localhost:%1").arg(m_port); }
    /// What it has told so far.
    const QByteArray &log()
    {
        m_log += m_process.readAll();
        return m_log;
    }

private:
    [[nodiscard]] bool isReachable() const
    {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
        return socket.waitForConnected(100);
    }
    [[nodiscard]] bool hasEnded() const { return m_process.state() == QProcess::NotRunning; }

    QProcess m_process;
    QByteArray m_log;
    quint16 m_port = 0;
    bool m_isListening = false;
};

} // namespace signalbox::tests
