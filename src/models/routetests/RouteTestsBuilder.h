// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/JsonTree.h"
#include "models/routetests/RouteTests.h"

namespace signalbox::models {

/// The tests of the document \a tree, whose root must be there. What the schema does not allow
/// becomes something or other, never a crash.
[[nodiscard]] RouteTests buildRouteTests(const JsonTree &tree);

} // namespace signalbox::models
