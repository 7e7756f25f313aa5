// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/json/JsonWriter.h"

namespace signalbox::routing {

/// Writes \a part as a content block, and a cache point behind it where it carries one. It must be
/// one that Bedrock has: what it has not was left out before.
void writeBedrockPart(JsonWriter &writer, const Part &part);
/// The cache point of \a cacheControlJson, if any.
void writeCachePoint(JsonWriter &writer, const std::string &cacheControlJson);

} // namespace signalbox::routing
