// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/route/Candidate.h"

#include <QJsonObject>

namespace signalbox::routing {

class RequestVersion;

/// Whether \a candidate can be told a request, and what gets lost on the way: one entry of an
/// explanation's `candidates`, without its place. \a version is what the candidate would be told.
[[nodiscard]] QJsonObject candidateVerdict(const Candidate &candidate, RequestVersion &version);

} // namespace signalbox::routing
