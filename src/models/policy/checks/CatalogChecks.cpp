// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/CatalogChecks.h"

#include "models/policy/Loopback.h"
#include "models/policy/NodeLinks.h"
#include "models/policy/PolicyNames.h"
#include "models/policy/checks/RequestNeeds.h"
#include "models/policy/checks/TargetFacts.h"
#include "models/policy/checks/TargetGroups.h"

#include <QSet>
#include <QUrl>

#include <algorithm>

namespace signalbox::models {

namespace {

QString namesInWords(const QStringList &names)
{
    constexpr qsizetype mostShown = 3;
    QStringList shown;
    for (const QString &name : names.mid(0, mostShown))
        shown.append(quoted(name));
    const QString list = shown.join(QStringLiteral(", "));
    return names.size() > mostShown
        ? QStringLiteral("%1 and %2 more").arg(list).arg(names.size() - mostShown)
        : list;
}

QString priceHint()
{
    return QStringLiteral("Give the target \"input_price_per_m\" and \"output_price_per_m\".");
}

bool isLocal(const Provider &provider)
{
    // One without an address is one that the schema has refused.
    return provider.dialect == ProviderDialect::Simulated || provider.baseUrl.isEmpty()
        || isLoopbackHost(QUrl(provider.baseUrl).host());
}

/// What the targets of a policy are asked for and do not have.
class CatalogCheck
{
public:
    CatalogCheck(const Policy &policy, const std::vector<CheckedRoute> &routes,
                 const PolicyReferences &references, const NodeContext &context)
        : m_policy(policy)
        , m_routes(routes)
        , m_context(context)
        , m_problems(context.problems)
        , m_facts(context.targets, references)
        , m_groups(routes)
    {}

    void run(const JsonPlace &root)
    {
        for (const CheckedRoute &route : m_routes) {
            const GraphIndex &graph = route.graph;
            for (std::size_t node = 0; node < graph.count(); ++node) {
                if (graph.nodes[node] && graph.isReached(node))
                    checkNode(graph, node);
            }
        }
        checkKeys(root.member(QStringLiteral("providers")));
        checkBudgets(root.member(QStringLiteral("budgets")));
    }

private:
    void checkNode(const GraphIndex &graph, std::size_t node)
    {
        const RouteNode &built = *graph.nodes[node];
        forEachTarget(built, [this](const QString &name) {
            if (!m_isUsed.contains(name)) {
                m_isUsed.insert(name);
                m_used.append(name);
            }
        });
        if (const auto *pool = std::get_if<PoolNode>(&built.body)) {
            checkPoolPrices(JsonPlace(*graph.values[node], graph.pathOf(node)), *pool);
            return;
        }
        // Both are in the order of the fields.
        auto link = graph.links[node].begin();
        for (const NeedsOfLink &needs : needsOf(built)) {
            while (link != graph.links[node].end()
                   && (link->field != needs.field || link->item != needs.item))
                ++link;
            if (link != graph.links[node].end())
                checkNeeds(graph, node, *link, needs.needs);
        }
    }

    // Prices.

    QStringList withoutPrice(const QStringList &names)
    {
        QStringList unknown;
        for (const QString &name : names) {
            if (m_facts.find(name).isPriceUnknown)
                unknown.append(name);
        }
        return unknown;
    }

    void checkPoolPrices(const JsonPlace &place, const PoolNode &pool)
    {
        QStringList members;
        for (const PoolMember &member : pool.members)
            members.append(member.target);
        const QStringList unknown = withoutPrice(members);
        if (unknown.isEmpty())
            return;
        const bool comparesCost = pool.strategy == Strategy::Cheapest
            || pool.strategy == Strategy::PriceAndSpeed
            || (pool.strategy == Strategy::Balanced && pool.balance.cost > 0);
        if (comparesCost)
            m_problems.warning(
                place.member(QStringLiteral("members")),
                QStringLiteral("The price of %1 is not known, but \"%2\" goes by "
                               "it.")
                    .arg(namesInWords(unknown), nameOf(strategyNames, pool.strategy)),
                priceHint());
        const JsonPlace limits = place.member(QStringLiteral("limits"));
        for (std::size_t i = 0; i < limits.count(); ++i) {
            const PoolLimit &limit = pool.limits[static_cast<qsizetype>(i)];
            if (limit.measure == Measure::Cost || limit.measure == Measure::InputPrice)
                m_problems.warning(limits.item(i),
                                   QStringLiteral("The price of %1 is not known; this limit lets "
                                                  "it pass.")
                                       .arg(namesInWords(unknown)),
                                   priceHint());
        }
    }

    void checkBudgets(const JsonPlace &budgets)
    {
        for (std::size_t i = 0; i < budgets.count(); ++i) {
            const Budget &budget = m_policy.budgets[static_cast<qsizetype>(i)];
            if (budget.microDollars <= 0)
                continue; // the schema has refused it
            QStringList names = m_used;
            if (!budget.route.isEmpty())
                names = m_groups.ofRoute(budget.route);
            if (!budget.provider.isEmpty()) {
                names.removeIf([&](const QString &name) {
                    const Provider *provider = m_context.targets.find(name).provider;
                    return !provider || provider->id != budget.provider;
                });
            }
            const QStringList unknown = withoutPrice(names);
            if (unknown.isEmpty())
                continue;
            // "most" lets nothing in whose cost has no bound.
            const QString words = budget.reserve == Budget::Reserve::Most
                ? QStringLiteral("The price of %1 is not known; this budget never lets it serve.")
                : QStringLiteral("The price of %1 is not known; this budget counts nothing for "
                                 "it.");
            m_problems.warning(budgets.item(i), words.arg(namesInWords(unknown)), priceHint());
        }
    }

    // Keys.

    void checkKeys(const JsonPlace &providers)
    {
        for (std::size_t i = 0; i < providers.count(); ++i) {
            const Provider &provider = m_policy.providers[static_cast<qsizetype>(i)];
            if (!provider.keys.isEmpty() || isLocal(provider))
                continue;
            const auto user = std::ranges::find_if(m_used, [&](const QString &name) {
                const Provider *its = m_context.targets.find(name).provider;
                return its && its->id == provider.id;
            });
            if (user != m_used.end())
                m_problems.warning(providers.item(i),
                                   QStringLiteral("The provider %1 has no key, and %2 uses it.")
                                       .arg(quoted(provider.id), quoted(*user)),
                                   QStringLiteral("Add \"keys\": [\"keychain:NAME\"] or "
                                                  "[\"env:NAME\"]."));
        }
    }

    // Abilities and context windows.

    void checkNeeds(const GraphIndex &graph, std::size_t from, const GraphIndex::Link &link,
                    const RequestNeeds &needs)
    {
        struct Need
        {
            Ability ability;
            QString words;
            QString hint;
        };
        const QString passedOver = QStringLiteral("Such a target is passed over.");
        const Need abilities[] = {
            {Ability::Tools, QStringLiteral("call tools"), passedOver},
            {Ability::JsonSchema, QStringLiteral("follow a JSON schema"),
             QStringLiteral("Such a target is passed over, unless the request is translated for "
                            "it: a tool stands for the schema then.")},
            {Ability::Images, QStringLiteral("take images"), passedOver},
            {Ability::Documents, QStringLiteral("take documents"), passedOver},
            {Ability::Reasoning, QStringLiteral("reason"),
             QStringLiteral("It is asked all the same, and answers without, or refuses.")},
        };
        const std::vector<QStringList> groups = m_groups.from(graph, link.node);
        for (const auto &[ability, words, hint] : abilities) {
            if (!needs.needs(ability))
                continue;
            const QStringList unable = those(groups, [ability = ability](const auto &facts) {
                return facts.model.can(ability) == ModelFacts::Answer::No;
            });
            if (!unable.isEmpty())
                m_problems.warning(*link.value, graph.pathOf(from, link),
                                   QStringLiteral("This leads to %1, whose model cannot %2.")
                                       .arg(namesInWords(unable), words),
                                   hint);
        }
        const QStringList small = those(groups, [&needs](const auto &facts) {
            return facts.contextWindow >= 0
                && static_cast<double>(facts.contextWindow) <= needs.inputTokens;
        });
        if (!small.isEmpty())
            m_problems.warning(*link.value, graph.pathOf(from, link),
                               QStringLiteral("This leads to %1, whose context window has only "
                                              "%2 tokens.")
                                   .arg(namesInWords(small))
                                   .arg(m_facts.find(small.first()).contextWindow),
                               QStringLiteral("Requests that come this way do not fit."));
    }

    /// The targets of those groups all of which \a isWrong is true for.
    template<typename IsWrong>
    QStringList those(const std::vector<QStringList> &groups, IsWrong isWrong)
    {
        QStringList found;
        for (const QStringList &group : groups) {
            if (std::ranges::all_of(
                    group, [&](const QString &name) { return isWrong(m_facts.find(name)); }))
                found += group;
        }
        found.removeDuplicates();
        return found;
    }

    const Policy &m_policy;
    const std::vector<CheckedRoute> &m_routes;
    const NodeContext &m_context;
    ProblemList &m_problems;
    TargetFacts m_facts;
    TargetGroups m_groups;
    QStringList m_used; ///< names that graphs lead to, each once
    QSet<QString> m_isUsed;
};

} // namespace

void checkAgainstCatalog(const JsonPlace &root, const Policy &policy,
                         const std::vector<CheckedRoute> &routes,
                         const PolicyReferences &references, const NodeContext &context)
{
    CatalogCheck(policy, routes, references, context).run(root);
}

} // namespace signalbox::models
