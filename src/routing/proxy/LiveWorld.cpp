// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/LiveWorld.h"

#include "models/base/Murmur3.h"
#include "models/base/TimeUnits.h"
#include "models/catalog/Price.h"
#include "routing/proxy/ProxySnapshot.h"
#include "routing/route/FigureReader.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace signalbox::routing {

using models::Unit;
using Obstacle = MemberFigures::Obstacle;

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

void LiveWorld::comeBy(std::span<const int> passed)
{
    const bool isEdited = std::ranges::any_of(passed, [this](int node) {
        return m_surroundings.plan.node(node).kind == models::RouteNodeKind::Transform;
    });
    RequestVersion *edited = isEdited ? &version(passed) : nullptr;
    if (std::exchange(m_edited, edited) != edited)
        m_priced = {};
}

const RequestSurvey &LiveWorld::survey()
{
    return m_edited ? m_edited->survey() : requestSignals().survey();
}

const CandidateBook &LiveWorld::book(const Candidate &candidate)
{
    return m_surroundings.books.of(candidate, m_wallMs);
}

CandidateScores LiveWorld::scores(const Candidate &candidate)
{
    return m_surroundings.books.scoresOf(candidate, state().scoreboard);
}

const LiveWorld::Reach &LiveWorld::reach(const models::Provider &provider)
{
    if (m_reach.provider == &provider)
        return m_reach;
    m_reach = {};
    m_reach.provider = &provider;
    if (m_surroundings.access)
        m_reach.access = m_surroundings.access(provider);
    if (!m_reach.access)
        return m_reach;
    const auto &keys = m_reach.access->keys;
    m_reach.hasKey = keys.empty()
        || std::ranges::any_of(keys, [](const auto &key) { return !key.value.empty(); });
    return m_reach;
}

KeyAtModel LiveWorld::keyAtModel(const Candidate &candidate, int key)
{
    return m_surroundings.books.keyOf(candidate, key, state().scoreboard);
}

bool LiveWorld::mayTryKey(const Candidate &candidate, int key)
{
    return keyAtModel(candidate, key).mayTry(m_surroundings.clock.monotonicNs());
}

std::optional<qint64> LiveWorld::keysBarredUntilNs(const Candidate &candidate, qint64 nowNs)
{
    const ProviderAccess *access = reach(*candidate.provider).access;
    if (!access)
        return std::nullopt;
    std::optional<qint64> soonest;
    const auto look = [&](int index) {
        const KeyAtModel key = keyAtModel(candidate, index);
        if (key.mayTry(nowNs))
            return true;
        const qint64 opensNs = key.opensAgainAtNs(nowNs);
        soonest = std::min(soonest.value_or(opensNs), opensNs);
        return false;
    };
    if (access->keys.empty() && look(-1))
        return std::nullopt;
    for (std::size_t i = 0; i < access->keys.size(); ++i) {
        // One that cannot be read is no way in.
        if (!access->keys[i].value.empty() && look(static_cast<int>(i)))
            return std::nullopt;
    }
    return soonest;
}

qint64 LiveWorld::contextWindow(const Candidate &candidate)
{
    return book(candidate).facts.contextWindow;
}

std::optional<double> LiveWorld::expectedCost(const Candidate &candidate)
{
    if (m_priced.candidate == &candidate)
        return m_priced.dollars;
    m_priced = {.candidate = &candidate, .dollars = costOf(candidate, usualAnswer(candidate))};
    return m_priced.dollars;
}

qint64 LiveWorld::usualAnswer(const Candidate &candidate)
{
    const Figure output = scores(candidate).target->outputTokens(taskType());
    const double others = m_pooledOutput >= 0 ? m_pooledOutput : FigureReader::usualOutputTokens;
    const qint64 tokens = std::llround(output.isKnown() ? output.value : others);
    const qint64 limit = maxOutputTokens();
    return (limit > 0 ? std::min(tokens, limit) : tokens) * survey().choices;
}

qint64 LiveWorld::longestAnswer(const Candidate &candidate)
{
    if (m_call.served.endpoint.operation == Operation::Embed)
        return 0;
    const qint64 allowed = maxOutputTokens();
    const qint64 possible = book(candidate).facts.maxOutput;
    const qint64 longest =
        allowed > 0 && possible > 0 ? std::min(allowed, possible) : std::max(allowed, possible);
    return longest < 0 ? longest : longest * survey().choices;
}

std::optional<double> LiveWorld::costOf(const Candidate &candidate, qint64 outputTokens)
{
    const qint64 input = std::max<qint64>(0, inputTokens());
    const auto &price = book(candidate).price;
    const auto money =
        price ? models::cost(*price, {.input = input, .output = outputTokens}) : std::nullopt;
    return money ? std::optional(money->dollars()) : std::nullopt;
}

qint64 LiveWorld::maxOutputTokens()
{
    const auto limit = survey().maxOutputTokens;
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
    if (!m_inputTokens) {
        m_inputTokens = number(models::SignalKind::InputTokens);
        // Priced roughly rather than not at all: the cheapest would be drawn by chance, and budgets
        // would reserve nothing.
        constexpr std::size_t bytesPerToken = 4;
        if (*m_inputTokens < 0 && requestSignals().isOutOfTime())
            m_inputTokens = static_cast<qint64>(m_call.request.body().size() / bytesPerToken);
    }
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
    if (const Obstacle lasting = inability(candidate); lasting != Obstacle::Nothing)
        return {.obstacle = lasting};
    // Before the breaker: with all breakers open somebody is asked all the same, but never for
    // money or tokens that are not to be spent.
    if (const Obstruction spent = spendingObstruction(candidate);
        spent.obstacle != Obstacle::Nothing)
        return spent;
    const qint64 nowNs = m_surroundings.clock.monotonicNs();
    const Breaker &breaker = *scores(candidate).model;
    const models::TargetConditions *taken = assumed(candidate.target);
    if (taken && taken->isBreakerOpen)
        return {.obstacle = *taken->isBreakerOpen ? Obstacle::Breaker : Obstacle::Nothing};
    if (!breaker.mayTry(nowNs))
        return {.obstacle = Obstacle::Breaker,
                .retryAfterMs = (breaker.opensAgainAtNs(nowNs) - nowNs) / models::nsPerMs};
    if (const auto untilNs = keysBarredUntilNs(candidate, nowNs))
        return {.obstacle = Obstacle::Breaker,
                .retryAfterMs = (*untilNs - nowNs) / models::nsPerMs};
    return {};
}

const models::TargetConditions *LiveWorld::assumed(const QString &target) const
{
    if (!m_surroundings.assumed)
        return nullptr;
    const auto found = m_surroundings.assumed->constFind(target);
    return found == m_surroundings.assumed->cend() ? nullptr : &*found;
}

RequestVersion &LiveWorld::version(std::span<const int> passed)
{
    return m_versions.of(m_surroundings.plan, passed, *this);
}

std::string LiveWorld::decisiveBehind(const PlanNode &cache)
{
    std::string decisive;
    const auto add = [&decisive](std::string_view text) {
        decisive.append(std::to_string(text.size())).append(":").append(text);
    };
    for (const SignalQuery &query : cache.queries) {
        const SignalReading reading = requestSignals().read(query);
        decisive.push_back(static_cast<char>('0' + reading.index()));
        if (const auto *text = std::get_if<std::string_view>(&reading))
            add(*text);
        else if (const auto *number = std::get_if<double>(&reading))
            add(std::to_string(*number));
        else if (const auto *flag = std::get_if<bool>(&reading))
            add(*flag ? "1" : "0");
    }
    for (const int index : cache.splits) {
        const PlanNode &node = m_surroundings.plan.node(index);
        const auto &split = std::get<PlannedSplit>(node.compiled);
        const std::string_view text = unit(node.body<models::SplitNode>().unit).text;
        add(std::to_string(split.armOf(static_cast<int>(models::splitBucket(split.seed, text)))));
    }
    return decisive;
}

bool LiveWorld::hasCached(const PlanNode &node, std::span<const int> passed)
{
    const auto &cacheNode = node.body<models::CacheNode>();
    const std::string id = node.id.toStdString();
    const std::string decisive = decisiveBehind(node);
    auto key = cacheKeyOf(version(passed).call(),
                          {.route = m_route,
                           .node = id,
                           .client = cacheNode.isPerClient ? m_client : std::string_view(),
                           .decisive = decisive});
    if (!key)
        return false;
    ResponseCache &cache = state().cache;
    m_cached = m_surroundings.isPeek ? cache.peek(*key, m_wallMs) : cache.find(*key, m_wallMs);
    if (!m_cached)
        m_cacheMisses.push_back(
            {.node = &cacheNode, .key = std::move(*key), .generation = cache.generation()});
    return m_cached != nullptr;
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
