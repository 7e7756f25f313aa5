// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

#include <string>

namespace signalbox::routing {

/// The body of a Converse request; model and streaming stand in its path.
std::string writeBedrockRequest(const Conversation &conversation, const RequestWish &wish,
                                Losses &losses);

} // namespace signalbox::routing
