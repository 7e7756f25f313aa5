// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/routetests/RouteTestsChecks.h"

#include "models/policy/ProblemList.h"

#include <QDateTime>
#include <QSet>

#include <algorithm>

namespace signalbox::models {

namespace {

/// The names that a policy knows.
struct KnownNames
{
    explicit KnownNames(const Policy &policy)
    {
        for (const Provider &provider : policy.providers)
            providers.append(provider.id);
        for (const Target &target : policy.targets)
            targets.append(target.id);
        for (const Budget &budget : policy.budgets)
            budgets.append(budget.id);
        for (const Route &route : policy.routes) {
            routes.append(route.name);
            for (auto it = route.graph.nodes.cbegin(); it != route.graph.nodes.cend(); ++it) {
                nodes.append(it.key());
                nodes.append(route.name + u'/' + it.key());
            }
        }
        std::ranges::sort(nodes);
    }

    /// A target, or a model of a provider that is there: which models it has is not known for sure.
    [[nodiscard]] bool hasTarget(const QString &name) const
    {
        const qsizetype slash = name.indexOf(u'/');
        return targets.contains(name)
            || (slash > 0 && slash + 1 < name.size() && providers.contains(name.left(slash)));
    }

    [[nodiscard]] bool hasNode(const QString &name) const
    {
        return std::ranges::binary_search(nodes, name);
    }

    QStringList providers;
    QStringList targets;
    QStringList budgets;
    QStringList routes;
    QStringList nodes; ///< sorted
};

class RouteTestsCheck final
{
public:
    RouteTestsCheck(const JsonTree &tree, const Policy *policy)
        : m_problems(tree)
    {
        if (policy)
            m_known.emplace(*policy);
    }

    void checkConditions(const JsonPlace &place, const RouteConditions &conditions);
    void checkCase(const JsonPlace &place, const RouteCase &one);
    [[nodiscard]] QList<PolicyProblem> take() { return m_problems.takeSorted(); }

private:
    void checkHeaders(const JsonPlace &headers);
    void checkExpectation(const JsonPlace &place, const RouteExpectation &expectation);
    void checkTarget(const JsonPlace &place, const QString &name);
    /// Calls \a check with each name of `key`, which is one or an array.
    template<typename Check>
    void forEachName(const JsonPlace &place, const QString &key, Check check);

    ProblemList m_problems;
    std::optional<KnownNames> m_known;
    QSet<QString> m_names;
};

template<typename Check>
void RouteTestsCheck::forEachName(const JsonPlace &place, const QString &key, Check check)
{
    const JsonPlace names = place.member(key);
    if (!names)
        return;
    if (names->kind == JsonValue::Kind::String)
        check(names, names.text());
    for (std::size_t i = 0; i < names.count(); ++i) {
        const JsonPlace name = names.item(i);
        check(name, name.text());
    }
}

void RouteTestsCheck::checkTarget(const JsonPlace &place, const QString &name)
{
    if (m_known && !m_known->hasTarget(name))
        m_problems.error(place, QStringLiteral("The policy has no target %1.").arg(quoted(name)),
                         m_problems.suggestion(name, m_known->targets));
}

void RouteTestsCheck::checkConditions(const JsonPlace &place, const RouteConditions &conditions)
{
    if (!place)
        return;
    if (!conditions.at.isEmpty() && !QDateTime::fromString(conditions.at, Qt::ISODate).isValid())
        m_problems.error(place.member(QStringLiteral("at")),
                         QStringLiteral("%1 is no date and time.").arg(quoted(conditions.at)));
    const JsonPlace targets = place.member(QStringLiteral("targets"));
    for (auto it = conditions.targets.cbegin(); it != conditions.targets.cend(); ++it) {
        const JsonPlace target = targets.member(it.key());
        checkTarget(target, it.key());
        if (it->ttftP50Ms && it->ttftP95Ms && *it->ttftP50Ms > *it->ttftP95Ms)
            m_problems.error(target,
                             QStringLiteral("ttft_p50_ms is above ttft_p95_ms: half of the answers "
                                            "cannot take longer than 95 % of them."));
    }
    const JsonPlace budgets = place.member(QStringLiteral("budgets"));
    for (auto it = conditions.budgets.cbegin(); it != conditions.budgets.cend(); ++it) {
        if (m_known && !m_known->budgets.contains(it.key()))
            m_problems.error(budgets.member(it.key()),
                             QStringLiteral("The policy has no budget %1.").arg(quoted(it.key())),
                             m_problems.suggestion(it.key(), m_known->budgets));
    }
}

void RouteTestsCheck::checkHeaders(const JsonPlace &headers)
{
    if (!headers)
        return;
    for (const JsonMember &header : headers->members) {
        if (looksLikeKey(header.value.text))
            m_problems.warning(headers.member(header),
                               QStringLiteral("This looks like a key. Tests need none."));
    }
}

void RouteTestsCheck::checkExpectation(const JsonPlace &place, const RouteExpectation &expectation)
{
    if (expectation == RouteExpectation())
        m_problems.error(place, QStringLiteral("The case expects nothing."),
                         QStringLiteral("Say what has to come of it, such as \"target\"."));
    const bool isRefused = expectation.isServed == false;
    if (!expectation.error.isEmpty() && expectation.isServed == true)
        m_problems.error(place, QStringLiteral("What is served has no error."));
    if ((isRefused || !expectation.error.isEmpty()) && !expectation.targets.isEmpty())
        m_problems.error(place, QStringLiteral("What is refused has no target."));
    for (const QString &target : expectation.targets) {
        if (expectation.notTargets.contains(target))
            m_problems.error(place.member(QStringLiteral("not_target")),
                             QStringLiteral("%1 is expected and excluded.").arg(quoted(target)));
    }
    const auto checkName = [this](const JsonPlace &name, const QString &text) {
        checkTarget(name, text);
    };
    forEachName(place, QStringLiteral("target"), checkName);
    forEachName(place, QStringLiteral("not_target"), checkName);
    if (!m_known)
        return;
    forEachName(
        place, QStringLiteral("path_contains"), [this](const JsonPlace &name, const QString &text) {
            if (!m_known->hasNode(text))
                m_problems.error(name, QStringLiteral("No route has a node %1.").arg(quoted(text)),
                                 m_problems.suggestion(text, m_known->nodes));
        });
    const QString route = expectation.route.value_or(QString());
    if (!route.isEmpty() && !m_known->routes.contains(route))
        m_problems.error(place.member(QStringLiteral("route")),
                         QStringLiteral("The policy has no route %1.").arg(quoted(route)),
                         m_problems.suggestion(route, m_known->routes));
}

void RouteTestsCheck::checkCase(const JsonPlace &place, const RouteCase &one)
{
    if (m_names.contains(one.name))
        m_problems.error(place.member(QStringLiteral("name")),
                         QStringLiteral("Another case is called %1.").arg(quoted(one.name)));
    m_names.insert(one.name);
    checkHeaders(place.member(QStringLiteral("request")).member(QStringLiteral("headers")));
    checkConditions(place.member(QStringLiteral("conditions")), one.conditions);
    checkExpectation(place.member(QStringLiteral("expect")), one.expectation);
}

} // namespace

QList<PolicyProblem> checkRouteTests(const JsonTree &tree, const RouteTests &tests,
                                     const QList<PolicyProblem> &problems, const Policy *policy)
{
    const auto isSound = [&problems](const QString &path) {
        return std::ranges::none_of(problems, [&path](const PolicyProblem &problem) {
            return problem.path == path || problem.path.startsWith(path + u'/');
        });
    };
    RouteTestsCheck check(tree, policy);
    const JsonPlace root(*tree.root(), QString());
    if (isSound(QStringLiteral("/conditions")))
        check.checkConditions(root.member(QStringLiteral("conditions")), tests.conditions);
    const JsonPlace cases = root.member(QStringLiteral("cases"));
    for (std::size_t i = 0; i < cases.count(); ++i) {
        const JsonPlace one = cases.item(i);
        if (problems.isEmpty() || isSound(one.path()))
            check.checkCase(one, tests.cases[static_cast<qsizetype>(i)]);
    }
    return check.take();
}

} // namespace signalbox::models
