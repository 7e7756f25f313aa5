// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulator/RouteSimulator.h"

#include "routing/proxy/ProxySnapshot.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace signalbox::routing {

namespace {

/// Far from the clock's zero, so that nothing lies before it.
constexpr qint64 usualMonotonicNs = 3'600'000'000'000;

boost::beast::string_view beastView(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

HttpRequest requestOf(const models::RouteCaseRequest &request)
{
    HttpRequest::Message message;
    message.method(boost::beast::http::verb::post);
    message.target(beastView(request.path.toUtf8()));
    for (const models::HeaderField &header : request.headers)
        message.insert(beastView(header.name), beastView(header.value));
    HttpRequest whole(std::move(message));
    whole.setBody(request.body.isEmpty() ? std::string("{}") : request.body.toStdString());
    return whole;
}

bool isRouted(const ServedPath &served)
{
    return served.kind == ServedPath::Kind::Dialect
        && served.endpoint.operation != Operation::ListModels
        && served.endpoint.operation != Operation::GetModel;
}

Explanation notRouted(const QString &path)
{
    const QString problem = QStringLiteral("requests to %1 are not routed").arg(path);
    const QJsonObject object{{QStringLiteral("served"), false},
                             {QStringLiteral("problem"), problem}};
    return {.json = QJsonDocument(object).toJson().toStdString(), .problem = problem};
}

} // namespace

RouteSimulator::RouteSimulator(std::shared_ptr<const models::Policy> policy,
                               std::shared_ptr<const RoutingMoment> moment)
    : RouteSimulator(std::move(policy), moment, RoutingMoment::booksOf(moment.get()))
{}

RouteSimulator::RouteSimulator(std::shared_ptr<const models::Policy> policy,
                               std::shared_ptr<const RoutingMoment> moment, const Books &books)
    : m_plan(std::move(policy))
    , m_moment(std::move(moment))
{
    m_catalog.setBooks(books.prices, books.models);
}

RouteSimulator::~RouteSimulator() = default;

SimulatedTime RouteSimulator::timeOf(const models::RouteConditions &conditions) const
{
    if (const auto time = simulatedTime(conditions.at))
        return *time;
    return m_moment ? SimulatedTime{.wallMs = m_moment->wallMs, .zone = m_moment->timeZone}
                    : SimulatedTime{.wallMs = usualWallMs};
}

void RouteSimulator::makeState(const StateKey &key)
{
    m_books.forget(); // prices may be others by then, and it keeps places on the scoreboard
    m_state = std::make_unique<RoutingState>(key.time.zone);
    m_stateKey = key;
    if (m_moment) {
        m_state->scoreboard = m_moment->scoreboard;
        m_state->turns = m_moment->turns;
    }
    m_state->scoreboard.setPolicy(m_plan.policy(), m_moment ? m_moment->monotonicNs : 0);
    m_state->budgets.setBudgets(m_plan.policy().budgets);
    spend(key);
}

/// Into a ledger of its own, for no ledger takes back what was spent.
void RouteSimulator::spend(const StateKey &key)
{
    if (key.budgets.isEmpty() && !m_moment)
        return;
    BudgetLedger known(key.time.zone);
    known.setBudgets(m_plan.policy().budgets);
    if (m_moment)
        known.restore(m_moment->budgets);
    BudgetLedger &ledger = m_state->budgets;
    for (qsizetype i = 0; i < ledger.budgets().size(); ++i) {
        const auto index = static_cast<int>(i);
        const BudgetRoom room = known.room(index, key.client, 0, key.time.wallMs);
        const qint64 used = key.budgets.value(ledger.budgets()[i].id, room.used + room.reserved);
        if (used <= 0)
            continue;
        const std::array budgets{index};
        BudgetReservation reservation = ledger.reserve(budgets, key.client, used, key.time.wallMs);
        ledger.settle(reservation, used);
    }
}

Explanation RouteSimulator::run(const models::RouteCaseRequest &request,
                                const models::RouteConditions &conditions, ExplainDetail detail)
{
    HttpRequest http = requestOf(request);
    const std::string path(http.head().path());
    ServedPath served = ServedPath::parse(path);
    if (!isRouted(served))
        return notRouted(request.path);

    StateKey key{.time = timeOf(conditions), .budgets = conditions.budgets, .client = {}};
    if (m_moment || !key.budgets.isEmpty()) // a client has money of its own
        key.client = request.client;
    if (!m_state || !(key == m_stateKey))
        makeState(key);
    const StoppedClock clock(m_moment ? m_moment->monotonicNs : usualMonotonicNs, key.time.wallMs);
    SeededChance chance(conditions.seed);
    const std::string id =
        conditions.seed ? "simulated-" + std::to_string(*conditions.seed) : "explained";
    return explain({.plan = m_plan,
                    .state = *m_state,
                    .books = m_books,
                    .clock = clock,
                    .access = {},
                    .random = [&chance] { return chance(); },
                    .assumed = &conditions.targets},
                   ClientCall::read(std::move(http), std::move(served)), request.route,
                   request.client.toStdString(), id, detail);
}

} // namespace signalbox::routing
