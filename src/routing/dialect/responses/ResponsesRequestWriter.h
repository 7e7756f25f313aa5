// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

#include <string>

namespace signalbox::routing {

/// The body for a provider's `/v1/responses`. What other dialects bring is never stored there.
std::string writeResponsesRequest(const Conversation &conversation, const RequestWish &wish,
                                  Losses &losses);

} // namespace signalbox::routing
