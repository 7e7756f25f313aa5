// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

namespace signalbox::routing {

/// The body of generateContent and streamGenerateContent; the model stands in the path.
std::string writeGeminiRequest(const Conversation &conversation, const RequestWish &wish,
                               Losses &losses);

} // namespace signalbox::routing
