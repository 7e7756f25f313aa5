// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/http/HttpServer.h"

#include "routing/http/HttpConnection.h"

#include <QLoggingCategory>
#include <QTcpSocket>
#include <QTimer>
#include <QTimerEvent>

#include <algorithm>
#include <vector>

namespace signalbox::routing {

namespace {
constexpr int longestSweepMs = 1000;
constexpr int shortestSweepMs = 10;
constexpr int backlog = 1024;
constexpr int acceptAgainMs = 250;

Q_LOGGING_CATEGORY(lcHttp, "signalbox.http")
} // namespace

HttpServer::HttpServer(HttpHandler &handler, QObject *parent)
    : QTcpServer(parent)
    , m_handler(handler)
{
    setListenBacklogSize(backlog);
    setMaxPendingConnections(backlog);
    // No descriptors left: Qt stops accepting for good; some will be free again soon.
    connect(this, &QTcpServer::acceptError, this, [this] {
        qCWarning(lcHttp).noquote() << "A client cannot be accepted:" << errorString();
        QTimer::singleShot(acceptAgainMs, this, &QTcpServer::resumeAccepting);
    });
}

HttpServer::~HttpServer()
{
    closeAll();
}

void HttpServer::setLimits(const HttpLimits &limits)
{
    m_limits = limits;
}

void HttpServer::incomingConnection(qintptr descriptor)
{
    auto socket = std::make_unique<QTcpSocket>();
    if (!socket->setSocketDescriptor(descriptor, QAbstractSocket::ConnectedState,
                                     QIODevice::ReadWrite | QIODevice::Unbuffered))
        return;
    if (connectionCount() >= m_limits.connections) {
        socket->write("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n"
                      "connection: close\r\n\r\n");
        QTcpSocket *farewell = socket.release();
        connect(farewell, &QTcpSocket::disconnected, farewell, &QObject::deleteLater);
        farewell->disconnectFromHost();
        return;
    }
    m_connections.insert(new HttpConnection(*this, std::move(socket)));
    if (!m_sweepTimer.isActive()) {
        const auto shortest =
            std::min({m_limits.head, m_limits.body, m_limits.request, m_limits.idle});
        m_sweepTimer.start(
            std::clamp(static_cast<int>(shortest.count() / 4), shortestSweepMs, longestSweepMs),
            this);
    }
}

void HttpServer::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_sweepTimer.timerId()) {
        QTcpServer::timerEvent(event);
        return;
    }
    const std::vector<HttpConnection *> connections(m_connections.begin(), m_connections.end());
    for (HttpConnection *connection : connections)
        connection->checkTimeouts();
    if (m_connections.empty())
        m_sweepTimer.stop();
}

void HttpServer::forget(HttpConnection &connection)
{
    if (m_connections.erase(&connection) != 0)
        connection.deleteLater();
}

void HttpServer::closeIdle()
{
    close();
    const std::vector<HttpConnection *> connections(m_connections.begin(), m_connections.end());
    for (HttpConnection *connection : connections)
        connection->finishUp();
}

bool HttpServer::hasUnsent() const
{
    return std::ranges::any_of(m_connections, &HttpConnection::hasUnsent);
}

void HttpServer::closeAll()
{
    close();
    const std::vector<HttpConnection *> connections(m_connections.begin(), m_connections.end());
    for (HttpConnection *connection : connections)
        connection->close();
    m_connections.clear();
}

} // namespace signalbox::routing
