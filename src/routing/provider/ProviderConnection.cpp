// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/ProviderConnection.h"

#include "routing/provider/ConnectionPool.h"
#include "routing/provider/ProviderOrigin.h"
#include "routing/provider/ProviderReply.h"
#include "routing/provider/SocketFailure.h"

#include <QSslConfiguration>
#include <QSslSocket>

#include <array>
#include <cerrno>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace signalbox::routing {

using models::ErrorClass;

namespace {

constexpr qint64 readSize = 64LL * 1024;
/// Below this a request goes out as one write; above it copying costs more than a second write.
constexpr std::size_t joinLimit = 32UL * 1024;
/// A TLS socket buffers by itself; this bounds it and pauses the provider.
constexpr qint64 encryptedReadBuffer = 256LL * 1024;

/// One read buffer a thread: bytes are handed on before the next read.
char *readBuffer()
{
    thread_local std::array<char, readSize> buffer;
    return buffer.data();
}

} // namespace

ProviderConnection::ProviderConnection(ConnectionPool &pool, ProviderOrigin &origin)
    : m_pool(pool)
    , m_origin(origin)
{
    if (origin.isEncrypted) {
        auto encrypted = std::make_unique<QSslSocket>();
        m_encrypted = encrypted.get();
        m_socket = std::move(encrypted);
    } else {
        m_socket = std::make_unique<QTcpSocket>();
    }
    QTcpSocket *socket = m_socket.get();
    connect(socket, &QTcpSocket::readyRead, this, &ProviderConnection::onReadable);
    connect(socket, &QTcpSocket::disconnected, this, &ProviderConnection::onClosed);
    connect(socket, &QTcpSocket::errorOccurred, this, &ProviderConnection::onSocketError);
    if (m_encrypted) {
        connect(m_encrypted, &QSslSocket::encrypted, this, &ProviderConnection::onOpen);
        connect(m_encrypted, &QSslSocket::newSessionTicketReceived, this, [this] {
            m_origin.sessionTicket = m_encrypted->sslConfiguration().sessionTicket();
        });
    } else {
        connect(socket, &QTcpSocket::connected, this, &ProviderConnection::onOpen);
    }
}

ProviderConnection::~ProviderConnection() = default;

void ProviderConnection::open()
{
    if (m_isClosed) // given up before its turn came; the manager may be gone as well
        return;
    m_socket->setProxy(m_origin.proxy);
    if (m_encrypted) {
        QSslConfiguration configuration = m_pool.sslConfiguration();
        // Qt forgets session tickets unless told otherwise; resuming saves a round trip.
        configuration.setSslOption(QSsl::SslOptionDisableSessionPersistence, false);
        configuration.setSessionTicket(m_origin.sessionTicket);
        configuration.setAllowedNextProtocols({QByteArrayLiteral("http/1.1")});
        m_encrypted->setSslConfiguration(configuration);
        m_encrypted->setReadBufferSize(encryptedReadBuffer);
        m_encrypted->connectToHostEncrypted(m_origin.host, m_origin.port);
        return;
    }
    const bool isDirect = m_origin.proxy.type() == QNetworkProxy::NoProxy;
    m_socket->connectToHost(m_origin.host, m_origin.port,
                            isDirect ? QIODevice::ReadWrite | QIODevice::Unbuffered
                                     : QIODevice::OpenMode(QIODevice::ReadWrite));
    if (!isDirect)
        m_socket->setReadBufferSize(encryptedReadBuffer);
}

void ProviderConnection::onOpen()
{
    if (m_isClosed)
        return;
    m_isOpen = true;
    // Without it a body of more than one segment waits 40 ms for a delayed acknowledgement.
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_pool.connectionOpened(*this);
    if (m_reply && !m_unsent.empty()) {
        m_reply->noteSent();
        m_socket->write(m_unsent.data(), static_cast<qint64>(m_unsent.size()));
        m_unsent.clear();
        m_unsent.shrink_to_fit();
    }
}

bool ProviderConnection::isUsable() const
{
    if (!m_isOpen || m_isClosed || m_socket->state() != QAbstractSocket::ConnectedState)
        return false;
#ifdef Q_OS_UNIX
    char byte = 0;
    const auto size =
        ::recv(static_cast<int>(m_socket->socketDescriptor()), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    if (m_encrypted) // bytes may be session tickets; only an end is a reason to give up
        return size > 0 || (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK));
    return size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
#else
    return m_socket->bytesAvailable() == 0;
#endif
}

void ProviderConnection::serve(ProviderReply &reply, std::string_view head,
                               std::span<const std::string_view> body, bool hasNoBody)
{
    m_reply = &reply;
    ++m_served;
    m_hasDeliveredHead = false;
    m_parser.reset(hasNoBody);
    reply.setConnection(this);
    if (m_isOpen) {
        reply.noteSent();
        write(head, body);
        return;
    }
    m_unsent.assign(head);
    for (const std::string_view piece : body)
        m_unsent.append(piece);
}

void ProviderConnection::write(std::string_view head, std::span<const std::string_view> body)
{
    std::size_t size = head.size();
    for (const std::string_view piece : body)
        size += piece.size();
    const std::array<std::string_view, 1> first{head};
    if (size <= SendBatch::mostHeld && hold(first)) {
        hold(body);
        return;
    }
    if (size <= joinLimit) {
        thread_local std::string joined;
        joined.assign(head);
        for (const std::string_view piece : body)
            joined.append(piece);
        m_socket->write(joined.data(), static_cast<qint64>(joined.size()));
        return;
    }
    m_socket->write(head.data(), static_cast<qint64>(head.size()));
    for (const std::string_view piece : body)
        m_socket->write(piece.data(), static_cast<qint64>(piece.size()));
}

void ProviderConnection::sendHeld(std::string_view held)
{
    m_socket->write(held.data(), static_cast<qint64>(held.size()));
}

void ProviderConnection::resumeReading()
{
    if (m_reply && !m_isClosed)
        onReadable();
}

void ProviderConnection::onReadable()
{
    while (!m_isClosed) {
        if (m_reply && m_reply->isPaused())
            return;
        const qint64 size = m_socket->read(readBuffer(), readSize);
        if (size < 0) { // how an unbuffered socket tells that the provider closed
            onClosed();
            return;
        }
        if (size == 0)
            return;
        if (!m_reply) { // nothing was asked: whatever comes makes the connection unfit
            close();
            return;
        }
        const auto state = m_parser.feed({readBuffer(), static_cast<std::size_t>(size)});
        if (!deliver(state) || size < readSize)
            return;
    }
}

bool ProviderConnection::deliver(ResponseParser::State state)
{
    using State = ResponseParser::State;
    ProviderReply *reply = m_reply;
    const quint64 generation = reply->generation();
    const auto isGone = [&] { return m_reply != reply || reply->generation() != generation; };

    if ((state == State::Body || state == State::Complete) && !m_hasDeliveredHead) {
        m_hasDeliveredHead = true;
        if (!isReused()) // it says the same each time
            m_idleLimitNs = routing::idleLimitNs(m_parser.head().headers);
        reply->head(m_parser.head());
        if (isGone())
            return false;
    }
    if (state == State::Broken) {
        fail(ErrorClass::ServerError,
             QStringLiteral("%1 sent an answer that is not HTTP: %2")
                 .arg(m_origin.host, QString::fromStdString(m_parser.problem())));
        return false;
    }
    const bool isComplete = state == State::Complete;
    if (const std::string_view body = m_parser.body(); !body.empty()) {
        reply->body(body, isComplete ? BodyPosition::Last : BodyPosition::More);
        if (isGone())
            return false;
    }
    if (isComplete) {
        finishReply();
        return false;
    }
    return true;
}

void ProviderConnection::finishReply()
{
    ProviderReply *reply = m_reply;
    m_reply = nullptr;
    reply->setConnection(nullptr);
    // Back to the pool first: the observer may want it for its next call.
    const bool hasSentAll = !isHolding() && m_socket->bytesToWrite() == 0;
    if (m_parser.keepsAlive() && hasSentAll && m_idleLimitNs > 0)
        m_pool.connectionIdle(*this);
    else
        close();
    reply->end({.message = {}});
}

void ProviderConnection::onClosed()
{
    if (m_isClosed)
        return;
    if (!m_reply) {
        close();
        return;
    }
    // A TLS socket may still hold bytes that came before the end.
    while (m_encrypted && m_socket->bytesAvailable() > 0 && m_reply) {
        const qint64 size = m_socket->read(readBuffer(), readSize);
        if (size <= 0)
            break;
        if (!deliver(m_parser.feed({readBuffer(), static_cast<std::size_t>(size)})))
            return;
    }
    if (!m_reply)
        return;
    if (m_isOpen && m_parser.finish() == ResponseParser::State::Complete) {
        finishReply();
        return;
    }
    if (m_hasDeliveredHead) {
        fail(ErrorClass::ServerError,
             m_origin.host + QStringLiteral(" closed the connection inside its answer"));
    } else {
        fail(ErrorClass::Connection,
             m_origin.host + QStringLiteral(" closed the connection without an answer"));
    }
}

void ProviderConnection::onSocketError()
{
    if (m_isClosed)
        return;
    const auto error = m_socket->error();
    if (error == QAbstractSocket::RemoteHostClosedError && m_isOpen) {
        onClosed();
        return;
    }
    if (!m_reply) {
        close();
        return;
    }
    if (m_hasDeliveredHead) {
        fail(ErrorClass::ServerError,
             QStringLiteral("%1 broke off its answer: %2")
                 .arg(m_origin.host, failureText(*m_socket)));
        return;
    }
    fail(failureClass(error),
         QStringLiteral("cannot reach %1: %2").arg(wayTo(m_origin), failureText(*m_socket)));
}

void ProviderConnection::fail(ErrorClass errorClass, const QString &message)
{
    ProviderReply *reply = m_reply;
    m_reply = nullptr;
    reply->setConnection(nullptr);
    close();
    reply->end({.errorClass = errorClass, .message = message, .wasSent = reply->wasSent()});
}

void ProviderConnection::abandon()
{
    m_reply = nullptr;
    close();
}

void ProviderConnection::close()
{
    if (m_isClosed)
        return;
    m_isClosed = true;
    dropHeld();
    m_socket->disconnect(this);
    m_socket->abort();
    m_pool.connectionClosed(*this);
}

} // namespace signalbox::routing
