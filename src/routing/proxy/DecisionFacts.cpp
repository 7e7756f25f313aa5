// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/DecisionFacts.h"

#include "routing/proxy/LiveWorld.h"

namespace signalbox::routing {

using models::SignalKind;

namespace {

bool isOfThePrompt(SignalKind kind)
{
    return kind == SignalKind::SystemText || kind == SignalKind::LastText
        || kind == SignalKind::Body;
}

} // namespace

DecisionFacts DecisionFacts::of(LiveWorld &world, const RequestVersion &version,
                                const DecisionPrivacy &privacy)
{
    DecisionFacts facts;
    facts.isDowngraded = world.isDowngraded();
    if (world.hasSignals()) {
        world.requestSignals().forEachReading(
            [&](RequestSignals::Note note) {
                if (!privacy.keepsTexts && isOfThePrompt(note.query->kind)
                    && std::holds_alternative<std::string>(note.value))
                    note.value = std::string("(not kept)");
                facts.readings.push_back(std::move(note));
            },
            privacy.redactor);
    }
    if (const CachedAnswer *answer = world.cached()) {
        facts.cached = CachedFrom{.target = answer->target, .savedUsd = {}};
        if (answer->costSource != models::CostSource::Unknown)
            facts.cached->savedUsd = answer->cost.dollars();
    }
    facts.variant = version.variant();
    facts.problems = version.problems();
    facts.warnings = world.warnings();
    return facts;
}

void DecisionFacts::setWalk(WalkTrace &&walked, bool isTargetNamed, const RoutePlan &plan,
                            LiveWorld &world)
{
    isByName = isTargetNamed;
    trace = std::move(walked);
    if (world.hasSignals())
        tables = tableCells(trace, plan, world.requestSignals());
}

} // namespace signalbox::routing
