// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/Explain.h"

#include "models/catalog/ModelFacts.h"
#include "models/catalog/PriceBook.h"
#include "routing/proxy/CandidateVerdict.h"
#include "routing/proxy/ClientCall.h"
#include "routing/proxy/DecisionJson.h"
#include "routing/proxy/FailureSummary.h"
#include "routing/proxy/LiveWorld.h"
#include "routing/proxy/ModelCatalog.h"
#include "routing/proxy/ProxySnapshot.h"
#include "routing/proxy/RequestVersions.h"
#include "routing/proxy/RouteRefusal.h"
#include "routing/proxy/SteadyWorld.h"
#include "routing/route/ScoreboardFile.h"
#include "routing/route/WalkWords.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <map>

namespace signalbox::routing {

using models::ErrorClass;

namespace {

std::string jsonText(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Indented).toStdString();
}

Explanation problem(const QString &message, const QString &error = {})
{
    QJsonObject object{{QStringLiteral("served"), false}, {QStringLiteral("problem"), message}};
    if (!error.isEmpty())
        object.insert(QStringLiteral("error"), error);
    return {.isServed = false, .json = jsonText(object), .problem = message, .error = error};
}

/// One explanation, from the resolved name to its JSON.
class Explainer final
{
public:
    Explainer(const Resolution &resolution, LiveWorld &world, const RoutePlan &plan)
        : m_plan(plan)
        , m_resolution(resolution)
        , m_live(world)
        , m_world(world)
        , m_walk(plan, m_world)
    {}

    /// Walks to the target that is to serve.
    void decide();
    /// Judges every target that the name can lead to.
    void judgeAll();
    [[nodiscard]] bool isServed() const { return m_end == WalkEnd::Candidate; }
    [[nodiscard]] WalkEnd end() const { return m_end; }
    [[nodiscard]] const RouteWalk &walk() const { return m_walk; }
    [[nodiscard]] const QJsonArray &candidates() const { return m_candidates; }
    /// `signals` and `path`.
    [[nodiscard]] QJsonObject tree();
    /// The request behind what the walk passed.
    [[nodiscard]] RequestVersion &version()
    {
        return m_live.version(isServed() ? m_walk.passed() : std::span<const int>());
    }
    [[nodiscard]] std::vector<WalkedNode> way() const;

private:
    /// From \a end on to a target that can be told the request.
    WalkEnd settle(RouteWalk &walk, WalkEnd end);
    /// By the request behind what the walk to it \a passed.
    QJsonObject &judged(const Candidate &candidate, std::span<const int> passed);
    /// Where budgets wish another route to serve instead.
    void goDowngraded();
    void noteFallbacks();

    const RoutePlan &m_plan;
    Resolution m_resolution;
    LiveWorld &m_live;
    SteadyWorld m_world;
    RouteWalk m_walk;
    WalkEnd m_end = WalkEnd::Exhausted;
    std::map<const Candidate *, QJsonObject> m_judged;
    QJsonArray m_candidates;
};

QJsonObject &Explainer::judged(const Candidate &candidate, std::span<const int> passed)
{
    const auto known = m_judged.find(&candidate);
    return known != m_judged.end()
        ? known->second
        : m_judged.emplace(&candidate, candidateVerdict(candidate, m_live.version(passed)))
              .first->second;
}

void Explainer::goDowngraded()
{
    std::optional<Candidate> none; // a route makes nobody up
    const auto instead = m_plan.resolve(m_live.downgradeRoute(), none);
    if (!instead || !instead->route)
        return;
    m_resolution = *instead;
    m_live.goOnDowngraded();
    m_walk.begin(m_resolution);
    m_end = settle(m_walk, m_walk.first());
}

WalkEnd Explainer::settle(RouteWalk &walk, WalkEnd end)
{
    while (end == WalkEnd::Candidate
           && !judged(*walk.candidate(), walk.passed()).value(QLatin1String("eligible")).toBool())
        end = walk.skip();
    return end;
}

void Explainer::decide()
{
    m_walk.begin(m_resolution);
    m_end = settle(m_walk, m_walk.first());
    if (m_end == WalkEnd::Exhausted && !m_live.downgradeRoute().isEmpty())
        goDowngraded();
}

void Explainer::judgeAll()
{
    noteFallbacks();
    for (const Candidate *candidate : m_plan.candidatesOf(m_resolution)) {
        QJsonObject &verdict = judged(*candidate, {});
        const bool isEligible = verdict.value(QLatin1String("eligible")).toBool();
        if (isServed() && candidate == m_walk.candidate())
            verdict.insert(QStringLiteral("reason"), QStringLiteral("first that can serve it"));
        else if (isEligible)
            verdict.insert(QStringLiteral("reason"),
                           verdict.contains(QLatin1String("after"))
                               ? QStringLiteral("fallback")
                               : QStringLiteral("not on the way of this request"));
        m_candidates.append(verdict);
    }
}

void Explainer::noteFallbacks()
{
    if (!isServed() || m_walk.isByName())
        return;
    constexpr int mostTries = 64; // of one class; a route with more is not told to its end
    for (int i = 1; i < models::errorClassCount; ++i) {
        const auto errorClass = static_cast<ErrorClass>(i);
        RouteWalk walk(m_plan, m_world);
        walk.begin(m_resolution);
        WalkEnd end = settle(walk, walk.first());
        for (int tries = 0; end == WalkEnd::Candidate && tries < mostTries; ++tries) {
            end = settle(walk, walk.next(errorClass));
            if (end != WalkEnd::Candidate || walk.candidate() == m_walk.candidate())
                continue;
            QJsonObject &verdict = judged(*walk.candidate(), walk.passed());
            QJsonArray after = verdict.value(QLatin1String("after")).toArray();
            const QJsonValue name = QString::fromUtf8(models::errorClassName(errorClass));
            if (!after.contains(name))
                after.append(name);
            verdict.insert(QStringLiteral("after"), after);
        }
    }
}

QJsonObject Explainer::tree()
{
    std::string text;
    JsonWriter json(text);
    json.beginObject();
    DecisionFacts facts =
        DecisionFacts::of(m_live, version(), {}); // to the asker, whose words they are
    facts.setWalk(WalkTrace(m_walk.trace()), m_walk.isByName(), m_plan, m_live);
    DecisionJson tree(facts, m_plan, json);
    tree.writeSignals();
    tree.writePath();
    tree.writeNotes();
    json.endObject();
    return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
}

std::vector<WalkedNode> Explainer::way() const
{
    std::vector<WalkedNode> way;
    if (m_walk.isByName())
        return way;
    way.reserve(m_walk.trace().steps.size());
    for (const WalkStep &step : m_walk.trace().steps)
        way.push_back({.node = step.node, .output = step.output});
    return way;
}

/// Puts the end of \a explainer's walk into words.
void tellEnd(const Explainer &explainer, const LiveWorld &world, const ClientCall &call,
             Explanation &explanation)
{
    const RouteWalk &walk = explainer.walk();
    explanation.isServed = true;
    switch (explainer.end()) {
    case WalkEnd::Candidate:
        explanation.target = walk.candidate()->target;
        explanation.reason =
            walk.isByName() ? QStringLiteral("asked for by name") : chosenBecause(walk);
        return;
    case WalkEnd::Cached:
        explanation.target = world.cached()->target;
        explanation.reason = QStringLiteral("kept from an earlier answer");
        return;
    case WalkEnd::Answered:
        explanation.reason = QStringLiteral("answered by the route itself");
        return;
    case WalkEnd::Refused:
    case WalkEnd::NoRoom:
    case WalkEnd::NoMember:
    case WalkEnd::Exhausted:
        break;
    }
    const DialectError refusal = routeRefusal(explainer.end(), walk, call);
    explanation.isServed = false;
    explanation.error = QString::fromStdString(refusal.code);
    explanation.problem = explainer.end() == WalkEnd::Exhausted
        ? QStringLiteral("no target can serve this request")
        : QString::fromStdString(refusal.message);
}

/// Milliseconds to the first byte of \a candidate, the median of late; nothing when unknown.
std::optional<double> expectedTtftMs(LiveWorld &world, const Candidate &candidate)
{
    constexpr int median = 50;
    const Surroundings &around = world.surroundings();
    if (around.assumed) {
        const auto taken = around.assumed->constFind(candidate.target);
        if (taken != around.assumed->cend() && taken->ttftP50Ms)
            return taken->ttftP50Ms;
    }
    const TargetScore *score = around.books.scoresOf(candidate, world.state().scoreboard).target;
    const Figure ttft = score->speed(TargetScore::Speed::Ttft, median, around.clock.monotonicNs());
    return ttft.isKnown() ? std::optional(ttft.value) : std::nullopt;
}

void tellFigures(const Explainer &explainer, LiveWorld &world, Explanation &explanation)
{
    if (explainer.end() != WalkEnd::Candidate)
        return;
    const Candidate &candidate = *explainer.walk().candidate();
    explanation.expectedDollars = world.expectedCost(candidate);
    explanation.expectedTtftMs = expectedTtftMs(world, candidate);
}

void insertUnlessEmpty(QJsonObject &object, const QString &key, const QString &text)
{
    if (!text.isEmpty())
        object.insert(key, text);
}

} // namespace

Explanation explain(const Surroundings &surroundings, ClientCall call, const QString &routeOverride,
                    std::string_view client, std::string_view exchangeId, ExplainDetail detail)
{
    if (!call.peek.problem.empty())
        return problem(QString::fromUtf8(call.peek.problem));
    if (!routeOverride.isEmpty())
        call.model = routeOverride;
    const RoutePlan &plan = surroundings.plan;
    if (call.dialect() == models::ClientDialect::Ollama)
        call.model = plan.withoutDefaultTag(call.model);
    if (call.model.isEmpty())
        return problem(QStringLiteral("the request names no model"));
    std::optional<Candidate> madeUp;
    const auto resolution = plan.resolve(call.model, madeUp);
    if (!resolution)
        return problem(
            QStringLiteral("'%1' is no route, target or provider/model here").arg(call.model),
            QString::fromStdString(unknownModel(call.model, {}).code));

    Surroundings peeked = surroundings;
    peeked.isPeek = true;
    ReasoningMemory memory; // of nothing: an explanation knows no earlier turn
    RequestVersions versions(call, memory);
    LiveWorld world(versions, client, exchangeId, std::move(peeked));
    Explainer explainer(*resolution, world, plan);
    explainer.decide();
    Explanation explanation{.route = resolution->route ? resolution->route->name : QString(),
                            .variant = explainer.version().variant(),
                            .way = explainer.way()};
    tellEnd(explainer, world, call, explanation);
    if (detail == ExplainDetail::Figures)
        tellFigures(explainer, world, explanation);
    if (detail != ExplainDetail::Everything)
        return explanation;

    explainer.judgeAll();
    QJsonObject object = explainer.tree();
    object.insert(QStringLiteral("served"), explanation.isServed);
    object.insert(QStringLiteral("dialect"), QString::fromUtf8(clientDialectName(call.dialect())));
    object.insert(QStringLiteral("model"), call.model);
    object.insert(QStringLiteral("route"), explanation.route);
    object.insert(QStringLiteral("stream"), call.stream);
    object.insert(QStringLiteral("candidates"), explainer.candidates());
    insertUnlessEmpty(object, QStringLiteral("target"), explanation.target);
    insertUnlessEmpty(object, QStringLiteral("reason"), explanation.reason);
    insertUnlessEmpty(object, QStringLiteral("problem"), explanation.problem);
    insertUnlessEmpty(object, QStringLiteral("error"), explanation.error);
    explanation.json = jsonText(object);
    return explanation;
}

Explanation explain(const RoutePlan &plan, const Endpoint &endpoint, const std::string &body,
                    const QString &routeOverride, std::string_view client, const KeptState &kept)
{
    ModelCatalog catalog;
    catalog.setBooks(kept.prices ? kept.prices : models::PriceBook::shipped(),
                     models::ModelTable::shipped());
    PlanBooks books(catalog);
    RoutingState state;
    const models::SystemClock clock;
    state.scoreboard.setPolicy(plan.policy(), clock.monotonicNs());
    // What is damaged counts as nothing, as it does when the proxy starts.
    (void)ScoreboardFile::restore(kept.scoreboard, state.scoreboard, clock.monotonicNs(),
                                  clock.wallMs());
    state.budgets.setBudgets(plan.policy().budgets);
    state.restoreSpending(kept.spending, clock.monotonicNs(), clock.wallMs());
    HttpRequest::Message message;
    message.body() = body;
    message.body().reserve(body.size() + PaddedBody::padding);
    ServedPath served;
    served.kind = ServedPath::Kind::Dialect;
    served.endpoint = endpoint;
    return explain({.plan = plan,
                    .state = state,
                    .books = books,
                    .clock = clock,
                    .access = {},
                    .random = [] { return 0.5; }},
                   ClientCall::read(HttpRequest(std::move(message)), std::move(served)),
                   routeOverride, client);
}

} // namespace signalbox::routing
