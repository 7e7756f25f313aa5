// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/SpendingMetrics.h"

#include "routing/proxy/MetricsWriter.h"
#include "routing/proxy/RateUnits.h"
#include "routing/route/RoutePlan.h"
#include "routing/spending/BudgetLedger.h"

#include <vector>

namespace signalbox::routing {

using models::RateLimits;

namespace {

std::string budgetLabels(const BudgetState &state)
{
    std::string labels = MetricsWriter::label("budget", state.id);
    if (!state.client.isEmpty())
        labels += ',' + MetricsWriter::label("client", state.client);
    return labels;
}

void addBudgets(MetricsWriter &writer, const BudgetLedger &ledger, qint64 wallMs)
{
    const std::vector<BudgetState> states = ledger.states(wallMs);
    const auto family = [&](std::string_view name, std::string_view help, auto read) {
        writer.family(name, "gauge", help);
        for (const BudgetState &state : states)
            writer.value(name, budgetLabels(state), read(state.room));
    };
    family("signalbox_budget_limit_usd", "US dollars that may be spent in a period.",
           [](const BudgetRoom &room) { return MetricsWriter::dollars(room.limit); });
    family("signalbox_budget_spent_usd", "US dollars spent in the present period.",
           [](const BudgetRoom &room) { return MetricsWriter::dollars(room.used); });
    family("signalbox_budget_reserved_usd", "US dollars put aside for attempts that run.",
           [](const BudgetRoom &room) { return MetricsWriter::dollars(room.reserved); });
    family("signalbox_budget_reset_seconds", "Time until the next period begins.",
           [wallMs](const BudgetRoom &room) {
               constexpr qint64 msPerSecond = 1000;
               return std::to_string((room.resetsAtMs - wallMs) / msPerSecond);
           });
}

/// One thing that is limited.
struct Limited
{
    std::string labels;
    RateLimits limits;
    quint64 unit = 0;
    bool isCounted = true; ///< as one thing: `unit` is all of it
};

struct LimitNames
{
    std::string_view size;
    std::string_view sizeHelp;
    std::string_view used;
    std::string_view usedHelp;
};

/// Calls \a tell with the name of each measure that \a limits bound, and the bound.
template<typename Tell>
void forEachMeasure(const RateLimits &limits, Tell tell)
{
    if (limits.requests > 0)
        tell("requests", limits.requests);
    if (limits.tokens > 0)
        tell("tokens", limits.tokens);
    if (limits.concurrent > 0)
        tell("concurrent", static_cast<qint64>(limits.concurrent));
}

qint64 usedOf(const RateUsage &usage, std::string_view measure)
{
    if (measure == "requests")
        return usage.requests;
    return measure == "tokens" ? usage.tokens : usage.running;
}

void addLimits(MetricsWriter &writer, const LimitNames &names, const std::vector<Limited> &all,
               const RateLimiter &limiter, qint64 nowNs)
{
    const auto labels = [](const Limited &limited, std::string_view measure) {
        return limited.labels + ",limit=\"" + std::string(measure) + '"';
    };
    writer.family(names.size, "gauge", names.sizeHelp);
    for (const Limited &limited : all) {
        forEachMeasure(limited.limits, [&](std::string_view measure, qint64 bound) {
            writer.value(names.size, labels(limited, measure), std::to_string(bound));
        });
    }
    writer.family(names.used, "gauge", names.usedHelp);
    for (const Limited &limited : all) {
        if (!limited.isCounted)
            continue;
        const RateUsage usage = limiter.usage(limited.unit, nowNs);
        forEachMeasure(limited.limits, [&](std::string_view measure, qint64) {
            writer.value(names.used, labels(limited, measure),
                         std::to_string(usedOf(usage, measure)));
        });
    }
}

std::vector<Limited> nodesOf(const SpendingFacts &facts)
{
    std::vector<Limited> all;
    for (int index = 0; index < facts.plan.nodeCount(); ++index) {
        const PlanNode &node = facts.plan.node(index);
        if (node.kind != models::RouteNodeKind::RateLimit)
            continue;
        const auto &body = node.body<models::RateLimitNode>();
        const std::string labels = MetricsWriter::label("route", facts.plan.routeName(node.route))
            + ',' + MetricsWriter::label("node", node.id);
        if (body.per != models::Unit::Client) {
            all.push_back({.labels = labels,
                           .limits = body.limits,
                           .unit = nodeRateUnit(node, {}),
                           .isCounted = body.per == models::Unit::All});
            continue;
        }
        const auto add = [&](const QString &client) {
            all.push_back({.labels = labels + ',' + MetricsWriter::label("client", client),
                           .limits = body.limits,
                           .unit = nodeRateUnit(node, client.toStdString())});
        };
        if (!facts.firstRunClient.isEmpty())
            add(facts.firstRunClient);
        for (const models::ClientKey &client : facts.plan.policy().clients)
            add(client.name);
    }
    return all;
}

std::vector<Limited> clientsOf(const models::Policy &policy)
{
    std::vector<Limited> all;
    for (const models::ClientKey &client : policy.clients)
        all.push_back({.labels = MetricsWriter::label("client", client.name),
                       .limits = client.limits,
                       .unit = clientRateUnit(client.name)});
    return all;
}

std::vector<Limited> keysOf(const models::Policy &policy)
{
    std::vector<Limited> all;
    for (const models::Provider &provider : policy.providers) {
        for (qsizetype key = 0; key < std::min(provider.keys.size(), provider.keyLimits.size());
             ++key)
            all.push_back({.labels = MetricsWriter::label("provider", provider.id) + ",key=\""
                               + std::to_string(key) + '"',
                           .limits = provider.keyLimits.at(key),
                           .unit = keyRateUnit(provider.id, provider.keys.at(key).toString())});
    }
    return all;
}

} // namespace

std::string spendingMetricsText(const SpendingFacts &facts, MetricsMoment moment)
{
    MetricsWriter writer;
    addBudgets(writer, facts.budgets, moment.wallMs);
    addLimits(writer,
              {.size = "signalbox_rate_limit",
               .sizeHelp = "What a rate limit of a route lets through in its window, or at once.",
               .used = "signalbox_rate_limit_used",
               .usedHelp = "How much of it is used."},
              nodesOf(facts), facts.limiter, moment.nowNs);
    addLimits(writer,
              {.size = "signalbox_client_limit",
               .sizeHelp = "What a client's key may do in its window, or at once.",
               .used = "signalbox_client_limit_used",
               .usedHelp = "How much of it is used."},
              clientsOf(facts.plan.policy()), facts.keyLimiter, moment.nowNs);
    addLimits(writer,
              {.size = "signalbox_key_limit",
               .sizeHelp = "What a provider's key may do in its window, or at once.",
               .used = "signalbox_key_limit_used",
               .usedHelp = "How much of it is used."},
              keysOf(facts.plan.policy()), facts.keyLimiter, moment.nowNs);
    return writer.take();
}

} // namespace signalbox::routing
