// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/SpendingChecks.h"

#include <QHash>

#include <vector>

namespace signalbox::models {

namespace {

void checkClientName(const JsonPlace &place, const KnownNames &known, ProblemList &problems)
{
    if (place && place.text() != firstClientName())
        known.clients.check(place, problems);
}

/// Downgrades as steps between routes: of budgets for one route, the others count everywhere.
void checkDowngradeLoops(const JsonPlace &place, const Policy &policy, ProblemList &problems)
{
    QHash<QString, qsizetype> budgetOf; // by the route it leads away from
    for (qsizetype i = 0; i < policy.budgets.size(); ++i) {
        const Budget &budget = policy.budgets[i];
        if (budget.onLimit == Budget::OnLimit::Downgrade && !budget.route.isEmpty()
            && budget.route != budget.downgradeRoute && !budgetOf.contains(budget.route))
            budgetOf.insert(budget.route, i);
    }
    std::vector<int> walked(static_cast<std::size_t>(policy.budgets.size()), -1); // by which start
    for (qsizetype start = 0; start < policy.budgets.size(); ++start) {
        QStringList routes;
        qsizetype budget = budgetOf.value(policy.budgets[start].route, -1);
        if (budget != start)
            continue;
        while (budget >= 0 && walked[static_cast<std::size_t>(budget)] < 0) {
            walked[static_cast<std::size_t>(budget)] = static_cast<int>(start);
            routes.append(quoted(policy.budgets[budget].route));
            budget = budgetOf.value(policy.budgets[budget].downgradeRoute, -1);
        }
        if (budget < 0 || walked[static_cast<std::size_t>(budget)] != start)
            continue;
        const QString first = quoted(policy.budgets[budget].route);
        routes = routes.mid(routes.indexOf(first));
        const JsonPlace item = place.item(static_cast<std::size_t>(budget));
        const JsonPlace onLimit = item.member(QStringLiteral("on_limit"));
        problems.error(onLimit.member(QStringLiteral("route")),
                       QStringLiteral("Downgrades go in a circle: %1 -> %2.")
                           .arg(routes.join(QStringLiteral(" -> ")), first),
                       QStringLiteral("Let one of these budgets reject or warn."));
    }
}

void checkBudget(const JsonPlace &place, const Budget &budget, const KnownNames &known,
                 ProblemList &problems)
{
    if (const JsonPlace route = place.member(QStringLiteral("route")))
        known.routes.check(route, problems);
    if (const JsonPlace provider = place.member(QStringLiteral("provider")))
        known.providers.check(provider, problems);
    checkClientName(place.member(QStringLiteral("client")), known, problems);
    const JsonPlace onLimit = place.member(QStringLiteral("on_limit"));
    if (const JsonPlace route = onLimit.member(QStringLiteral("route"))) {
        known.routes.check(route, problems);
        if (budget.route == budget.downgradeRoute)
            problems.error(route,
                           QStringLiteral("The budget leads back to the route that it is "
                                          "for."),
                           QStringLiteral("Name a cheaper route."));
    }
    if (const JsonPlace perClient = place.member(QStringLiteral("per_client"));
        perClient && budget.isPerClient && !budget.client.isEmpty())
        problems.warning(perClient,
                         QStringLiteral("This budget is for one client only; this has "
                                        "no effect."),
                         QStringLiteral("Remove \"per_client\" or \"client\"."));
}

class ClientCheck
{
public:
    ClientCheck(const Policy &policy, const KnownNames &known, QDate today, ProblemList &problems)
        : m_known(known)
        , m_today(today)
        , m_problems(problems)
    {
        for (const Provider &provider : policy.providers) {
            for (const KeyReference &key : provider.keys)
                m_providerOf.insert(key.toString(), provider.id);
        }
    }

    void run(const JsonPlace &place, const ClientKey &client)
    {
        if (client.name == firstClientName())
            m_problems.warning(place.member(QStringLiteral("name")),
                               QStringLiteral("The key made at first run is called %1 as well; the "
                                              "two cannot be told apart.")
                                   .arg(quoted(client.name)),
                               QStringLiteral("Choose another name."));
        checkKey(place.member(QStringLiteral("key")), client);
        checkDate(place.member(QStringLiteral("expires")), client);
        const JsonPlace routes = place.member(QStringLiteral("routes"));
        for (std::size_t i = 0; i < routes.count(); ++i)
            checkRoute(routes.item(i));
    }

private:
    void checkKey(const JsonPlace &place, const ClientKey &client)
    {
        const QString key = client.key.toString();
        if (const auto before = m_clientOf.constFind(key); before != m_clientOf.constEnd())
            m_problems.error(place,
                             QStringLiteral("The client %1 has the same key.").arg(quoted(*before)),
                             QStringLiteral("Whoever shows it could be either; give each client a "
                                            "key of its own."));
        else
            m_clientOf.insert(key, client.name);
        if (const auto provider = m_providerOf.constFind(key); provider != m_providerOf.constEnd())
            m_problems.warning(
                place,
                QStringLiteral("This is a key of the provider %1, too.").arg(quoted(*provider)),
                QStringLiteral("A client that has it can do without Signalbox; give "
                               "it a key of its own."));
    }

    void checkDate(const JsonPlace &place, const ClientKey &client)
    {
        if (!place)
            return;
        if (!client.expires.isValid())
            m_problems.error(place, QStringLiteral("There is no such day."),
                             QStringLiteral("Write year, month and day: 2026-12-31."));
        else if (m_today.isValid() && client.expires < m_today)
            m_problems.warning(
                place,
                QStringLiteral("The key of the client %1 is out of date since %2.")
                    .arg(quoted(client.name), client.expires.addDays(1).toString(Qt::ISODate)),
                QStringLiteral("Choose a later day, or remove the client."));
    }

    /// What a client may ask for is a route, a target or provider/model.
    void checkRoute(const JsonPlace &place)
    {
        const QString &name = place.text();
        if (m_known.routes.has(name) || m_known.targets.has(name) || !m_known.targets.isComplete())
            return;
        const qsizetype slash = name.indexOf(u'/');
        if (slash < 0)
            m_known.routes.check(place, m_problems);
        else
            m_known.providers.check(place, name.left(slash), m_problems);
    }

    const KnownNames &m_known;
    const QDate m_today;
    ProblemList &m_problems;
    QHash<QString, QString> m_clientOf; // by key
    QHash<QString, QString> m_providerOf;
};

} // namespace

void checkBudgets(const JsonPlace &place, const Policy &policy, const KnownNames &known,
                  ProblemList &problems)
{
    for (std::size_t i = 0; i < place.count(); ++i)
        checkBudget(place.item(i), policy.budgets[static_cast<qsizetype>(i)], known, problems);
    checkDowngradeLoops(place, policy, problems);
}

void checkClients(const JsonPlace &place, const Policy &policy, const KnownNames &known,
                  QDate today, ProblemList &problems)
{
    ClientCheck check(policy, known, today, problems);
    for (std::size_t i = 0; i < place.count(); ++i)
        check.run(place.item(i), policy.clients[static_cast<qsizetype>(i)]);
}

} // namespace signalbox::models
