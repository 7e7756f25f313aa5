// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/dialect/FieldCheck.h"

namespace signalbox::routing {

/// Reads what stands beside the turns of a Gemini request: `tools`, `toolConfig` and
/// `generationConfig`. Their unknown fields go to the conversation's rest with the whole path as
/// their name, `generationConfig.speechConfig`.
void readGeminiSettings(const Json &body, FieldCheck &check, Conversation &conversation);

} // namespace signalbox::routing
