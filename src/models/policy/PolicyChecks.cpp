// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyChecks.h"

#include "models/policy/Loopback.h"
#include "models/policy/ProblemList.h"
#include "models/policy/ProviderChecks.h"
#include "models/policy/RouteGraphChecks.h"
#include "models/policy/checks/CatalogChecks.h"
#include "models/policy/checks/RoutesTogether.h"
#include "models/policy/checks/SpendingChecks.h"

namespace signalbox::models {

namespace {

class PolicyCheck
{
public:
    PolicyCheck(const JsonTree &tree, const SoundParts &parts, const Policy &policy,
                const PolicyReferences &references)
        : m_parts(parts)
        , m_root(parts.root(), QString())
        , m_policy(policy)
        , m_references(references)
        , m_problems(tree)
    {}

    QList<PolicyProblem> run()
    {
        checkListen();
        collect(QStringLiteral("providers"), QStringLiteral("id"), m_known.providers);
        collect(QStringLiteral("targets"), QStringLiteral("id"), m_known.targets);
        collect(QStringLiteral("routes"), QStringLiteral("name"), m_known.routes);
        collect(QStringLiteral("budgets"), QStringLiteral("id"), m_known.budgets);
        collect(QStringLiteral("clients"), QStringLiteral("name"), m_known.clients);
        checkProviders();
        checkTargets();
        checkRoutes();
        checkBudgets(m_root.member(QStringLiteral("budgets")), m_policy, m_known, m_problems);
        checkClients(m_root.member(QStringLiteral("clients")), m_policy, m_known,
                     m_references.today, m_problems);
        checkRetry();
        return m_problems.takeSorted();
    }

private:
    void checkListen()
    {
        const JsonPlace listen = m_root.member(QStringLiteral("listen"));
        const JsonPlace address = listen.member(QStringLiteral("address"));
        if (!address || isLoopbackHost(address.text()))
            return;
        m_problems.error(address,
                         QStringLiteral("Signalbox listens on this machine only: other addresses "
                                        "need TLS, which this version does not have yet."),
                         QStringLiteral("Use 127.0.0.1, ::1 or localhost."));
    }

    /// The names of the items of \a section, each at its \a key.
    void collect(const QString &section, const QString &key, NameList &names)
    {
        if (m_parts.isBroken(u'/' + section))
            names.setIncomplete();
        const JsonPlace items = m_root.member(section);
        for (std::size_t i = 0; i < items.count(); ++i) {
            const JsonPlace item = items.item(i);
            if (const JsonPlace name = item.member(key))
                names.add(name, m_problems);
            else
                names.setIncomplete();
        }
    }

    void checkProviders()
    {
        const JsonPlace providers = m_root.member(QStringLiteral("providers"));
        for (std::size_t i = 0; i < providers.count(); ++i) {
            const JsonPlace provider = providers.item(i);
            if (!m_parts.isBroken(provider.path()))
                checkProvider(m_policy.providers[static_cast<qsizetype>(i)], provider.value(),
                              provider.path(), m_problems);
        }
    }

    void checkTargets()
    {
        const JsonPlace targets = m_root.member(QStringLiteral("targets"));
        for (std::size_t i = 0; i < targets.count(); ++i) {
            const JsonPlace target = targets.item(i);
            if (const JsonPlace provider = target.member(QStringLiteral("provider")))
                m_known.providers.check(provider, m_problems);
        }
    }

    void checkRoutes()
    {
        const TargetNames targets(m_policy);
        PatternBudget patterns;
        const NodeContext context{targets, m_known, patterns, m_problems};
        const JsonPlace routes = m_root.member(QStringLiteral("routes"));
        std::vector<CheckedRoute> checked;
        for (std::size_t i = 0; i < routes.count(); ++i) {
            const JsonPlace route = routes.item(i);
            if (const JsonPlace name = route.member(QStringLiteral("name"));
                name && m_known.targets.has(name.text()))
                m_problems.error(
                    name,
                    QStringLiteral("A target is called %1 too, at %2.")
                        .arg(quoted(name.text()), m_known.targets.placeOf(name.text())),
                    QStringLiteral("A client that asks for this name could mean "
                                   "either; rename one."));
            if (!m_parts.isBroken(route.path()))
                checked.push_back(checkRouteGraph(route.member(QStringLiteral("graph")),
                                                  m_policy.routes[static_cast<qsizetype>(i)],
                                                  context));
        }
        if (checkRoutesTogether(checked, m_problems) && !m_references.isEmpty())
            checkAgainstCatalog(m_root, m_policy, checked, m_references, context);
    }

    void checkRetry()
    {
        const JsonPlace retry = m_root.member(QStringLiteral("retry"));
        if (retry && m_policy.retry.baseDelay > m_policy.retry.maxDelay)
            m_problems.warning(
                retry,
                QStringLiteral("The first delay is longer than the longest "
                               "delay and is cut to it."),
                QStringLiteral("Make \"base_delay_ms\" less than \"max_delay_ms\"."));
    }

    const SoundParts &m_parts;
    const JsonPlace m_root;
    const Policy &m_policy;
    const PolicyReferences &m_references;
    ProblemList m_problems;
    KnownNames m_known;
};

} // namespace

QList<PolicyProblem> checkPolicy(const JsonTree &tree, const SoundParts &parts,
                                 const Policy &policy, const PolicyReferences &references)
{
    return PolicyCheck(tree, parts, policy, references).run();
}

} // namespace signalbox::models
