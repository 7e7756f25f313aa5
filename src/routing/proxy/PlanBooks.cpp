// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/PlanBooks.h"

#include "routing/proxy/ModelCatalog.h"

#include <cmath>

namespace signalbox::routing {

namespace {

constexpr qint64 lookAgainAfterMs = 60'000;

/// Prices are kept in micro-dollars a million tokens.
qint64 perMillion(double usDollars)
{
    constexpr double microDollars = 1e6;
    return std::llround(usDollars * microDollars);
}

} // namespace

PlanBooks::Entry &PlanBooks::entryOf(const Candidate &candidate)
{
    if (candidate.index == Candidate::madeUp) {
        m_madeUp = {};
        return m_madeUp;
    }
    const auto index = static_cast<std::size_t>(candidate.index);
    if (index >= m_entries.size())
        m_entries.resize(index + 1);
    return m_entries[index];
}

const CandidateBook &PlanBooks::of(const Candidate &candidate, qint64 wallMs)
{
    Entry &entry = entryOf(candidate);
    if (wallMs >= entry.untilMs) {
        entry.book = look(candidate, wallMs);
        entry.untilMs = wallMs + lookAgainAfterMs;
    }
    return entry.book;
}

CandidateScores PlanBooks::scoresOf(const Candidate &candidate, Scoreboard &board)
{
    Entry &entry = entryOf(candidate);
    if (!entry.scores.target) {
        entry.scores = {.target = &board.score(candidate.target),
                        .model = &board.modelBreaker(candidate.provider->id, candidate.model)};
    }
    return entry.scores;
}

KeyAtModel PlanBooks::keyOf(const Candidate &candidate, int key, Scoreboard &board)
{
    auto &keys = entryOf(candidate).keys;
    const auto place = static_cast<std::size_t>(key + 1);
    if (place >= keys.size())
        keys.resize(place + 1);
    KeyAtModel &known = keys[place];
    const QString &provider = candidate.provider->id;
    if (!known.key)
        known.key = board.findKey(provider, key);
    if (!known.limits)
        known.limits = board.findKeyModelBreaker(provider, key, candidate.model);
    return known;
}

CandidateBook PlanBooks::look(const Candidate &candidate, qint64 wallMs)
{
    CandidateBook book{.facts = m_catalog.factsOf(candidate),
                       .price = m_catalog.priceOf(candidate, wallMs)};
    const models::Target *declared = candidate.declared;
    if (!declared)
        return book;
    if (declared->contextWindow >= 0)
        book.facts.contextWindow = declared->contextWindow;
    if (declared->inputPricePerMillion >= 0 || declared->outputPricePerMillion >= 0) {
        models::Price price = book.price.value_or(models::Price());
        price.tiers.clear();
        if (declared->inputPricePerMillion >= 0)
            price.prices.input = perMillion(declared->inputPricePerMillion);
        if (declared->outputPricePerMillion >= 0)
            price.prices.output = perMillion(declared->outputPricePerMillion);
        price.source = QStringLiteral("policy");
        book.price = price;
    }
    return book;
}

} // namespace signalbox::routing
