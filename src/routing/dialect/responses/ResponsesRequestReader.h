// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

namespace signalbox::routing {

/// Reads what a client posts to `/v1/responses`. Fields of `text` and `reasoning` that are not
/// understood stand in the conversation's rest as `text.verbosity`, `reasoning.context`.
RequestReading readResponsesRequest(const Json &body, const RequestContext &context);

} // namespace signalbox::routing
