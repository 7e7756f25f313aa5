// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"
#include "routing/dialect/DialectError.h"

#include <QString>

#include <vector>

namespace signalbox::routing {

struct ProviderAccess;

/// What a client is told when every attempt of its exchange failed: 502, or 503 when waiting may
/// help, or 504 when the only one took too long. Names every attempt. \a attempts is not empty.
DialectError failureSummary(const std::vector<models::AttemptRecord> &attempts);
/// Why a provider whose keys are all unreadable was not asked.
QString keyProblem(const ProviderAccess &access);

} // namespace signalbox::routing
