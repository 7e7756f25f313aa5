// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"
#include "routing/json/JsonWriter.h"

namespace signalbox::routing {

/// Writes `tools`, `toolConfig` and `generationConfig` into the object that is open.
void writeGeminiSettings(JsonWriter &writer, const Conversation &conversation,
                         const RequestWish &wish, Losses &losses);

} // namespace signalbox::routing
