// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/base/SendBatch.h"

#include <algorithm>
#include <utility>

namespace signalbox::routing {

namespace {

constexpr std::size_t mostSenders = 64;

SendBatch *&activeBatch()
{
    thread_local SendBatch *active = nullptr;
    return active;
}

} // namespace

bool SendBatch::Sender::hold(std::span<const std::string_view> pieces)
{
    SendBatch *batch = m_batch ? m_batch : activeBatch();
    std::size_t size = m_held.size();
    for (const std::string_view piece : pieces)
        size += piece.size();
    if (!batch || size > mostHeld) {
        sendHeldNow(); // what is older goes first
        return false;
    }
    for (const std::string_view piece : pieces)
        m_held.append(piece);
    if (!std::exchange(m_batch, batch))
        batch->m_senders.push_back(this);
    return true;
}

void SendBatch::Sender::sendHeldNow()
{
    if (!m_batch)
        return;
    std::string held = std::move(m_held);
    dropHeld();
    sendHeld(held);
}

void SendBatch::Sender::dropHeld()
{
    if (!m_batch)
        return;
    std::ranges::replace(m_batch->m_senders, this, nullptr);
    m_batch = nullptr;
    m_held.clear();
}

SendBatch::Activation::Activation(SendBatch *batch)
    : m_before(std::exchange(activeBatch(), batch))
{}

SendBatch::Activation::~Activation()
{
    activeBatch() = m_before;
}

SendBatch::~SendBatch()
{
    for (Sender *sender : std::exchange(m_senders, {})) {
        if (!sender)
            continue;
        sender->m_batch = nullptr;
        sender->m_held.clear();
    }
}

void SendBatch::flush()
{
    // By index: sending may make others hold and leave.
    for (std::size_t i = 0; i < m_senders.size(); ++i) {
        Sender *sender = std::exchange(m_senders[i], nullptr);
        if (!sender)
            continue;
        std::string held = std::exchange(sender->m_held, std::move(m_spare));
        sender->m_batch = nullptr;
        sender->sendHeld(held);
        held.clear();
        m_spare = std::move(held);
    }
    m_senders.clear();
}

void SendBatch::flushWhenFull()
{
    if (m_senders.size() >= mostSenders)
        flush();
}

} // namespace signalbox::routing
