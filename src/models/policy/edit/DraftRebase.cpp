// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/DraftRebase.h"

#include <algorithm>

namespace signalbox::models {

namespace {

const Route *findRoute(const Policy &policy, const QString &name)
{
    const auto found = std::ranges::find(policy.routes, name, &Route::name);
    return found == policy.routes.end() ? nullptr : &*found;
}

bool isSame(const Route *left, const Route *right)
{
    return left && right ? *left == *right : left == right;
}

} // namespace

RebasedDraft rebasedDraft(const DraftVersions &versions)
{
    RebasedDraft result{.policy = versions.served};
    QList<Route> &routes = result.policy.routes;
    routes.clear();
    for (const Route &route : versions.draft.routes) {
        const Route *before = findRoute(versions.before, route.name);
        const Route *served = findRoute(versions.served, route.name);
        if (isSame(before, &route)) {
            if (served) // not edited here
                routes.append(*served);
            continue;
        }
        if (!isSame(before, served) && !isSame(served, &route))
            result.conflicts.append(route.name);
        routes.append(route);
    }
    for (const Route &route : versions.served.routes) {
        if (findRoute(versions.draft, route.name))
            continue;
        const Route *before = findRoute(versions.before, route.name);
        if (!before)
            routes.append(route); // new there
        else if (*before != route)
            result.conflicts.append(route.name); // taken out here, changed there
    }
    return result;
}

} // namespace signalbox::models
