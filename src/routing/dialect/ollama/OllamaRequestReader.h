// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

namespace signalbox::routing {

/// The body of /api/chat, or of /api/generate. Options that have no place of their own are in
/// `rest` under the names they have for the client: `options.min_p`.
RequestReading readOllamaRequest(const Json &body, const RequestContext &context);

} // namespace signalbox::routing
