// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/RequestSignals.h"

#include "routing/proxy/HeaderRules.h"
#include "routing/secrets/Redactor.h"
#include "routing/signals/BodyValue.h"
#include "routing/signals/SignalFacts.h"
#include "routing/signals/TextMemo.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <utility>

namespace signalbox::routing {

using models::ErrorClass;
using models::SignalKind;

namespace {

SignalReading textOrMissing(std::string_view text)
{
    return text.empty() ? SignalReading() : SignalReading(text);
}

} // namespace

RequestSignals::RequestSignals(Facts facts, int slotCount)
    : m_facts(facts)
    , m_slots(static_cast<std::size_t>(std::max(slotCount, 0)))
{}

RequestSignals::~RequestSignals() = default;

SignalReading RequestSignals::read(const SignalQuery &query)
{
    Slot *slot = query.slot >= 0 && static_cast<std::size_t>(query.slot) < m_slots.size()
        ? &m_slots[static_cast<std::size_t>(query.slot)]
        : nullptr;
    // The route changes while it is walked, and costs nothing.
    if (slot && slot->query && query.kind != SignalKind::Route)
        return slot->reading;
    Gap gap = Gap::None;
    const SignalReading reading = computeOnce(query, gap);
    if (slot)
        *slot = {.query = &query, .reading = reading, .gap = gap};
    return reading;
}

/// A rule, a pool and a lesson may ask for the same by slots of their own.
SignalReading RequestSignals::computeOnce(const SignalQuery &query, Gap &gap)
{
    if (!query.argument.empty() || !isExpensiveSignal(query.kind))
        return compute(query, gap);
    std::optional<SignalReading> &known = m_known.at(static_cast<std::size_t>(query.kind));
    if (known)
        return *known;
    const SignalReading reading = compute(query, gap);
    if (gap == Gap::None)
        known = reading;
    return reading;
}

SignalReading RequestSignals::compute(const SignalQuery &query, Gap &gap)
{
    if (!isExpensiveSignal(query.kind))
        return ofRequest(query);
    // What the survey knows already costs nothing more.
    const bool isKnown =
        m_survey && query.kind >= SignalKind::MaxOutputTokens && query.kind <= SignalKind::LastText;
    if (!isKnown && !hasTime()) {
        gap = Gap::NoTime;
        return {};
    }
    const qint64 beganNs = m_facts.clock.monotonicNs();
    const SignalReading reading = ofBodyOrPrompt(query);
    m_spentNs += m_facts.clock.monotonicNs() - beganNs;
    return reading;
}

SignalReading RequestSignals::ofBodyOrPrompt(const SignalQuery &query)
{
    switch (query.kind) {
    case SignalKind::Metadata:
    case SignalKind::Body:
        return ofBody(query);
    case SignalKind::Language:
    case SignalKind::TaskType:
    case SignalKind::Complexity:
    case SignalKind::Sentiment:
    case SignalKind::Frustration:
        return ofPrompt(query.kind);
    default:
        return surveySignal(query.kind, survey());
    }
}

SignalReading RequestSignals::ofRequest(const SignalQuery &query)
{
    switch (query.kind) {
    case SignalKind::Model:
        return textOrMissing(m_facts.model);
    case SignalKind::Route:
        return textOrMissing(m_route);
    case SignalKind::Client:
        return textOrMissing(m_facts.client);
    case SignalKind::Dialect:
        return textOrMissing(dialectSignal(m_facts.endpoint.dialect));
    case SignalKind::Operation:
        return textOrMissing(operationSignal(m_facts.endpoint.operation));
    case SignalKind::Header:
        // A field without a value is there all the same.
        return m_facts.head.count(query.argument) > 0
            ? SignalReading(m_facts.head.header(query.argument))
            : SignalReading();
    case SignalKind::Hour:
    case SignalKind::Weekday:
        return ofTime(query.kind);
    case SignalKind::Stream:
        return m_facts.isStream;
    default:
        return ofConversation(query.kind);
    }
}

SignalReading RequestSignals::ofTime(SignalKind kind) const
{
    const QDateTime local =
        QDateTime::fromMSecsSinceEpoch(m_facts.wallMs, Qt::UTC).toTimeZone(m_facts.timeZone);
    if (!local.isValid())
        return {};
    return static_cast<double>(kind == SignalKind::Hour ? local.time().hour()
                                                        : local.date().dayOfWeek());
}

SignalReading RequestSignals::ofBody(const SignalQuery &query)
{
    BodyValue value = query.kind == SignalKind::Body ? bodyValue(m_facts.body, query.argument)
                                                     : metadataValue(m_facts.body, query.argument);
    if (const auto *flag = std::get_if<bool>(&value))
        return *flag;
    if (const auto *number = std::get_if<double>(&value))
        return *number;
    if (auto *text = std::get_if<std::string>(&value)) {
        m_texts.push_front(std::move(*text));
        return std::string_view(m_texts.front());
    }
    return {};
}

const RequestSurvey &RequestSignals::survey()
{
    if (!m_survey)
        m_survey = RequestSurvey::read(m_facts.endpoint, m_facts.body);
    return *m_survey;
}

PromptView RequestSignals::prompt()
{
    return promptView(survey());
}

std::string_view RequestSignals::taskType(const PromptView &view) const
{
    const auto *rules = PromptReaders::byRules().taskType;
    if (m_facts.readers.taskType != rules || view.tools > 0) // tools say it at once
        return m_facts.readers.taskType->classify(view);
    // Without tools the rules go by these texts alone.
    thread_local TextMemo<std::string_view> known;
    return known.of({view.lastText, view.systemText},
                    [&view, rules] { return rules->classify(view); });
}

SignalReading RequestSignals::ofPrompt(SignalKind kind)
{
    const PromptReaders &readers = m_facts.readers;
    const PromptView view = prompt();
    if (kind == SignalKind::Frustration)
        return frustration();
    const bool hasText = !view.lastText.empty();
    switch (kind) {
    case SignalKind::Language:
        return textOrMissing(hasText ? readers.language->detect(view.lastText)
                                     : std::string_view());
    case SignalKind::TaskType:
        return hasText || view.tools > 0 ? textOrMissing(taskType(view)) : SignalReading();
    case SignalKind::Complexity:
        return std::clamp(readers.complexity->estimate(view), 0.0, 1.0);
    case SignalKind::Sentiment:
        return hasText
            ? SignalReading(std::clamp(readers.sentiment->sentiment(view.lastText), -1.0, 1.0))
            : SignalReading();
    default:
        return {};
    }
}

const ConversationIdentity &RequestSignals::conversation()
{
    if (m_conversation)
        return *m_conversation;
    ConversationIdentity found = ConversationIdentity::ofHead(m_facts.head);
    if (found.origin == ConversationIdentity::Origin::None) {
        found = ConversationIdentity::of(m_facts.head, survey(), m_facts.client, m_facts.memory);
    }
    return m_conversation.emplace(std::move(found));
}

const ConversationMemory::Entry *RequestSignals::remembered()
{
    const std::string &id = conversation().id;
    return m_facts.memory && !id.empty() ? m_facts.memory->find(id, m_facts.wallMs) : nullptr;
}

SignalReading RequestSignals::ofConversation(SignalKind kind)
{
    if (kind == SignalKind::Conversation)
        return textOrMissing(conversation().id);
    const ConversationMemory::Entry *entry = remembered();
    if (kind == SignalKind::PreviousFailures)
        return static_cast<double>(entry ? entry->failuresInARow : 0);
    if (kind != SignalKind::PreviousOutcome || !entry || !entry->hasOutcome)
        return {};
    return entry->lastOutcome == ErrorClass::None ? SignalReading(std::string_view("success"))
                                                  : errorClassName(entry->lastOutcome);
}

const TextFingerprint &RequestSignals::fingerprint()
{
    if (!m_fingerprint)
        m_fingerprint = TextFingerprint::of(survey().lastText);
    return *m_fingerprint;
}

bool RequestSignals::isReAsk()
{
    constexpr double alike = 0.6;
    const ConversationMemory::Entry *entry = remembered();
    // While tools work, and after a failure, the same text comes again by itself.
    if (!entry || !entry->hasOutcome || entry->lastOutcome != ErrorClass::None
        || survey().isToolTurn)
        return false;
    return fingerprint().similarity(entry->lastText) >= alike;
}

double RequestSignals::frustration()
{
    if (m_frustration)
        return *m_frustration;
    // Only what follows an answer can be about it; how the first turn sounds is the topic.
    constexpr double kept = 0.5;
    constexpr double reAsk = 0.6;
    const RequestSurvey &found = survey();
    const ConversationMemory::Entry *entry = remembered();
    const double before = entry ? entry->frustration : 0;
    // Whoever continues an answer by its id sends the new turn only. The same beginning, however,
    // may as well be a new conversation.
    const bool isContinued = found.turns > 1
        || (entry && entry->hasOutcome
            && conversation().origin != ConversationIdentity::Origin::Beginning);
    if (found.isToolTurn || !isContinued)
        return m_frustration.emplace(found.isToolTurn ? before : 0);
    const double cues = m_facts.readers.sentiment->dissatisfaction(found.lastText);
    const double now = 1 - (1 - cues) * (1 - (isReAsk() ? reAsk : 0));
    // Rises at once, and calms down over the turns.
    return m_frustration.emplace(
        std::clamp(std::max(now, kept * before + (1 - kept) * now), 0., 1.));
}

RequestSignals::TurnNote RequestSignals::turnNote()
{
    return {.lastText = fingerprint(),
            .turns = survey().turns,
            .frustration = frustration(),
            .isReAsk = isReAsk(),
            .isToolTurn = survey().isToolTurn};
}

RequestSignals::Note RequestSignals::note(const SignalQuery &query, const Redactor *redactor)
{
    const SignalReading reading = read(query);
    const auto slot = static_cast<std::size_t>(std::max(query.slot, 0));
    const Gap gap = slot < m_slots.size() ? m_slots[slot].gap : Gap::None;
    return noteOf({.query = &query, .reading = reading, .gap = gap}, redactor);
}

RequestSignals::Note RequestSignals::noteOf(const Slot &slot, const Redactor *redactor)
{
    Note note{.query = slot.query, .value = {}, .gap = slot.gap};
    if (const auto *flag = std::get_if<bool>(&slot.reading)) {
        note.value = *flag;
    } else if (const auto *number = std::get_if<double>(&slot.reading)) {
        note.value = *number;
    } else if (const auto *text = std::get_if<std::string_view>(&slot.reading)) {
        const bool isSecret =
            slot.query->kind == SignalKind::Header && !isFitForRecord(slot.query->argument);
        note.value = isSecret ? std::string(Redactor::mask)
                              : shownSignalText(*text, redactor, mostShownText);
    }
    return note;
}

} // namespace signalbox::routing
