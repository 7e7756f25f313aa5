// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/CandidateChain.h"

#include "routing/proxy/ProxySnapshot.h"

namespace signalbox::routing {

using models::ErrorClass;

Service CandidateChain::serviceOf(std::size_t index) const
{
    return routing::serviceOf(*at(index).provider, m_call.served.endpoint);
}

bool CandidateChain::prepare(std::size_t index, qint64 nowMs)
{
    m_service = serviceOf(index);
    m_translated.reset();
    if (m_service != Service::Translated)
        return m_service != Service::None;
    const Candidate &candidate = at(index);
    m_translated = m_translations.write(
        candidate, m_snapshot->providers.at(candidate.provider)->path(), nowMs);
    if (!m_translated && !m_impossible)
        m_impossible = m_translations.problem();
    return m_translated.has_value();
}

std::optional<std::size_t> CandidateChain::first(qint64 nowMs)
{
    for (std::size_t i = 0; i < m_resolution->candidates.size(); ++i) {
        if (prepare(i, nowMs))
            return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> CandidateChain::next(std::size_t from, ErrorClass errorClass,
                                                qint64 nowMs)
{
    while (const auto next = m_resolution->next(from, errorClass)) {
        if (prepare(*next, nowMs))
            return next;
        from = *next;
    }
    return std::nullopt;
}

bool CandidateChain::hasNext(std::size_t from, ErrorClass errorClass) const
{
    while (const auto next = m_resolution->next(from, errorClass)) {
        if (serviceOf(*next) != Service::None)
            return true;
        from = *next;
    }
    return false;
}

} // namespace signalbox::routing
