// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Clock.h"
#include "models/routetests/RouteTests.h"
#include "routing/proxy/ClientCall.h"
#include "routing/proxy/PlanBooks.h"
#include "routing/proxy/RequestVersions.h"
#include "routing/proxy/RoutingState.h"
#include "routing/route/RoutePlan.h"
#include "routing/route/RouteWorld.h"
#include "routing/signals/RequestSignals.h"

#include <functional>
#include <optional>
#include <string>

namespace signalbox::routing {

struct ProviderAccess;

/// What a decision goes by, besides the request.
struct Surroundings
{
    const RoutePlan &plan;
    RoutingState &state;
    PlanBooks &books;
    const models::Clock &clock;
    /// How a provider is reached, with its keys; null for an explanation without a proxy, which
    /// takes every key for usable.
    std::function<const ProviderAccess *(const models::Provider &)> access;
    std::function<double()> random; ///< in [0, 1)
    /// A peek changes nothing: no pool's turn is taken.
    bool isPeek = false;
    /// What a simulation takes of targets instead of what was measured, by their names; null takes
    /// everything as it is.
    const QMap<QString, models::TargetConditions> *assumed = nullptr;
};

/// The world of one request: its signals, and what the proxy knows at this moment. Live traffic and
/// explanations both decide by it. Lives on the proxy thread; all it is made of must outlive it.
class LiveWorld final : public RouteWorld
{
public:
    LiveWorld(RequestVersions &versions, std::string_view client, std::string_view exchangeId,
              Surroundings surroundings);
    ~LiveWorld() override;

    SignalSource &signalSource() override { return requestSignals(); }
    void beginWalk() override;
    void enterRoute(const QString &name) override;
    void comeBy(std::span<const int> passed) override;
    bool givesWay(const PlanNode &budget) override;
    void leaveBudget(const PlanNode &budget) override;
    bool mayDowngrade() const override { return !m_downgradeRoute.isEmpty(); }
    Obstruction obstruction(const Candidate &candidate) override;
    Obstruction spendingObstruction(const Candidate &candidate) override;
    /// Whether the breakers of a key let it be used for \a candidate.
    [[nodiscard]] bool mayTryKey(const Candidate &candidate, int key);
    [[nodiscard]] CandidateScores scores(const Candidate &candidate);
    [[nodiscard]] KeyAtModel keyAtModel(const Candidate &candidate, int key);
    void rankPool(const PlanNode &node, PoolTrace &trace) override;
    Room budgetRoom(const PlanNode &node) override;
    Room rateRoom(const PlanNode &node, int index) override;
    bool hasCached(const PlanNode &node, std::span<const int> passed) override;
    UnitText unit(models::Unit wanted) override;
    qint64 contextWindow(const Candidate &candidate) override;

    /// Made when first asked for: a target that is asked for by its name needs none.
    [[nodiscard]] RequestSignals &requestSignals();
    [[nodiscard]] bool hasSignals() const { return m_signals.has_value(); }
    [[nodiscard]] const Surroundings &surroundings() const { return m_surroundings; }
    [[nodiscard]] RoutingState &state() { return m_surroundings.state; }
    [[nodiscard]] const CandidateBook &book(const Candidate &candidate);
    /// US dollars that this request is expected to cost there; nothing when unknown.
    [[nodiscard]] std::optional<double> expectedCost(const Candidate &candidate);
    /// What budgets set aside for it there.
    [[nodiscard]] BudgetAmounts amountsFor(const Candidate &candidate);
    /// The budgets that count an attempt there.
    [[nodiscard]] BudgetIndices budgetsFor(const Candidate &candidate);
    [[nodiscard]] const QString &clientName() const { return m_clientName; }
    [[nodiscard]] qint64 wallMs() const { return m_wallMs; }
    /// An estimate, -1 unknown.
    [[nodiscard]] qint64 inputTokens();
    /// Input and output that \a limits are asked for, 0 when they count no tokens. An answer of
    /// unknown length asks for no more than the whole limit, so that small limits let one through.
    [[nodiscard]] qint64 expectedTokens(const models::RateLimits &limits);
    /// Index in taskTypeNames(), -1 unknown.
    [[nodiscard]] int taskType();
    /// The same where a decision has asked for it, else -1: finding out costs.
    [[nodiscard]] int knownTaskType() const { return m_taskType.value_or(-1); }
    /// What the limiter counts a rate limit node by.
    [[nodiscard]] quint64 rateKey(const PlanNode &node);
    /// The request behind the transform nodes among \a passed.
    [[nodiscard]] RequestVersion &version(std::span<const int> passed);

    /// A cache node that was asked in vain: the answer may be kept there.
    struct CacheMiss
    {
        const models::CacheNode *node = nullptr;
        CacheKey key;
        quint64 generation = 0; ///< of the cache
    };
    /// What the cache node at which the walk ended has; valid until the cache is changed.
    [[nodiscard]] const CachedAnswer *cached() const { return m_cached; }
    [[nodiscard]] std::span<const CacheMiss> cacheMisses() const
    {
        return {m_cacheMisses.data(), m_cacheMisses.size()};
    }

    /// The route that serves instead of targets whose budget is used up; empty when no such budget
    /// was met, or goOnAs() was called.
    [[nodiscard]] const QString &downgradeRoute() const { return m_downgradeRoute; }
    /// The request is served by downgradeRoute() from now on: budgets that wish so no longer bar.
    void goOnDowngraded();
    [[nodiscard]] bool isDowngraded() const { return m_isDowngraded; }
    /// Budgets that are used up and only want that to be told.
    [[nodiscard]] const QStringList &warnings() const { return m_warnings; }
    /// When the first of the budgets that barred a target begins anew, in ms; -1: none did.
    [[nodiscard]] qint64 budgetRetryAfterMs() const { return m_budgetRetryAfterMs; }

    /// The conversation stays with \a candidate in \a pool, if that is wished or the answer
    /// \a callsTools, whose results it has to be told. After a success.
    void bind(const PlanNode &pool, const Candidate &candidate, bool callsTools);

private:
    /// A provider and its keys, as they are for this request.
    struct Reach
    {
        const models::Provider *provider = nullptr;
        const ProviderAccess *access = nullptr; ///< null: every key is taken for usable
        bool hasKey = true; ///< that can be read, or needs none
    };

    /// Valid until another provider is asked for: members of a pool mostly share one.
    [[nodiscard]] const Reach &reach(const models::Provider &provider);
    /// Until when the breakers of all its keys bar \a candidate; nothing while one may be used.
    [[nodiscard]] std::optional<qint64> keysBarredUntilNs(const Candidate &candidate, qint64 nowNs);
    /// What the request costs with an answer of this many tokens; nothing when no price is known.
    [[nodiscard]] std::optional<double> costOf(const Candidate &candidate, qint64 outputTokens);
    /// With the longest answer, as far as the input can be told; nothing when there is no bound.
    [[nodiscard]] std::optional<double> highestCost(const Candidate &candidate);
    /// The longest answer that is allowed, by the request or by the model; -1 unknown.
    [[nodiscard]] qint64 longestAnswer(const Candidate &candidate);
    /// An answer of usual length, within what is allowed.
    [[nodiscard]] qint64 usualAnswer(const Candidate &candidate);
    /// What a simulation takes of \a target; null: nothing.
    [[nodiscard]] const models::TargetConditions *assumed(const QString &target) const;
    [[nodiscard]] qint64 maxOutputTokens(); ///< what the client allows, -1 no limit
    /// Of the request as the nodes passed have left it.
    [[nodiscard]] const RequestSurvey &survey();
    [[nodiscard]] qint64 number(models::SignalKind kind);
    /// Whether a budget bars \a candidate; notes what else full budgets ask for.
    [[nodiscard]] bool isBudgetFull(const Candidate &candidate);
    [[nodiscard]] Obstruction memberObstruction(const Candidate &candidate);
    /// What the request asks for and \a candidate cannot do: dialect, abilities, size.
    [[nodiscard]] MemberFigures::Obstacle inability(const Candidate &candidate);
    [[nodiscard]] bool lacksAbility(const Candidate &candidate, const models::ModelFacts &facts);
    /// What behind a cache node decides who answers, and the body does not say.
    [[nodiscard]] std::string decisiveBehind(const PlanNode &cache);
    /// Who has not answered yet is taken to answer at such length as the other members of its pool:
    /// else those would be cheap only for being known.
    void poolOutput(const PlanNode &pool);
    /// Tells \a context whom the conversation was served by, and what leaving costs.
    void keep(const PlanNode &node, quint64 key, RankingContext &context);

    RequestVersions &m_versions;
    const ClientCall &m_call; ///< as it came
    std::string_view m_client;
    std::string_view m_exchangeId;
    Surroundings m_surroundings;
    std::optional<RequestSignals> m_signals;
    QString m_clientName;
    QString m_firstRoute; ///< that was asked for; budgets go by it
    Reach m_reach;
    /// Budgets and the ranking ask for it one after the other.
    struct
    {
        const Candidate *candidate = nullptr;
        std::optional<double> dollars;
    } m_priced;
    double m_pooledOutput = -1; ///< tokens of an answer, mean of the members of the last pool
    std::optional<qint64> m_inputTokens;
    std::optional<int> m_taskType;
    std::string m_modelUtf8; ///< the name asked for
    std::string m_route;
    const CachedAnswer *m_cached = nullptr;
    boost::container::small_vector<CacheMiss, 1> m_cacheMisses;
    QString m_downgradeRoute;
    QStringList m_warnings;
    RequestVersion *m_edited = nullptr; ///< what transforms on the way made of it; null: none were
    boost::container::small_vector<int, 2> m_fullBudgets; ///< that have barred somebody
    boost::container::small_vector<int, 2> m_overBudgets; ///< whose nodes were left by `over`
    qint64 m_budgetRetryAfterMs = -1;
    bool m_isDowngraded = false;
    qint64 m_wallMs = 0;
};

} // namespace signalbox::routing
