// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/LiveWorld.h"

#include "models/catalog/Price.h"
#include "routing/dialect/Service.h"
#include "routing/proxy/ProxySnapshot.h"
#include "routing/route/FigureReader.h"

#include <algorithm>
#include <cmath>

namespace signalbox::routing {

using models::Unit;
using Obstacle = MemberFigures::Obstacle;

namespace {
constexpr qint64 nsPerMs = 1'000'000;
}

LiveWorld::LiveWorld(RequestVersions &versions, std::string_view client,
                     std::string_view exchangeId, Surroundings surroundings)
    : m_versions(versions)
    , m_call(versions.original())
    , m_client(client)
    , m_exchangeId(exchangeId)
    , m_surroundings(std::move(surroundings))
    , m_clientName(QString::fromUtf8(client.data(), static_cast<qsizetype>(client.size())))
    , m_modelUtf8(m_call.model.toStdString())
    , m_wallMs(m_surroundings.clock.wallMs())
{}

LiveWorld::~LiveWorld() = default;

RequestSignals &LiveWorld::requestSignals()
{
    if (!m_signals) {
        m_signals.emplace(RequestSignals::Facts{.head = m_call.request.head(),
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
    if (m_route.empty())
        m_firstRoute = name;
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

std::optional<double> LiveWorld::expectedCost(const Candidate &candidate)
{
    const auto &price = book(candidate).price;
    if (!price)
        return std::nullopt;
    const Figure output = state().scoreboard.score(candidate.target).outputTokens(taskType());
    qint64 outputTokens =
        static_cast<qint64>(output.isKnown() ? output.value : FigureReader::usualOutputTokens);
    if (const qint64 limit = maxOutputTokens(); limit > 0)
        outputTokens = std::min(outputTokens, limit);
    const auto money =
        models::cost(*price, {.input = std::max<qint64>(0, inputTokens()), .output = outputTokens});
    return money ? std::optional(money->dollars()) : std::nullopt;
}

qint64 LiveWorld::maxOutputTokens()
{
    const auto limit = requestSignals().survey().maxOutputTokens;
    return limit && *limit > 0 ? static_cast<qint64>(*limit) : -1;
}

qint64 LiveWorld::number(models::SignalKind kind)
{
    const SignalReading reading = requestSignals().read({.kind = kind, .argument = {}, .slot = -1});
    const auto *value = std::get_if<double>(&reading);
    return value ? static_cast<qint64>(*value) : -1;
}

qint64 LiveWorld::inputTokens()
{
    if (!m_inputTokens)
        m_inputTokens = number(models::SignalKind::InputTokens);
    return *m_inputTokens;
}

int LiveWorld::taskType()
{
    if (!m_taskType) {
        static const QStringList names = models::taskTypeNames();
        const SignalReading reading = requestSignals().read(
            {.kind = models::SignalKind::TaskType, .argument = {}, .slot = -1});
        const auto *text = std::get_if<std::string_view>(&reading);
        m_taskType = text ? static_cast<int>(names.indexOf(
                         QLatin1String(text->data(), static_cast<qsizetype>(text->size()))))
                          : -1;
    }
    return *m_taskType;
}

Obstruction LiveWorld::obstruction(const Candidate &candidate)
{
    const qint64 nowNs = m_surroundings.clock.monotonicNs();
    const Breaker &breaker =
        state().scoreboard.modelBreaker(candidate.provider->id, candidate.model);
    if (!breaker.mayTry(nowNs))
        return {.obstacle = Obstacle::Breaker,
                .retryAfterMs = (breaker.opensAgainAtNs(nowNs) - nowNs) / nsPerMs};
    if (isBudgetFull(candidate))
        return {.obstacle = Obstacle::Budget, .retryAfterMs = m_budgetRetryAfterMs};
    return {};
}

bool LiveWorld::isBudgetFull(const Candidate &candidate)
{
    const BudgetLedger &ledger = state().budgets;
    if (ledger.budgets().isEmpty())
        return false;
    bool isBarred = false;
    const qint64 amount = amountFor(candidate);
    for (const int index : budgetsFor(candidate)) {
        const BudgetRoom room = ledger.room(index, m_clientName, amount, m_wallMs);
        if (room.fits)
            continue;
        const models::Budget &budget = ledger.budgets()[index];
        if (budget.onLimit == models::Budget::OnLimit::Warn
            || (budget.onLimit == models::Budget::OnLimit::Downgrade && m_isDowngraded)) {
            if (!m_warnings.contains(budget.id))
                m_warnings.append(budget.id);
            continue;
        }
        isBarred = true;
        if (budget.onLimit == models::Budget::OnLimit::Downgrade && m_downgradeRoute.isEmpty())
            m_downgradeRoute = budget.downgradeRoute;
        const qint64 wait = room.resetsAtMs - m_wallMs;
        if (m_budgetRetryAfterMs < 0 || wait < m_budgetRetryAfterMs)
            m_budgetRetryAfterMs = wait;
    }
    return isBarred;
}

void LiveWorld::goOnDowngraded()
{
    m_isDowngraded = true;
    m_downgradeRoute.clear();
    m_budgetRetryAfterMs = -1;
}

RequestVersion &LiveWorld::version(std::span<const int> passed)
{
    return m_versions.of(m_surroundings.plan, passed, *this);
}

bool LiveWorld::hasCached(const PlanNode &node, std::span<const int> passed)
{
    const auto &cacheNode = node.body<models::CacheNode>();
    const std::string id = node.id.toStdString();
    auto key = cacheKeyOf(version(passed).call(),
                          {.route = m_route,
                           .node = id,
                           .client = cacheNode.isPerClient ? m_client : std::string_view()});
    if (!key)
        return false;
    ResponseCache &cache = state().cache;
    m_cached = m_surroundings.isPeek ? cache.peek(*key, m_wallMs) : cache.find(*key, m_wallMs);
    if (!m_cached)
        m_cacheMisses.push_back(
            {.node = &cacheNode, .key = std::move(*key), .generation = cache.generation()});
    return m_cached != nullptr;
}

BudgetIndices LiveWorld::budgetsFor(const Candidate &candidate)
{
    return state().budgets.applicable(m_firstRoute, candidate.provider->id, m_clientName);
}

qint64 LiveWorld::amountFor(const Candidate &candidate)
{
    constexpr double microDollars = 1e6;
    const auto cost = expectedCost(candidate);
    return cost ? std::llround(*cost * microDollars) : BudgetLedger::unknownAmount;
}

Obstacle LiveWorld::obstacleOf(const Candidate &candidate)
{
    if (serviceOf(*candidate.provider, m_call.served.endpoint) == Service::None)
        return Obstacle::Dialect;
    const models::ModelFacts &facts = book(candidate).facts;
    const auto lacks = [&](models::Ability ability) {
        return facts.can(ability) == models::ModelFacts::Answer::No;
    };
    const RequestSurvey &survey = requestSignals().survey();
    if ((survey.tools > 0 && lacks(models::Ability::Tools))
        || (survey.images > 0 && lacks(models::Ability::Images))
        || (survey.documents > 0 && lacks(models::Ability::Documents)))
        return Obstacle::Capability;
    if (facts.contextWindow > 0 && inputTokens() > facts.contextWindow)
        return Obstacle::Context;
    if (m_surroundings.access) {
        const ProviderAccess *access = m_surroundings.access(*candidate.provider);
        const bool hasKey = !access || access->keys.empty()
            || std::ranges::any_of(
                access->keys, [](const ProviderAccess::Key &key) { return !key.value.empty(); });
        if (!hasKey)
            return Obstacle::Key;
    }
    return isBudgetFull(candidate) ? Obstacle::Budget : Obstacle::Nothing;
}

void LiveWorld::rankPool(const PlanNode &node, PoolTrace &trace)
{
    const auto &pool = node.body<models::PoolNode>();
    Scoreboard &board = state().scoreboard;
    const qint64 nowNs = m_surroundings.clock.monotonicNs();
    const FigureReader reader({.pool = pool,
                               .accuracies = board.accuracies(),
                               .taskType = taskType(),
                               .inputTokens = inputTokens(),
                               .maxOutputTokens = maxOutputTokens(),
                               .nowNs = nowNs});
    for (const int index : node.candidates) {
        if (index == PlanNode::none) {
            trace.figures.push_back({.obstacle = Obstacle::Capability});
            continue;
        }
        const Candidate &candidate = m_surroundings.plan.candidate(index);
        const auto &price = book(candidate).price;
        boost::container::small_vector<const Breaker *, 4> keys;
        if (m_surroundings.access) {
            const ProviderAccess *access = m_surroundings.access(*candidate.provider);
            if (access && access->keys.empty())
                keys.push_back(&board.key(candidate.provider->id, -1).breaker);
            for (std::size_t key = 0; access && key < access->keys.size(); ++key)
                keys.push_back(&board.key(candidate.provider->id, static_cast<int>(key)).breaker);
        }
        trace.figures.push_back(
            reader.read({.target = candidate.target,
                         .score = &board.score(candidate.target),
                         .price = price ? &*price : nullptr,
                         .model = &board.modelBreaker(candidate.provider->id, candidate.model),
                         .keys = {keys.data(), keys.size()},
                         .obstacle = obstacleOf(candidate)}));
    }
    RankingContext context{.pool = pool, .members = {trace.figures.data(), trace.figures.size()}};
    const quint64 key = poolKey(node);
    context.turn = m_surroundings.isPeek ? state().turns[key] : state().turns[key]++;
    for (double &random : context.random)
        random = m_surroundings.random();
    keep(node, key, context);
    trace.ranking = rank(context);
}

quint64 LiveWorld::poolKey(const PlanNode &node) const
{
    return ConversationMemory::bindingKey(m_surroundings.plan.routeName(node.route), node.id);
}

void LiveWorld::keep(const PlanNode &node, quint64 key, RankingContext &context)
{
    if (!context.pool.affinity.isOn)
        return;
    const std::string &conversation = requestSignals().conversation().id;
    const QString kept = state().conversations.bound(conversation, key, m_wallMs);
    if (kept.isEmpty())
        return;
    for (qsizetype i = 0; i < context.pool.members.size(); ++i) {
        if (context.pool.members[i].target == kept)
            context.kept = static_cast<int>(i);
    }
    if (context.kept < 0)
        return;
    context.isPinned = requestSignals().survey().isToolTurn;
    const int index = node.candidates[static_cast<std::size_t>(context.kept)];
    if (!context.pool.affinity.countsCache || index == PlanNode::none)
        return;
    // What the conversation's beginning costs anew: the kept target may have it in its cache.
    const auto &price = book(m_surroundings.plan.candidate(index)).price;
    if (!price)
        return;
    const qint64 tokens = std::max<qint64>(0, inputTokens());
    const auto whole = models::cost(*price, {.input = tokens, .output = 0});
    const auto cached = models::cost(*price, {.input = tokens, .cachedInput = tokens, .output = 0});
    if (whole && cached)
        context.cacheLoss = std::max(0.0, (*whole - *cached).dollars());
}

void LiveWorld::bind(const PlanNode &pool, const Candidate &candidate)
{
    const auto &affinity = pool.body<models::PoolNode>().affinity;
    const std::string &conversation = requestSignals().conversation().id;
    if (affinity.isOn && !conversation.empty())
        state().conversations.bind(
            conversation, poolKey(pool), candidate.target, m_wallMs,
            std::chrono::duration_cast<std::chrono::milliseconds>(affinity.keep).count());
}

Room LiveWorld::budgetRoom(const PlanNode &node)
{
    // By its id: the ledger's places are those of the newest policy, and this exchange may have
    // begun with another.
    const int budget = state().budgets.indexOf(node.body<models::BudgetNode>().budget);
    if (budget < 0)
        return {};
    constexpr double microDollars = 1e6;
    // Which target will serve is not known yet: there is room while anything is left.
    const BudgetRoom room =
        state().budgets.room(budget, m_clientName, BudgetLedger::unknownAmount, m_wallMs);
    return {.fits = room.fits,
            .what = Room::What::Money,
            .used = static_cast<double>(room.used + room.reserved) / microDollars,
            .limit = static_cast<double>(room.limit) / microDollars,
            .retryAfterMs = room.resetsAtMs - m_wallMs};
}

quint64 LiveWorld::rateKey(const PlanNode &node)
{
    const auto &limit = node.body<models::RateLimitNode>();
    const QString owner = m_surroundings.plan.routeName(node.route) + QLatin1Char('/') + node.id;
    return rateUnit(owner.toStdString(), unit(limit.per).text);
}

Room LiveWorld::rateRoom(const PlanNode &node, int /*index*/)
{
    const auto &limit = node.body<models::RateLimitNode>();
    const RateVerdict verdict =
        state().limiter.peek(limit.limits, rateKey(node), std::max<qint64>(0, inputTokens()),
                             m_surroundings.clock.monotonicNs());
    Room room{.fits = verdict.isAdmitted(), .retryAfterMs = verdict.retryAfterMs};
    switch (verdict.limit) {
    case RateLimitKind::Tokens:
        room.what = Room::What::Tokens;
        room.limit = static_cast<double>(limit.limits.tokens);
        break;
    case RateLimitKind::Concurrent:
        room.what = Room::What::Concurrent;
        room.limit = limit.limits.concurrent;
        break;
    case RateLimitKind::Nothing:
    case RateLimitKind::Requests:
    case RateLimitKind::Units:
        room.what = Room::What::Requests;
        room.limit = static_cast<double>(limit.limits.requests);
        break;
    }
    return room;
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
