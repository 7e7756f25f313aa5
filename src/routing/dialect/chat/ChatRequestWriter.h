// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

namespace signalbox::routing {

/// Writes the body of a chat completions request, as the provider's quirks demand.
std::string writeChatRequest(const Conversation &conversation, const RequestWish &wish,
                             Losses &losses);

} // namespace signalbox::routing
