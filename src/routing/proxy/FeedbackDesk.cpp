// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/FeedbackDesk.h"

#include "models/policy/Signal.h"

#include <algorithm>

namespace signalbox::routing {

FeedbackDesk::FeedbackDesk(std::size_t capacity)
    : m_capacity(std::max<std::size_t>(capacity, 1))
{}

void FeedbackDesk::recall(std::span<const Known> exchanges,
                          std::span<const models::Feedback> feedbacks)
{
    for (const Known &exchange : exchanges) {
        if (!knows(exchange.exchangeId))
            remember(exchange);
    }
    for (const models::Feedback &feedback : feedbacks) {
        const auto found = m_places.find(feedback.exchangeId);
        if (found == m_places.end() || m_entries[found->second].given)
            continue;
        m_entries[found->second].given = feedback.value;
        m_entries[found->second].givenTaskType = feedback.taskType;
    }
}

void FeedbackDesk::remember(Known exchange)
{
    const quint64 id = exchange.exchangeId;
    Entry entry{.known = std::move(exchange), .given = {}, .givenTaskType = {}};
    if (m_entries.size() < m_capacity) {
        m_places.insert_or_assign(id, m_entries.size());
        m_entries.push_back(std::move(entry));
        return;
    }
    m_places.erase(m_entries[m_next].known.exchangeId);
    m_places.insert_or_assign(id, m_next);
    m_entries[m_next] = std::move(entry);
    m_next = (m_next + 1) % m_capacity;
}

void FeedbackDesk::noteTaskType(quint64 exchangeId, int taskType)
{
    static const QStringList names = models::taskTypeNames();
    const auto found = m_places.find(exchangeId);
    if (found != m_places.end() && taskType >= 0 && taskType < names.size())
        m_entries[found->second].known.taskType = names[taskType];
}

quint64 FeedbackDesk::newestOf(const QString &conversation) const
{
    if (conversation.isEmpty())
        return 0;
    for (std::size_t age = 1; age <= m_entries.size(); ++age) {
        const std::size_t place = (m_next + m_entries.size() - age) % m_entries.size();
        if (m_entries[place].known.conversation == conversation)
            return m_entries[place].known.exchangeId;
    }
    return 0;
}

bool FeedbackDesk::knows(quint64 exchangeId) const
{
    return m_places.contains(exchangeId);
}

bool FeedbackDesk::give(const models::Feedback &feedback)
{
    const auto found = m_places.find(feedback.exchangeId);
    const bool isKnown = found != m_places.end();
    // What was learned is kept, so that it can be taken back after a restart.
    models::Feedback meant = feedback;
    if (isKnown && meant.value && meant.taskType.isEmpty())
        meant.taskType = m_entries[found->second].known.taskType;
    if (m_keep)
        m_keep(meant);
    if (!isKnown)
        return false;
    if (!feedback.value)
        return true;
    Entry &entry = m_entries[found->second];
    const QString &taskType = meant.taskType;
    if (m_learn) {
        if (entry.given)
            m_learn(entry.known.target, entry.givenTaskType, *entry.given, -weight);
        m_learn(entry.known.target, taskType, *feedback.value, weight);
    }
    entry.given = feedback.value;
    entry.givenTaskType = taskType;
    return true;
}

} // namespace signalbox::routing
