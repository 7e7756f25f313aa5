// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/ConversationMemory.h"

#include "models/base/Murmur3.h"

#include <algorithm>

namespace signalbox::routing {

using models::ErrorClass;

const ConversationMemory::Entry *ConversationMemory::find(std::string_view id, qint64 nowMs) const
{
    const auto found = m_byId.find(id);
    if (found == m_byId.end() || nowMs - found->second->touchedMs > m_limits.keepMs)
        return nullptr;
    return &*found->second;
}

ConversationMemory::Entry &ConversationMemory::touch(std::string_view id, qint64 nowMs)
{
    const auto found = m_byId.find(id);
    if (found != m_byId.end() && nowMs - found->second->touchedMs > m_limits.keepMs) {
        const auto place = found->second;
        m_byId.erase(found);
        m_order.erase(place);
    } else if (found != m_byId.end()) {
        m_order.splice(m_order.begin(), m_order, found->second);
        m_order.front().touchedMs = nowMs;
        return m_order.front();
    }
    while (!m_order.empty()
           && (m_order.size() >= m_limits.conversations
               || nowMs - m_order.back().touchedMs > m_limits.keepMs)) {
        m_byId.erase(m_order.back().id);
        m_order.pop_back();
    }
    m_order.emplace_front();
    m_order.front().id = id;
    m_order.front().touchedMs = nowMs;
    m_byId.emplace(m_order.front().id, m_order.begin());
    return m_order.front();
}

void ConversationMemory::noteOutcome(std::string_view id, const Outcome &outcome, qint64 nowMs)
{
    if (id.empty())
        return;
    Entry &entry = touch(id, nowMs);
    entry.lastExchange = outcome.exchange;
    if (outcome.outcome == ErrorClass::Cancelled)
        return;
    entry.lastOutcome = outcome.outcome;
    entry.hasOutcome = true;
    ++entry.exchanges;
    entry.lastText = outcome.lastText;
    entry.turns = outcome.turns;
    entry.frustration = std::clamp(outcome.frustration, 0.0, 1.0);
    if (outcome.outcome != ErrorClass::None) {
        ++entry.failuresInARow;
        return;
    }
    entry.failuresInARow = 0;
    entry.isToolTurn = outcome.callsTools;
    if (!outcome.target.isEmpty()) {
        entry.lastTarget = outcome.target;
        entry.lastServedMs = nowMs;
    }
    if (!outcome.responseId.empty())
        noteAnswer(outcome.responseId, id);
}

void ConversationMemory::noteAnswer(std::string_view responseId, std::string_view conversation)
{
    if (const auto known = m_byAnswer.find(responseId); known != m_byAnswer.end()) {
        known->second->conversation = conversation;
        return;
    }
    while (!m_answers.empty() && m_answers.size() >= m_limits.conversations) {
        m_byAnswer.erase(m_answers.back().id);
        m_answers.pop_back();
    }
    m_answers.push_front({std::string(responseId), std::string(conversation)});
    m_byAnswer.emplace(m_answers.front().id, m_answers.begin());
}

std::string_view ConversationMemory::conversationOf(std::string_view responseId) const
{
    const auto found = m_byAnswer.find(responseId);
    return found == m_byAnswer.end() ? std::string_view()
                                     : std::string_view(found->second->conversation);
}

void ConversationMemory::bind(std::string_view id, quint64 key, const QString &target, qint64 nowMs,
                              qint64 keepMs)
{
    if (id.empty())
        return;
    auto &bindings = touch(id, nowMs).bindings;
    const auto found = std::ranges::find(bindings, key, &Binding::key);
    if (found != bindings.end())
        bindings.erase(found); // to the end: the first is the oldest
    if (bindings.size() >= mostBindings)
        bindings.erase(bindings.begin());
    bindings.push_back({.key = key, .target = target, .untilMs = nowMs + keepMs});
}

QString ConversationMemory::bound(std::string_view id, quint64 key, qint64 nowMs) const
{
    const Entry *entry = find(id, nowMs);
    if (!entry)
        return {};
    const auto found = std::ranges::find(entry->bindings, key, &Binding::key);
    return found == entry->bindings.end() || found->untilMs <= nowMs ? QString() : found->target;
}

void ConversationMemory::unbind(std::string_view id, quint64 key)
{
    const auto found = m_byId.find(id);
    if (found == m_byId.end())
        return;
    auto &bindings = found->second->bindings;
    const auto bound = std::ranges::find(bindings, key, &Binding::key);
    if (bound != bindings.end())
        bindings.erase(bound);
}

quint64 ConversationMemory::bindingKey(const QString &route, const QString &node)
{
    // Two halves with different seeds: the key has to tell all nodes of a policy apart.
    const QByteArray text = route.toUtf8() + '\n' + node.toUtf8();
    const std::string_view bytes(text.constData(), static_cast<std::size_t>(text.size()));
    constexpr quint32 otherSeed = 0x5bd1e995U;
    return (static_cast<quint64>(models::murmur3(bytes)) << 32U)
        | models::murmur3(bytes, otherSeed);
}

} // namespace signalbox::routing
