// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ErrorClass.h"
#include "routing/base/SendBatch.h"
#include "routing/provider/KeepAlive.h"
#include "routing/provider/ResponseParser.h"

#include <QObject>
#include <QTcpSocket>

#include <memory>
#include <span>
#include <string>
#include <string_view>

class QSslSocket;

namespace signalbox::routing {

class ConnectionPool;
class ProviderReply;
struct ProviderOrigin;

/// One socket to a provider: sends one request at a time and reads its answer, then goes idle.
///
/// Plain sockets are opened unbuffered: one read and one write per event, no copy inside Qt. Where
/// many are served at once, small requests wait for each other (SendBatch).
/// Lives on the pool's thread; owned by the pool.
class ProviderConnection final : public QObject, private SendBatch::Sender
{
    Q_OBJECT

public:
    ProviderConnection(ConnectionPool &pool, ProviderOrigin &origin);
    ~ProviderConnection() override;
    Q_DISABLE_COPY_MOVE(ProviderConnection)

    void open();
    /// Whether a request can be sent at once. Looks at the socket: a provider that closed an idle
    /// connection is noticed before a request is lost on it.
    [[nodiscard]] bool isUsable() const;
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    [[nodiscard]] bool isServing() const { return m_reply != nullptr; }

    /// Serves \a reply: sends now, or as soon as the connection is open. The pieces are only read
    /// during the call.
    void serve(ProviderReply &reply, std::string_view head, std::span<const std::string_view> body,
               bool hasNoBody);
    /// The reply is no longer wanted: an unfinished exchange closes the connection.
    void abandon();
    /// Reads on after a pause.
    void resumeReading();
    void close();

    [[nodiscard]] ProviderOrigin &origin() const { return m_origin; }
    [[nodiscard]] qint64 idleSinceNs() const { return m_idleSinceNs; }
    void setIdleSinceNs(qint64 ns) { m_idleSinceNs = ns; }
    /// How long it may be idle and still be used, as the provider said with its first answer.
    [[nodiscard]] qint64 idleLimitNs() const { return m_idleLimitNs; }
    [[nodiscard]] bool isReused() const { return m_served > 1; }

private:
    void onOpen();
    void onReadable();
    void onClosed();
    void onSocketError();
    void write(std::string_view head, std::span<const std::string_view> body);
    void sendHeld(std::string_view held) override;
    /// Passes on what the parser has. False when the reply is gone or finished.
    bool deliver(ResponseParser::State state);
    void fail(models::ErrorClass errorClass, const QString &message);
    void finishReply();

    ConnectionPool &m_pool;
    ProviderOrigin &m_origin;
    std::unique_ptr<QTcpSocket> m_socket;
    QSslSocket *m_encrypted = nullptr; ///< m_socket, when it is one
    ProviderReply *m_reply = nullptr;
    ResponseParser m_parser;
    std::string m_unsent; ///< a request that waits for the connection to open
    qint64 m_idleSinceNs = 0;
    qint64 m_idleLimitNs = usualIdleNs;
    int m_served = 0;
    bool m_isOpen = false;
    bool m_hasDeliveredHead = false;
    bool m_isClosed = false;
};

} // namespace signalbox::routing
