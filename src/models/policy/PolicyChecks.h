// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/JsonTree.h"
#include "models/policy/Policy.h"
#include "models/policy/PolicyProblem.h"
#include "models/policy/checks/PolicyReferences.h"
#include "models/policy/checks/SoundParts.h"

#include <QList>

namespace signalbox::models {

/// What a schema cannot say about \a policy, which was built from the sound \a parts of \a tree:
/// ids are unique, references point at something, graphs end, rules can hold, keys stay out of the
/// file, addresses are safe; and what \a references know of it.
[[nodiscard]] QList<PolicyProblem> checkPolicy(const JsonTree &tree, const SoundParts &parts,
                                               const Policy &policy,
                                               const PolicyReferences &references);

} // namespace signalbox::models
