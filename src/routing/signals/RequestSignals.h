// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Clock.h"
#include "routing/dialect/Endpoint.h"
#include "routing/http/HttpRequest.h"
#include "routing/signals/ConversationIdentity.h"
#include "routing/signals/ConversationMemory.h"
#include "routing/signals/PromptReaders.h"
#include "routing/signals/RequestSurvey.h"
#include "routing/signals/SignalSource.h"

#include <array>
#include <boost/container/small_vector.hpp>
#include <chrono>
#include <forward_list>
#include <optional>
#include <string>
#include <string_view>

class QTimeZone;

namespace signalbox::routing {

class Redactor;

/// The signals of one client's request. Everything is read when it is first asked for, and once.
/// Lives on the proxy thread, owned by the exchange; what Facts names must outlive it, and so must
/// the queries, which belong to the plan.
class RequestSignals final : public SignalSource
{
public:
    struct Facts
    {
        HttpHead head;
        const std::string &body; ///< with PaddedBody::padding bytes of room behind it
        Endpoint endpoint;
        std::string_view model; ///< RequestPeek's, or the path's
        bool isStream = false;
        std::string_view client; ///< name of the client key; empty: none
        qint64 wallMs = 0; ///< when the request came
        const QTimeZone &timeZone; ///< of the local clock: hour, weekday
        const models::Clock &clock; ///< monotonic: the budget
        const ConversationMemory *memory = nullptr;
        const PromptReaders &readers = PromptReaders::byRules();
    };

    static constexpr std::chrono::nanoseconds usualBudget{2'000'000};
    /// Characters of a text that are written down.
    static constexpr std::size_t mostShownText = 200;

    /// Why a reading is missing.
    enum class Gap : quint8 {
        None, ///< it is not missing, or the request simply has no such thing
        NoTime, ///< the budget was used up
    };
    /// A reading as it may be written down.
    struct Note
    {
        const SignalQuery *query = nullptr;
        std::variant<std::monostate, bool, double, std::string>
            value; ///< texts cut, secrets masked
        Gap gap = Gap::None;
    };
    /// What ConversationMemory::noteOutcome() wants to know of the request.
    struct TurnNote
    {
        TextFingerprint lastText;
        int turns = 0;
        double frustration = 0;
        bool isReAsk = false; ///< the same is asked again after an answer: it was not good enough
        bool isToolTurn = false;
    };

    /// \a slotCount as the plan's SignalSlots counted; other slots are read anew each time.
    RequestSignals(Facts facts, int slotCount);
    ~RequestSignals() override;

    /// Texts live as long as this object.
    [[nodiscard]] SignalReading read(const SignalQuery &query) override;
    /// What was read of \a query; null when nobody has asked for it yet.
    [[nodiscard]] const SignalReading *known(const SignalQuery &query) const
    {
        const auto slot = static_cast<std::size_t>(query.slot);
        return query.slot >= 0 && slot < m_slots.size() && m_slots[slot].query
            ? &m_slots[slot].reading
            : nullptr;
    }

    /// The route being walked; must outlive the walk through it.
    void setRoute(std::string_view route) { m_route = route; }
    /// How long expensive readings (survey, task type, complexity, sentiment, language) may take
    /// together. One that has begun is finished; later ones are missing. At most 0: none are made.
    void setBudget(std::chrono::nanoseconds budget) { m_budgetNs = budget.count(); }

    /// Whether the budget is used up.
    [[nodiscard]] bool isOutOfTime() const { return !hasTime(); }

    /// The survey, made now if need be, whatever the budget.
    [[nodiscard]] const RequestSurvey &survey();
    /// The conversation, found now if need be; needs the survey only when no field names it.
    [[nodiscard]] const ConversationIdentity &conversation();
    /// What is remembered of it; null when nothing.
    [[nodiscard]] const ConversationMemory::Entry *remembered();
    [[nodiscard]] TurnNote turnNote();

    /// The reading of \a query, made when it was not, as it may be written down: never the value of
    /// a field that may carry a secret, and no key that \a redactor knows.
    [[nodiscard]] Note note(const SignalQuery &query, const Redactor *redactor = nullptr);
    /// Calls \a visit with the Note of every signal that was read, in the order of slots.
    template<typename Visit>
    void forEachReading(Visit visit, const Redactor *redactor = nullptr) const
    {
        for (const Slot &slot : m_slots) {
            if (slot.query)
                visit(noteOf(slot, redactor));
        }
    }

private:
    struct Slot
    {
        const SignalQuery *query = nullptr; ///< null: not read
        SignalReading reading;
        Gap gap = Gap::None;
    };

    SignalReading computeOnce(const SignalQuery &query, Gap &gap);
    SignalReading compute(const SignalQuery &query, Gap &gap);
    SignalReading ofRequest(const SignalQuery &query);
    SignalReading ofBodyOrPrompt(const SignalQuery &query);
    SignalReading ofPrompt(models::SignalKind kind);
    [[nodiscard]] std::string_view taskType(const PromptView &view) const;
    SignalReading ofConversation(models::SignalKind kind);
    [[nodiscard]] SignalReading ofBody(const SignalQuery &query);
    [[nodiscard]] SignalReading ofTime(models::SignalKind kind) const;
    [[nodiscard]] bool hasTime() const { return m_spentNs < m_budgetNs; }
    [[nodiscard]] PromptView prompt();
    double frustration();
    const TextFingerprint &fingerprint();
    bool isReAsk();
    static Note noteOf(const Slot &slot, const Redactor *redactor);

    Facts m_facts;
    std::string_view m_route;
    qint64 m_budgetNs = usualBudget.count();
    qint64 m_spentNs = 0;
    std::optional<RequestSurvey> m_survey;
    std::optional<ConversationIdentity> m_conversation;
    std::optional<double> m_frustration;
    std::optional<TextFingerprint> m_fingerprint;
    boost::container::small_vector<Slot, 12> m_slots;
    /// Expensive ones without an argument, by kind.
    std::array<std::optional<SignalReading>, models::signalKindCount> m_known{};
    std::forward_list<std::string> m_texts; ///< what readings of the body point to
};

} // namespace signalbox::routing
