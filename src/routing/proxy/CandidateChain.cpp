// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/CandidateChain.h"

#include "routing/proxy/ProxySnapshot.h"
#include "routing/route/WalkWords.h"

namespace signalbox::routing {

void CandidateChain::begin(const Resolution &resolution, const ProxySnapshot &snapshot,
                           RouteWorld &world)
{
    m_resolution = &resolution;
    m_snapshot = &snapshot;
    m_world = &world;
    if (!m_walk)
        m_walk.emplace(*snapshot.plan, world);
    m_walk->begin(resolution);
}

WalkEnd CandidateChain::first(qint64 nowMs)
{
    return settle(m_walk->first(), nowMs);
}

WalkEnd CandidateChain::next(models::ErrorClass errorClass, qint64 nowMs)
{
    return settle(m_walk->next(errorClass), nowMs);
}

const QString &CandidateChain::because() const
{
    if (m_because.isNull())
        m_because = chosenBecause(*m_walk);
    return m_because;
}

WalkEnd CandidateChain::settle(WalkEnd end, qint64 nowMs)
{
    m_because.clear();
    while (end == WalkEnd::Candidate && !prepare(*m_walk->candidate(), nowMs))
        end = m_walk->skip();
    return end;
}

bool CandidateChain::prepare(const Candidate &candidate, qint64 nowMs)
{
    m_version = &m_versions.of(*m_snapshot->plan, m_walk->passed(), *m_world);
    m_service = serviceOf(*candidate.provider, m_version->call().served.endpoint);
    m_translated.reset();
    if (m_service != Service::Translated)
        return m_service != Service::None;
    auto request = m_version->translations().write(
        candidate, m_snapshot->providers.at(candidate.provider)->path(), nowMs);
    if (request) {
        m_translated = std::make_shared<const TranslatedRequest>(std::move(*request));
        return true;
    }
    const DialectError &problem = m_version->translations().problem();
    m_untold.push_back(candidate.target.toStdString() + ": " + problem.message);
    if (!m_impossible)
        m_impossible = problem;
    return false;
}

} // namespace signalbox::routing
