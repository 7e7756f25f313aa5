// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyChecks.h"

#include "models/policy/Loopback.h"
#include "models/policy/ProblemList.h"
#include "models/policy/ProviderChecks.h"
#include "models/policy/RouteGraphChecks.h"

#include <QHash>

namespace signalbox::models {

namespace {

class PolicyCheck
{
public:
    PolicyCheck(const JsonTree &tree, const Policy &policy)
        : m_tree(tree)
        , m_root(*tree.root())
        , m_policy(policy)
        , m_problems(tree)
    {}

    QList<PolicyProblem> run()
    {
        checkListen();
        checkProviders();
        checkTargets();
        checkRoutes();
        checkRetry();
        return m_problems.takeSorted();
    }

private:
    [[nodiscard]] const std::vector<JsonValue> &list(QStringView key) const
    {
        static const std::vector<JsonValue> none;
        const JsonValue *value = m_root.member(key);
        return value ? value->items : none;
    }

    void checkListen()
    {
        const JsonValue *listen = m_root.member(u"listen");
        const JsonValue *address = listen ? listen->member(u"address") : nullptr;
        if (!address || isLoopbackHost(address->text))
            return;
        m_problems.error(*address, QStringLiteral("/listen/address"),
                         QStringLiteral("Signalbox listens on this machine only: other addresses "
                                        "need TLS, which this version does not have yet."),
                         QStringLiteral("Use 127.0.0.1, ::1 or localhost."));
    }

    /// Reports \a name if \a seen, names by the place of their first use, has it already.
    void checkUnique(const QString &name, const JsonValue &value, const QString &path,
                     const QString &word, QHash<QString, QString> &seen)
    {
        const auto before = seen.constFind(name);
        if (before != seen.constEnd())
            m_problems.error(value, path,
                             QStringLiteral("The %1 %2 exists already, at %3.")
                                 .arg(word, quoted(name), *before));
        else
            seen.insert(name, path);
    }

    void checkProviders()
    {
        const QString word = QStringLiteral("provider");
        QHash<QString, QString> seen;
        const auto &values = list(u"providers");
        for (std::size_t i = 0; i < values.size(); ++i) {
            const QString path = childPath(QStringLiteral("/providers"), i);
            const Provider &provider = m_policy.providers[static_cast<qsizetype>(i)];
            checkUnique(provider.id, *values[i].member(u"id"),
                        childPath(path, QStringLiteral("id")), word, seen);
            m_known.providers.insert(provider.id);
            m_known.providerList.append(provider.id);
            checkProvider(provider, values[i], path, m_problems);
        }
    }

    void checkTargets()
    {
        const QString word = QStringLiteral("target");
        const auto &values = list(u"targets");
        for (std::size_t i = 0; i < values.size(); ++i) {
            const QString path = childPath(QStringLiteral("/targets"), i);
            const Target &target = m_policy.targets[static_cast<qsizetype>(i)];
            checkUnique(target.id, *values[i].member(u"id"), childPath(path, QStringLiteral("id")),
                        word, m_targets);
            m_known.targets.insert(target.id);
            m_known.targetList.append(target.id);
            if (!m_known.providers.contains(target.provider))
                m_problems.error(
                    *values[i].member(u"provider"), childPath(path, QStringLiteral("provider")),
                    QStringLiteral("There is no provider %1.").arg(quoted(target.provider)),
                    m_problems.suggestion(target.provider, m_known.providerList));
        }
    }

    void checkRoutes()
    {
        QHash<QString, QString> seen;
        const auto &values = list(u"routes");
        for (std::size_t i = 0; i < values.size(); ++i) {
            const QString path = childPath(QStringLiteral("/routes"), i);
            const QString namePath = childPath(path, QStringLiteral("name"));
            const JsonValue &name = *values[i].member(u"name");
            checkUnique(name.text, name, namePath, QStringLiteral("route"), seen);
            if (const auto target = m_targets.constFind(name.text); target != m_targets.constEnd())
                m_problems.error(name, namePath,
                                 QStringLiteral("A target is called %1 too, at %2.")
                                     .arg(quoted(name.text), *target),
                                 QStringLiteral("A client that asks for this name could mean "
                                                "either; rename one."));
            checkRouteGraph(*values[i].member(u"graph"), childPath(path, QStringLiteral("graph")),
                            m_known, m_problems);
        }
    }

    void checkRetry()
    {
        const JsonValue *retry = m_root.member(u"retry");
        if (retry && m_policy.retry.baseDelay > m_policy.retry.maxDelay)
            m_problems.warning(*retry, QStringLiteral("/retry"),
                               QStringLiteral("The first delay is longer than the longest delay "
                                              "and is cut to it."));
    }

    const JsonTree &m_tree;
    const JsonValue &m_root;
    const Policy &m_policy;
    ProblemList m_problems;
    KnownNames m_known;
    QHash<QString, QString> m_targets; // id to its place
};

} // namespace

QList<PolicyProblem> checkPolicy(const JsonTree &tree, const Policy &policy)
{
    return PolicyCheck(tree, policy).run();
}

} // namespace signalbox::models
