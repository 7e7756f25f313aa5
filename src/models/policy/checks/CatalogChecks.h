// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "models/policy/RouteGraphChecks.h"
#include "models/policy/checks/PolicyReferences.h"

#include <vector>

namespace signalbox::models {

/// Checks what \a policy, whose document is at \a root, asks of models that they are known not to
/// have: abilities, context windows and prices; and that providers in use have a key. \a routes are
/// those of the policy that are sound, without a cycle. All of it is a warning, for what is known
/// of models may be out of date.
void checkAgainstCatalog(const JsonPlace &root, const Policy &policy,
                         const std::vector<CheckedRoute> &routes,
                         const PolicyReferences &references, const NodeContext &context);

} // namespace signalbox::models
