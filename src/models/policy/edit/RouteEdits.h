// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "models/policy/Policy.h"

#include <QString>

namespace signalbox::models {

// Edits of a policy's routes. Each is a pure function: from the policy that was comes the one that
// is to be, or one English sentence that says why not.

using PolicyEditResult = Result<Policy, QString>;

/// Empty, or why a new route of \a policy may not be called \a name.
[[nodiscard]] QString whyNoRouteName(const Policy &policy, const QString &name);

/// Adds a route called \a name at the end, without nodes.
[[nodiscard]] PolicyEditResult addRoute(const Policy &policy, const QString &name);
/// Adds a copy of the route \a from called \a name behind it.
[[nodiscard]] PolicyEditResult copyRoute(const Policy &policy, const QString &from,
                                         const QString &name);
/// Calls the route \a from \a to, wherever the policy names it. Clients that ask for the old name
/// get an error.
[[nodiscard]] PolicyEditResult renameRoute(const Policy &policy, const QString &from,
                                           const QString &to);
/// Takes a route out. Refused while other parts of the policy name it.
[[nodiscard]] PolicyEditResult removeRoute(const Policy &policy, const QString &name);

} // namespace signalbox::models
