// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

namespace signalbox::routing {

/// The body of /api/chat.
std::string writeOllamaRequest(const Conversation &conversation, const RequestWish &wish,
                               Losses &losses);

} // namespace signalbox::routing
