// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/JsonObjectWriter.h"
#include "models/policy/Pool.h"

namespace signalbox::models {

/// Adds to \a object, a node that has its kind already, what a pool has besides.
void addPool(JsonObjectWriter &object, const PoolNode &pool);
/// Adds the key `slow`. Without an action there is no rule, whatever its time.
void addSlow(JsonObjectWriter &object, const SlowRule &slow);

} // namespace signalbox::models
