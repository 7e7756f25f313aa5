// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/proxy/RequestVersions.h"
#include "routing/route/Candidate.h"

#include <QJsonObject>

namespace signalbox::routing {

/// Whether \a candidate can be told a request, and what would be lost: `target`, `provider`,
/// `model`, `eligible`, and as it applies `reason`, `field`, `translated`, `counted_here`,
/// `losses`. \a version is what the candidate would be told.
[[nodiscard]] QJsonObject candidateVerdict(const Candidate &candidate, RequestVersion &version);

} // namespace signalbox::routing
