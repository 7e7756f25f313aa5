// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/dialect/Losses.h"
#include "routing/json/JsonWriter.h"

#include <string>

namespace signalbox::routing {

/// Writes \a media of a request in \a dialect as one part, or says that it cannot be.
void writeGeminiMediaPart(JsonWriter &writer, const MediaPart &media, models::ClientDialect dialect,
                          Losses &losses);

/// The type of \a media: as told, else by its first bytes or its address; empty when unknown.
std::string mimeTypeOf(const MediaPart &media);

} // namespace signalbox::routing
