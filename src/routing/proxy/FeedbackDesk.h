// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/Feedback.h"

#include <QString>

#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace signalbox::routing {

/// Takes feedback about exchanges, tells the accuracies at once and hands it on to be stored.
/// Remembers the newest exchanges only, in a ring: an older one is no longer known by its id.
///
/// Lives on the proxy thread; the callbacks run there, inside give().
class FeedbackDesk final
{
public:
    /// What must be known of an exchange, so that feedback about it can be learned from.
    struct Known
    {
        quint64 exchangeId = 0;
        QString target{};
        QString taskType{}; ///< empty when it was not told
        QString conversation{}; ///< empty when it was not told
    };
    /// A negative weight takes back what was told before with the same value.
    using Learn = std::function<void(const QString &target, const QString &taskType, double value,
                                     double weight)>;
    using Keep = std::function<void(const models::Feedback &feedback)>;

    static constexpr std::size_t usualCapacity = 4096;
    /// Of one piece of feedback, beside what the router finds out by itself.
    static constexpr double weight = 1.0;

    explicit FeedbackDesk(std::size_t capacity = usualCapacity);

    void setLearn(Learn learn) { m_learn = std::move(learn); }
    void setKeep(Keep keep) { m_keep = std::move(keep); }

    /// An exchange has ended and was served by a target.
    void remember(Known exchange);
    /// Those of an earlier run, oldest first, and what was said and learned of them then.
    void recall(std::span<const Known> exchanges, std::span<const models::Feedback> feedbacks);
    /// What kind of task a remembered exchange was, an index in taskTypeNames(), is found out
    /// later.
    void noteTaskType(quint64 exchangeId, int taskType);
    /// The newest exchange of \a conversation that is remembered; 0 for none.
    [[nodiscard]] quint64 newestOf(const QString &conversation) const;
    [[nodiscard]] bool knows(quint64 exchangeId) const;
    /// Takes \a feedback. It is kept in any case; false when the exchange is not remembered, so
    /// that nothing could be learned.
    bool give(const models::Feedback &feedback);

private:
    struct Entry
    {
        Known known;
        std::optional<double> given; ///< what was learned from already
        QString givenTaskType;
    };

    std::size_t m_capacity;
    std::size_t m_next = 0; ///< place of the oldest entry once the ring is full
    std::vector<Entry> m_entries;
    std::unordered_map<quint64, std::size_t> m_places;
    Learn m_learn;
    Keep m_keep;
};

} // namespace signalbox::routing
