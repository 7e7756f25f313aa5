// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ErrorClass.h"
#include "routing/signals/TextFingerprint.h"

#include <QString>
#include <QtGlobal>

#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace signalbox::routing {

/// What is remembered of conversations: how they went, who served them, and which target each part
/// of a route keeps for them. Bounded by count and by age; the least recently touched go first.
///
/// Lives on the proxy thread. Keeps no text of a prompt. Times are milliseconds of any clock that
/// the caller uses throughout.
class ConversationMemory final
{
public:
    struct Limits
    {
        std::size_t conversations = 10'000;
        qint64 keepMs = 24LL * 3600 * 1000; ///< since it was last touched
    };

    struct Binding
    {
        quint64 key = 0; ///< of route and node
        QString target;
        qint64 untilMs = 0;
    };

    struct Entry
    {
        std::string id;
        qint64 touchedMs = 0;
        models::ErrorClass lastOutcome = models::ErrorClass::None; ///< None: success
        bool hasOutcome = false;
        int failuresInARow = 0;
        qint64 exchanges = 0; ///< that ended
        TextFingerprint lastText; ///< what the user said last
        int turns = 0; ///< turns of the user that the last request had
        double frustration = 0; ///< 0..1, decayed over the turns
        QString lastTarget;
        qint64 lastServedMs = 0; ///< 0: never
        bool isToolTurn = false; ///< tools were called and their results are still to come
        qint64 lastExchange = 0;
        boost::container::small_vector<Binding, 2> bindings;
    };

    /// One exchange that ended.
    struct Outcome
    {
        models::ErrorClass outcome = models::ErrorClass::None;
        QString target; ///< that served; empty when none did
        qint64 exchange = 0;
        bool callsTools = false; ///< the answer asks the client to call tools
        TextFingerprint lastText;
        int turns = 0;
        double frustration = 0; ///< RequestSignals::turnNote()
        std::string_view responseId; ///< the answer's own id; a later request may continue from it
    };

    /// A node keeps at most this many bindings of one conversation; the oldest goes first.
    static constexpr std::size_t mostBindings = 16;

    ConversationMemory()
        : ConversationMemory(Limits{})
    {}
    explicit ConversationMemory(Limits limits)
        : m_limits(limits)
    {}
    ~ConversationMemory() = default;
    Q_DISABLE_COPY_MOVE(ConversationMemory)

    /// What is known of \a id; null when nothing. Valid until the next call that is not const.
    [[nodiscard]] const Entry *find(std::string_view id, qint64 nowMs) const;
    /// The conversation of which the answer \a responseId was part; empty when unknown.
    [[nodiscard]] std::string_view conversationOf(std::string_view responseId) const;
    /// A cancelled exchange says nothing about how it went and only touches the conversation.
    void noteOutcome(std::string_view id, const Outcome &outcome, qint64 nowMs);

    /// Keeps \a target for the conversation at \a key for \a keepMs. Call it after a success.
    void bind(std::string_view id, quint64 key, const QString &target, qint64 nowMs, qint64 keepMs);
    /// The target kept there; empty when there is none or its time is over.
    [[nodiscard]] QString bound(std::string_view id, quint64 key, qint64 nowMs) const;
    void unbind(std::string_view id, quint64 key);
    /// The key of a node in a route, stable between runs.
    static quint64 bindingKey(const QString &route, const QString &node);

    [[nodiscard]] std::size_t size() const { return m_order.size(); }

private:
    using Order = std::list<Entry>;
    struct Answer
    {
        std::string id;
        std::string conversation;
    };

    Entry &touch(std::string_view id, qint64 nowMs);
    void noteAnswer(std::string_view responseId, std::string_view conversation);

    Limits m_limits;
    Order m_order; ///< most recently touched first
    std::unordered_map<std::string_view, Order::iterator> m_byId; ///< keys are the entries' own
    std::list<Answer> m_answers; ///< newest first
    std::unordered_map<std::string_view, std::list<Answer>::iterator> m_byAnswer;
};

} // namespace signalbox::routing
