// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PoolWriter.h"

namespace signalbox::models {

// Outside of the anonymous namespace where JsonObjectWriter has to find them by their type.

static JsonValue jsonOf(const PoolMember &member)
{
    const PoolMember standard{.target = member.target};
    if (member == standard)
        return jsonOf(member.target);
    return JsonObjectWriter()
        .add("target", member.target)
        .addUnless(standard.weight, "weight", member.weight)
        .addUnless(standard.priority, "priority", member.priority)
        .take();
}

static JsonValue jsonOf(const PoolLimit &limit)
{
    const PoolLimit standard;
    return JsonObjectWriter()
        .add("measure", nameOf(measureNames, limit.measure))
        .addUnless(standard.percentile, "percentile", limit.percentile)
        .add(limit.isFloor ? "at_least" : "at_most", limit.bound)
        .addUnless(standard.isHard, "hard", limit.isHard)
        .addUnless(standard.samples, "samples", limit.samples)
        .take();
}

static JsonValue jsonOf(const Balance &balance)
{
    const Balance standard;
    return JsonObjectWriter()
        .addUnless(standard.speed, "speed", balance.speed)
        .addUnless(standard.cost, "cost", balance.cost)
        .addUnless(standard.accuracy, "accuracy", balance.accuracy)
        .addUnless(standard.reliability, "reliability", balance.reliability)
        .take();
}

static JsonValue jsonOf(const Affinity &affinity)
{
    const Affinity standard;
    return JsonObjectWriter()
        .addUnless(standard.keep, "keep_min", affinity.keep)
        .addUnless(standard.switchGain, "switch_gain", affinity.switchGain)
        .addUnless(standard.countsCache, "counts_cache", affinity.countsCache)
        .take();
}

static JsonValue jsonOf(const SlowRule &slow)
{
    return JsonObjectWriter()
        .add("action", nameOf(slowActionNames, slow.action))
        .add("after_ms", slow.after)
        .take();
}

void addSlow(JsonObjectWriter &object, const SlowRule &slow)
{
    if (slow.action != SlowRule::Action::Nothing)
        object.add("slow", slow);
}

void addPool(JsonObjectWriter &object, const PoolNode &pool)
{
    const PoolNode standard;
    object.addNameUnless(standard.strategy, "strategy", strategyNames, pool.strategy)
        .add("members", pool.members)
        .addUnless(standard.limits, "limits", pool.limits)
        .addNameUnless(standard.onNone, "on_none", onNoneNames, pool.onNone)
        .addNameUnless(standard.speed, "speed", measureNames, pool.speed)
        .addUnless(standard.percentile, "percentile", pool.percentile)
        .addUnless(standard.balance, "balance", pool.balance)
        .addUnless(standard.exploration, "exploration", pool.exploration)
        .addUnless(standard.tieBand, "tie_band", pool.tieBand);
    if (pool.affinity.isOn)
        object.add("affinity", pool.affinity);
    addSlow(object, pool.slow);
}

} // namespace signalbox::models
