// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/JsonTree.h"
#include "models/policy/Policy.h"
#include "models/policy/PolicyProblem.h"

#include <QList>

namespace signalbox::models {

/// What a schema cannot say about \a policy, which was built from \a tree: ids are unique,
/// references point at something, graphs end, keys stay out of the file, addresses are safe.
[[nodiscard]] QList<PolicyProblem> checkPolicy(const JsonTree &tree, const Policy &policy);

} // namespace signalbox::models
