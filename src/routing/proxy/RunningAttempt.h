// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/proxy/Attempt.h"
#include "routing/proxy/AttemptAccount.h"
#include "routing/proxy/RequestVersions.h"

#include <memory>

namespace signalbox::routing {

/// An attempt and what it is charged to. Empty when there is none.
struct RunningAttempt
{
    std::unique_ptr<Attempt> attempt;
    RequestVersion *version = nullptr; ///< what the attempt was told
    const PlanNode *pool = nullptr; ///< that chose its target; null: none did
    AttemptAccount account;
};

} // namespace signalbox::routing
