// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing {

/// What sockets have to send while many of them are served in one turn of an event loop. Held for a
/// few sockets and sent in one go: a peer that sleeps is woken once, not for each of them, which is
/// most of what sending costs under load.
///
/// Lives on one thread, where it is active only while its event loop says so; without an active one
/// everything is sent at once.
class SendBatch final
{
public:
    /// Of one socket: above this copying costs more than waking its peer.
    static constexpr std::size_t mostHeld = 16UL * 1024;

    /// A socket. Leaves the batch when it is destroyed: what is held then is never sent.
    class Sender
    {
    public:
        Sender() = default;
        virtual ~Sender() { dropHeld(); }
        Q_DISABLE_COPY_MOVE(Sender)

    protected:
        /// Takes \a pieces to be sent later, behind what is held already. False when the caller
        /// shall send them itself: no batch is active, or they are too much to copy. Nothing is
        /// held then.
        bool hold(std::span<const std::string_view> pieces);
        [[nodiscard]] bool isHolding() const { return m_batch != nullptr; }
        /// Sends what is held without waiting for the others.
        void sendHeldNow();
        void dropHeld();

    private:
        friend class SendBatch;
        /// The socket's own way of sending.
        virtual void sendHeld(std::string_view held) = 0;

        SendBatch *m_batch = nullptr; ///< while something is held
        std::string m_held; ///< its memory is used again
    };

    /// Makes \a batch the active one of this thread, null none, as long as it lives.
    class Activation
    {
    public:
        explicit Activation(SendBatch *batch);
        ~Activation();
        Q_DISABLE_COPY_MOVE(Activation)

    private:
        SendBatch *m_before;
    };

    SendBatch() = default;
    ~SendBatch();
    Q_DISABLE_COPY_MOVE(SendBatch)

    /// Sends all that is held.
    void flush();
    /// The same once enough sockets wait: the first of them is not to wait for ever more.
    void flushWhenFull();

private:
    std::vector<Sender *> m_senders; ///< null: left
    std::string m_spare; ///< empty; memory for the next sender
};

} // namespace signalbox::routing
