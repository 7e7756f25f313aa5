// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyNames.h"
#include "models/policy/checks/NodeChecks.h"

#include <QHash>

#include <algorithm>

namespace signalbox::models {

namespace {

bool hasPercentiles(Measure measure)
{
    return measure == Measure::Ttft || measure == Measure::Total
        || measure == Measure::TimePerOutputToken;
}

/// Whether it is measured, rather than known or counted.
bool hasSamples(Measure measure)
{
    return hasPercentiles(measure) || measure == Measure::SuccessRate
        || measure == Measure::Accuracy;
}

class PoolCheck
{
public:
    PoolCheck(const JsonPlace &place, const PoolNode &pool, const NodeContext &context)
        : m_place(place)
        , m_pool(pool)
        , m_context(context)
        , m_problems(context.problems)
    {}

    void run()
    {
        checkMembers();
        checkUnusedFields();
        checkBalance();
        checkLimits();
        if (const JsonPlace slow = m_place.member(QStringLiteral("slow"))) {
            QStringList names;
            for (const PoolMember &member : m_pool.members)
                names.append(member.target);
            checkSlowRule(slow, m_pool.slow, names, m_context);
            if (m_pool.members.size() == 1)
                m_problems.warning(
                    slow,
                    QStringLiteral("There is no other member to go to when this one is "
                                   "slow."),
                    QStringLiteral("Add a member, or remove \"slow\"."));
        }
    }

private:
    static JsonPlace nameOfMember(const JsonPlace &member)
    {
        return member->kind == JsonValue::Kind::Object ? member.member(QStringLiteral("target"))
                                                       : member;
    }

    void checkMembers()
    {
        const JsonPlace members = m_place.member(QStringLiteral("members"));
        QHash<QString, std::size_t> names;
        bool hasWeight = false;
        for (std::size_t i = 0; i < members.count(); ++i) {
            const JsonPlace member = members.item(i);
            const JsonPlace name = nameOfMember(member);
            checkTargetName(name, m_context);
            checkTwice(name, i, names);
            const PoolMember &built = m_pool.members[static_cast<qsizetype>(i)];
            hasWeight = hasWeight || built.weight > 0;
            if (const JsonPlace weight = member.member(QStringLiteral("weight"));
                weight && m_pool.strategy != Strategy::Weighted)
                warnUnused(weight);
        }
        if (m_pool.strategy == Strategy::Weighted && !hasWeight)
            m_problems.error(members, QStringLiteral("The weights of all members are 0."),
                             QStringLiteral("Give at least one member a weight above 0."));
    }

    /// The same target, by the same name or as what it stands for.
    void checkTwice(const JsonPlace &name, std::size_t index, QHash<QString, std::size_t> &names)
    {
        const NamedTarget named = m_context.targets.find(name.text());
        const QString key = named.provider ? named.provider->id + u'/' + named.model : name.text();
        const auto before = names.constFind(key);
        if (before == names.constEnd()) {
            names.insert(key, index);
            return;
        }
        const QString &other = m_pool.members[static_cast<qsizetype>(*before)].target;
        if (other == name.text())
            m_problems.error(name,
                             QStringLiteral("%1 is a member already.").arg(quoted(name.text())),
                             QStringLiteral("To have it chosen more often, give it a \"weight\"."));
        else
            m_problems.warning(name,
                               QStringLiteral("%1 is the same model of the same provider as "
                                              "the member %2.")
                                   .arg(quoted(name.text()), quoted(other)),
                               QStringLiteral("Keep one of them."));
    }

    void warnUnused(const JsonPlace &place)
    {
        m_problems.warning(place,
                           QStringLiteral("The strategy \"%1\" does not use this.")
                               .arg(nameOf(strategyNames, m_pool.strategy)),
                           QStringLiteral("Remove it, or choose another strategy."));
    }

    void checkUnusedFields()
    {
        const Strategy strategy = m_pool.strategy;
        const bool hasSpeed = strategy == Strategy::Fastest || strategy == Strategy::Balanced
            || strategy == Strategy::PriceAndSpeed;
        const bool hasFigure = strategy != Strategy::Priority && strategy != Strategy::Weighted
            && strategy != Strategy::RoundRobin && strategy != Strategy::LeastInFlight;
        const std::pair<QString, bool> fields[] = {
            {QStringLiteral("speed"), hasSpeed},
            {QStringLiteral("percentile"), hasSpeed},
            {QStringLiteral("balance"), strategy == Strategy::Balanced},
            {QStringLiteral("exploration"), hasFigure},
            {QStringLiteral("tie_band"), hasFigure},
        };
        for (const auto &[name, isUsed] : fields) {
            if (const JsonPlace place = m_place.member(name); place && !isUsed)
                warnUnused(place);
        }
        if (const JsonPlace place = m_place.member(QStringLiteral("on_none"));
            place && m_pool.limits.isEmpty())
            m_problems.warning(place,
                               QStringLiteral("Without limits every member meets them; this "
                                              "has no effect."),
                               QStringLiteral("Remove it, or give the pool \"limits\"."));
    }

    void checkBalance()
    {
        const Balance &balance = m_pool.balance;
        if (m_pool.strategy == Strategy::Balanced && balance.speed <= 0 && balance.cost <= 0
            && balance.accuracy <= 0 && balance.reliability <= 0)
            m_problems.error(m_place.member(QStringLiteral("balance")),
                             QStringLiteral("Nothing counts: all of these are 0."));
    }

    void checkLimits()
    {
        const JsonPlace limits = m_place.member(QStringLiteral("limits"));
        for (std::size_t i = 0; i < limits.count(); ++i) {
            const JsonPlace place = limits.item(i);
            const PoolLimit &limit = m_pool.limits[static_cast<qsizetype>(i)];
            checkBound(place, limit);
            if (const JsonPlace percentile = place.member(QStringLiteral("percentile"));
                percentile && !hasPercentiles(limit.measure))
                warnUnusedByMeasure(percentile, limit.measure);
            if (const JsonPlace samples = place.member(QStringLiteral("samples"));
                samples && !hasSamples(limit.measure))
                warnUnusedByMeasure(samples, limit.measure);
            for (std::size_t other = 0; other < i; ++other)
                checkPair(place, limit, other);
        }
    }

    void warnUnusedByMeasure(const JsonPlace &place, Measure measure)
    {
        m_problems.warning(
            place, QStringLiteral("\"%1\" does not use this.").arg(nameOf(measureNames, measure)),
            QStringLiteral("Remove it."));
    }

    void checkBound(const JsonPlace &place, const PoolLimit &limit)
    {
        const bool isShare =
            limit.measure == Measure::SuccessRate || limit.measure == Measure::Accuracy;
        const JsonPlace bound =
            place.member(limit.isFloor ? QStringLiteral("at_least") : QStringLiteral("at_most"));
        if (limit.bound < 0 || (isShare && limit.bound > 1))
            m_problems.error(bound,
                             isShare ? QStringLiteral("\"%1\" is between 0 and 1.")
                                           .arg(nameOf(measureNames, limit.measure))
                                     : QStringLiteral("\"%1\" is never below 0.")
                                           .arg(nameOf(measureNames, limit.measure)),
                             isShare && limit.bound > 1 && limit.bound <= 100
                                 ? QStringLiteral("Write 0.95 for 95 %.")
                                 : QString());
    }

    /// A floor above a ceiling of the same measure.
    void checkPair(const JsonPlace &place, const PoolLimit &limit, std::size_t index)
    {
        const PoolLimit &other = m_pool.limits[static_cast<qsizetype>(index)];
        if (other.measure != limit.measure || other.isFloor == limit.isFloor
            || (hasPercentiles(limit.measure) && other.percentile != limit.percentile))
            return;
        const double floor = limit.isFloor ? limit.bound : other.bound;
        const double ceiling = limit.isFloor ? other.bound : limit.bound;
        if (floor > ceiling)
            m_problems.error(place,
                             QStringLiteral("Nothing can meet this and limit %1: the floor "
                                            "is above the ceiling.")
                                 .arg(index + 1),
                             QStringLiteral("Change one of the two."));
    }

    const JsonPlace &m_place;
    const PoolNode &m_pool;
    const NodeContext &m_context;
    ProblemList &m_problems;
};

} // namespace

void checkPoolNode(const JsonPlace &place, const PoolNode &node, const NodeContext &context)
{
    PoolCheck(place, node, context).run();
}

} // namespace signalbox::models
