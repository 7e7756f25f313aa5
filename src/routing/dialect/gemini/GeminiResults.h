// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/dialect/Losses.h"
#include "routing/dialect/gemini/GeminiModel.h"
#include "routing/json/JsonWriter.h"

namespace signalbox::routing {

/// Writes the results of \a turn as functionResponse parts in the order of the calls of \a before,
/// the model's turn; null when \a turn is the first.
void writeGeminiResults(JsonWriter &writer, const Message &turn, const Message *before,
                        const Conversation &conversation, const GeminiModel &model, Losses &losses);

} // namespace signalbox::routing
