// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/GraphLayout.h"
#include "models/policy/JsonTree.h"

namespace signalbox::models {

/// The layout in \a value, which the schema of policies allows. That its ids are nodes is not known
/// yet.
[[nodiscard]] GraphLayout buildGraphLayout(const JsonValue &value);

/// Its counterpart: nodes by their ids in order; frames and bends as they are.
[[nodiscard]] JsonValue graphLayoutJson(const GraphLayout &layout);

} // namespace signalbox::models
