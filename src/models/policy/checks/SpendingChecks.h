// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "models/policy/ProblemList.h"
#include "models/policy/checks/JsonPlace.h"
#include "models/policy/checks/KnownNames.h"

#include <QDate>

namespace signalbox::models {

/// Checks the budgets of \a policy, at \a place: what they count exists, and no downgrade leads
/// back to where it came from.
void checkBudgets(const JsonPlace &place, const Policy &policy, const KnownNames &known,
                  ProblemList &problems);

/// Checks the client keys of \a policy, at \a place. Without a valid \a today nothing is out of
/// date.
void checkClients(const JsonPlace &place, const Policy &policy, const KnownNames &known,
                  QDate today, ProblemList &problems);

} // namespace signalbox::models
