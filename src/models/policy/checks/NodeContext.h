// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/ProblemList.h"
#include "models/policy/checks/KnownNames.h"
#include "models/policy/checks/PatternBudget.h"
#include "models/policy/checks/TargetNames.h"

namespace signalbox::models {

/// What the checks of graphs go by. All of it outlives the check.
struct NodeContext
{
    const TargetNames &targets;
    const KnownNames &known;
    PatternBudget &patterns;
    ProblemList &problems;
};

} // namespace signalbox::models
