// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/RecordedDecision.h"
#include "routing/proxy/DecisionFacts.h"
#include "routing/route/RoutePlan.h"

#include <memory>

namespace signalbox::routing {

/// The decision of one exchange, as its record has it: what the walk found, and the plan that it
/// went through. Made on the proxy thread, put into words on whichever thread wants them.
class WalkedDecision final : public models::RecordedDecision
{
public:
    WalkedDecision(std::shared_ptr<const RoutePlan> plan, DecisionFacts facts, bool asksForStream)
        : m_plan(std::move(plan))
        , m_facts(std::move(facts))
        , m_asksForStream(asksForStream)
    {}

    [[nodiscard]] std::string json(const models::ExchangeRecord &record) const override;
    [[nodiscard]] qint64 bytes() const override;

private:
    std::shared_ptr<const RoutePlan> m_plan;
    DecisionFacts m_facts;
    bool m_asksForStream = false;
};

} // namespace signalbox::routing
