// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/http/HttpLimits.h"
#include "routing/http/HttpRequest.h"

#include <QBasicTimer>
#include <QTcpServer>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>

namespace signalbox::routing {

class HttpConnection;

/// A refusal decided before a request was read whole.
struct HttpRefusal
{
    int status = 400;
    std::string body; ///< JSON
};

/// Who answers requests. Called on the server's thread.
class HttpHandler
{
public:
    HttpHandler() = default;
    virtual ~HttpHandler() = default;
    Q_DISABLE_COPY_MOVE(HttpHandler)

    /// Looks at a head before the body is read; a refusal is sent and the connection closed.
    virtual std::optional<HttpRefusal> checkHead(const HttpHead &head) = 0;
    /// The answer to a request that is not HTTP or over a limit.
    virtual HttpRefusal malformed(int status, const std::string &message,
                                  std::string_view target) = 0;
    /// A whole request. The answer is written through \a connection, now or later.
    virtual void handle(HttpConnection &connection, HttpRequest request) = 0;
};

/// Accepts clients and holds their connections.
///
/// Lives on the proxy thread, with everything it accepts.
class HttpServer final : public QTcpServer
{
    Q_OBJECT

public:
    explicit HttpServer(HttpHandler &handler, QObject *parent = nullptr);
    ~HttpServer() override;
    Q_DISABLE_COPY_MOVE(HttpServer)

    /// For connections accepted from now on.
    void setLimits(const HttpLimits &limits);
    [[nodiscard]] const HttpLimits &limits() const { return m_limits; }
    [[nodiscard]] HttpHandler &handler() const { return m_handler; }
    [[nodiscard]] int connectionCount() const { return static_cast<int>(m_connections.size()); }

    /// Stops accepting and closes connections that wait for a request; the others close after
    /// their answer has left.
    void closeIdle();
    /// Whether a client has not taken all of its answer yet.
    [[nodiscard]] bool hasUnsent() const;
    /// Closes everything; running exchanges hear that their client is gone.
    void closeAll();

    /// Called by a connection that ended.
    void forget(HttpConnection &connection);

protected:
    void incomingConnection(qintptr descriptor) override;
    void timerEvent(QTimerEvent *event) override;

private:
    HttpHandler &m_handler;
    HttpLimits m_limits;
    std::unordered_set<HttpConnection *> m_connections;
    QBasicTimer m_sweepTimer;
};

} // namespace signalbox::routing
