// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/base/SendBatch.h"

#include <QTcpSocket>

#include <memory>
#include <span>
#include <string_view>

namespace signalbox::routing {

/// A client's socket, made for answers: pieces leave in one system call, without a copy unless many
/// are served at once, and what the client does not take is bounded by isCongested(). Lives on the
/// proxy thread, owned by its connection.
class ClientSocket final : private SendBatch::Sender
{
public:
    static constexpr qint64 readSize = 64LL * 1024;

    /// \a socket is unbuffered, so that reading is one system call and copies once; what is not
    /// read stays with the system, and the client waits.
    explicit ClientSocket(std::unique_ptr<QTcpSocket> socket);

    /// For the signals.
    [[nodiscard]] QTcpSocket *qt() const { return m_socket.get(); }
    /// The bytes that have come, at most readSize; valid until the next call for any client. Empty
    /// when there are none for now, and when the client has closed its side: see hasLeft().
    [[nodiscard]] std::string_view read();
    /// An unbuffered socket does not signal the end, it finds it in read().
    [[nodiscard]] bool hasLeft() const
    {
        return m_socket->state() == QAbstractSocket::UnconnectedState;
    }
    /// Now, or together with others of this turn of the event loop.
    void send(std::span<const std::string_view> pieces);
    /// Sends what waits for others.
    void flush() { sendHeldNow(); }
    [[nodiscard]] bool hasUnsent() const { return isHolding() || m_socket->bytesToWrite() > 0; }

    /// The client reads slower than it is written to.
    [[nodiscard]] bool isCongested() const { return m_isCongested; }
    /// After bytes have left: true when the congestion is over with them.
    [[nodiscard]] bool hasDrained();
    void forgetCongestion() { m_isCongested = false; }

    /// Closes our side, not the client's.
    void closeSending();
    void abort();

private:
    void sendHeld(std::string_view held) override;
    void sendDirectly(std::span<const std::string_view> pieces);
    /// Straight to the descriptor; how many bytes the client took.
    [[nodiscard]] std::size_t sendNow(std::span<const std::string_view> pieces) const;

    std::unique_ptr<QTcpSocket> m_socket;
    bool m_isCongested = false;
};

} // namespace signalbox::routing
