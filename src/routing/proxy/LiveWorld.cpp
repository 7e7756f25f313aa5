// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/LiveWorld.h"

#include "models/catalog/Price.h"
#include "routing/dialect/Service.h"
#include "routing/proxy/ProxySnapshot.h"

#include <algorithm>

namespace signalbox::routing {

using models::Unit;
using Obstacle = MemberFigures::Obstacle;

LiveWorld::LiveWorld(const ClientCall &call, std::string_view client, std::string_view exchangeId,
                     Surroundings surroundings)
    : m_call(call)
    , m_client(client)
    , m_exchangeId(exchangeId)
    , m_surroundings(std::move(surroundings))
    , m_modelUtf8(call.model.toStdString())
    , m_wallMs(m_surroundings.clock.wallMs())
{}

LiveWorld::~LiveWorld() = default;

RequestSignals &LiveWorld::requestSignals()
{
    if (!m_signals) {
        m_signals.emplace(
            RequestSignals::Facts{.head = m_call.request.head(),
                                  .body = m_call.request.body(),
                                  .endpoint = m_call.served.endpoint,
                                  .model = m_modelUtf8,
                                  .isStream = m_call.stream,
                                  .client = m_client,
                                  .wallMs = m_wallMs,
                                  .timeZone = m_surroundings.state.timeZone,
                                  .clock = m_surroundings.clock,
                                  .memory = &m_surroundings.state.conversations},
            m_surroundings.plan.signalCount());
        m_signals->setRoute(m_route);
    }
    return *m_signals;
}

void LiveWorld::enterRoute(const QString &name)
{
    m_route = name.toStdString();
    if (m_signals)
        m_signals->setRoute(m_route);
}

const CandidateBook &LiveWorld::book(const Candidate &candidate)
{
    return m_surroundings.books.of(candidate, m_wallMs);
}

qint64 LiveWorld::contextWindow(const Candidate &candidate)
{
    return book(candidate).facts.contextWindow;
}

RouteWorld::UnitText LiveWorld::unit(Unit wanted)
{
    if (wanted == Unit::Conversation) {
        const ConversationIdentity &conversation = requestSignals().conversation();
        if (!conversation.id.empty())
            return {Unit::Conversation, conversation.id};
    }
    if (wanted != Unit::Request && wanted != Unit::All && !m_client.empty())
        return {Unit::Client, m_client};
    if (wanted == Unit::All)
        return {Unit::All, {}};
    return {Unit::Request, m_exchangeId};
}

} // namespace signalbox::routing
