// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"
#include "routing/json/JsonWriter.h"

namespace signalbox::routing {

/// Writes `systemInstruction` and `contents` of a request into the object that is open.
///
/// Gemini matches results to calls by name and order: results stand first in their turn, in the
/// order of the calls before them, and there are as many.
void writeGeminiTurns(JsonWriter &writer, const Conversation &conversation, const RequestWish &wish,
                      Losses &losses);

} // namespace signalbox::routing
