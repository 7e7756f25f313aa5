// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/http/ClientSocket.h"

#include <array>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#include <sys/uio.h>
#endif

namespace signalbox::routing {

namespace {

/// Above this many unsent bytes a client is slow, and the provider is asked to wait.
constexpr qint64 congestedBytes = 256LL * 1024;
constexpr qint64 drainedBytes = 64LL * 1024;
constexpr std::size_t mostPieces = 4;

char *readBuffer()
{
    thread_local std::array<char, ClientSocket::readSize> buffer;
    return buffer.data();
}

} // namespace

ClientSocket::ClientSocket(std::unique_ptr<QTcpSocket> socket)
    : m_socket(std::move(socket))
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

std::string_view ClientSocket::read()
{
    const qint64 size = m_socket->read(readBuffer(), readSize);
    return size > 0 ? std::string_view(readBuffer(), static_cast<std::size_t>(size))
                    : std::string_view();
}

std::size_t ClientSocket::sendNow(std::span<const std::string_view> pieces) const
{
#ifdef Q_OS_UNIX
    std::array<iovec, mostPieces> vectors{};
    std::size_t count = 0;
    for (const std::string_view piece : pieces) {
        if (!piece.empty())
            vectors.at(count++) = {const_cast<char *>(piece.data()), piece.size()};
    }
    if (count == 0)
        return 0;
    msghdr message{};
    message.msg_iov = vectors.data();
    message.msg_iovlen = count;
    const auto size = ::sendmsg(static_cast<int>(m_socket->socketDescriptor()), &message,
                                MSG_NOSIGNAL | MSG_DONTWAIT);
    // An error is left to Qt: its own write fails the same way and is reported.
    return size > 0 ? static_cast<std::size_t>(size) : 0;
#else
    Q_UNUSED(pieces);
    return 0;
#endif
}

void ClientSocket::send(std::span<const std::string_view> pieces)
{
    if (!hold(pieces))
        sendDirectly(pieces);
}

void ClientSocket::sendHeld(std::string_view held)
{
    if (hasLeft())
        return;
    const std::array<std::string_view, 1> pieces{held};
    sendDirectly(pieces);
}

void ClientSocket::sendDirectly(std::span<const std::string_view> pieces)
{
    // Only while Qt holds no unsent bytes, or they would be overtaken.
    std::size_t sent = m_socket->bytesToWrite() > 0 ? 0 : sendNow(pieces);
    for (const std::string_view piece : pieces) {
        if (sent >= piece.size()) {
            sent -= piece.size();
            continue;
        }
        m_socket->write(piece.data() + sent, static_cast<qint64>(piece.size() - sent));
        sent = 0;
    }
    if (m_socket->bytesToWrite() > congestedBytes)
        m_isCongested = true;
}

bool ClientSocket::hasDrained()
{
    if (!m_isCongested || m_socket->bytesToWrite() > drainedBytes)
        return false;
    m_isCongested = false;
    return true;
}

void ClientSocket::closeSending()
{
    flush();
#ifdef Q_OS_UNIX
    ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
#else
    m_socket->disconnectFromHost();
#endif
}

void ClientSocket::abort()
{
    flush();
    m_socket->abort();
}

} // namespace signalbox::routing
