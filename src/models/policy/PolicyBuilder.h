// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/JsonTree.h"
#include "models/policy/Policy.h"

namespace signalbox::models {

/// The policy that \a root says, which must fit the schema. What is left out has its default; a
/// slash at the end of a base URL is dropped. References are not looked at.
[[nodiscard]] Policy buildPolicy(const JsonValue &root);

} // namespace signalbox::models
