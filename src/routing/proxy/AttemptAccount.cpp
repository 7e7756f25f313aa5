// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/AttemptAccount.h"

#include "routing/proxy/Answer.h"

namespace signalbox::routing {

void AttemptAccount::begin(LiveWorld &world, const Candidate &candidate, int key)
{
    m_world = &world;
    m_candidate = &candidate;
    m_key = key;
    m_cost.reset();
    m_score = &world.state().scoreboard.score(candidate.target);
    m_score->attemptBegan();
}

void AttemptAccount::end(const End &end)
{
    m_score->attemptEnded(end.record.errorClass, end.record.firstByteUs, end.record.durationUs,
                          m_world->surroundings().clock.monotonicNs());
    m_score = nullptr;
    if (!end.answer)
        return;
    const AnswerFacts &facts = end.answer->facts();
    if (facts.reportedCost) {
        m_cost = *facts.reportedCost;
        m_costSource = models::CostSource::Reported;
    } else if (const auto &price = m_world->book(*m_candidate).price) {
        m_cost = models::cost(*price, facts.usage);
        if (m_cost)
            m_costSource = models::CostSource::Estimated;
    }
}

} // namespace signalbox::routing
