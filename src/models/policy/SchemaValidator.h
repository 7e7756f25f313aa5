// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/JsonSchema.h"
#include "models/policy/JsonTree.h"
#include "models/policy/PolicyProblem.h"

#include <QList>

namespace signalbox::models {

/// Every way in which \a tree departs from \a schema, in the order of the text. Empty when it has
/// no root.
[[nodiscard]] QList<PolicyProblem> validate(const JsonTree &tree, const JsonSchema &schema);

} // namespace signalbox::models
