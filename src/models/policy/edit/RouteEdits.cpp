// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/RouteEdits.h"

#include <algorithm>
#include <functional>

namespace signalbox::models {

namespace {

constexpr qsizetype longestName = 128;

bool isNameLetter(QChar letter)
{
    return (letter >= u'a' && letter <= u'z') || (letter >= u'A' && letter <= u'Z')
        || (letter >= u'0' && letter <= u'9') || QStringLiteral("_.:@+-").contains(letter);
}

qsizetype placeOf(const Policy &policy, const QString &name)
{
    const auto found = std::ranges::find(policy.routes, name, &Route::name);
    return found == policy.routes.end() ? -1 : found - policy.routes.begin();
}

QString whyNoRoute(const QString &name)
{
    return QStringLiteral("There is no route \"%1\".").arg(name);
}

/// Calls \a visit(name, who names it) for everything in \a policy that names a route.
template<typename AnyPolicy, typename Visit>
void forEachReference(AnyPolicy &policy, Visit visit)
{
    for (auto &route : policy.routes) {
        for (auto node = route.graph.nodes.begin(); node != route.graph.nodes.end(); ++node) {
            if (auto *sub = std::get_if<SubRouteNode>(&node.value().body))
                visit(sub->route,
                      QStringLiteral("the node \"%1\" of \"%2\"").arg(node.key(), route.name));
        }
    }
    for (auto &budget : policy.budgets) {
        visit(budget.route, QStringLiteral("the budget \"%1\"").arg(budget.id));
        visit(budget.downgradeRoute, QStringLiteral("the budget \"%1\"").arg(budget.id));
    }
    for (auto &key : policy.clients) {
        for (auto &name : key.routes)
            visit(name, QStringLiteral("the client key \"%1\"").arg(key.name));
    }
}

} // namespace

QString whyNoRouteName(const Policy &policy, const QString &name)
{
    if (name.isEmpty())
        return QStringLiteral("A route needs a name.");
    if (name.size() > longestName)
        return QStringLiteral("A name has at most %1 characters.").arg(longestName);
    if (!std::ranges::all_of(name, isNameLetter))
        return QStringLiteral("A name is made of letters, digits, _, ., -, :, @ and +.");
    if (placeOf(policy, name) >= 0)
        return QStringLiteral("There is a route \"%1\" already.").arg(name);
    const auto isNamed = [&name](const Target &target) { return target.id == name; };
    if (std::ranges::any_of(policy.targets, isNamed))
        return QStringLiteral("A target is called \"%1\".").arg(name);
    return {};
}

PolicyEditResult addRoute(const Policy &policy, const QString &name)
{
    if (QString why = whyNoRouteName(policy, name); !why.isEmpty())
        return Failure{why};
    Policy result = policy;
    result.routes.append({.name = name, .graph = {}});
    return result;
}

PolicyEditResult copyRoute(const Policy &policy, const QString &from, const QString &name)
{
    const qsizetype place = placeOf(policy, from);
    if (place < 0)
        return Failure{whyNoRoute(from)};
    if (QString why = whyNoRouteName(policy, name); !why.isEmpty())
        return Failure{why};
    Policy result = policy;
    result.routes.insert(place + 1, {.name = name, .graph = policy.routes.at(place).graph});
    return result;
}

PolicyEditResult renameRoute(const Policy &policy, const QString &from, const QString &to)
{
    const qsizetype place = placeOf(policy, from);
    if (place < 0)
        return Failure{whyNoRoute(from)};
    if (from == to)
        return policy;
    if (QString why = whyNoRouteName(policy, to); !why.isEmpty())
        return Failure{why};
    Policy result = policy;
    result.routes[place].name = to;
    forEachReference(result, [&](QString &name, const QString &) {
        if (name == from)
            name = to;
    });
    return result;
}

PolicyEditResult removeRoute(const Policy &policy, const QString &name)
{
    const qsizetype place = placeOf(policy, name);
    if (place < 0)
        return Failure{whyNoRoute(name)};
    Policy result = policy;
    result.routes.removeAt(place);
    QString namer;
    forEachReference(std::as_const(result), [&](const QString &named, const QString &who) {
        if (named == name && namer.isEmpty())
            namer = who;
    });
    if (!namer.isEmpty())
        return Failure{QStringLiteral("The route is named by %1.").arg(namer)};
    return result;
}

} // namespace signalbox::models
