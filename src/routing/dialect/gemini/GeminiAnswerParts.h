// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/TokenUsage.h"
#include "routing/dialect/Conversation.h"
#include "routing/json/JsonWriter.h"

#include <array>
#include <string_view>

namespace signalbox::routing {

/// What a candidate tells besides. No other dialect has a place for it.
constexpr std::array<std::string_view, 3> geminiExtras{"groundingMetadata", "citationMetadata",
                                                       "urlContextMetadata"};

/// Pieces of Gemini's JSON that whole answers, streams and requests have in common.

/// `{"text":…}`, a thought when \a isThought, with \a signature when there is one.
enum class IsThought : bool { No, Yes };
void writeGeminiText(JsonWriter &writer, std::string_view text, IsThought isThought,
                     std::string_view signature = {});
/// The fields of a functionCall. Arguments that are no object are wrapped in one.
void writeGeminiCall(JsonWriter &writer, const ToolCallPart &call);
/// The fields of inlineData or fileData, by what is filled; \a mimeType stands in for the part's.
void writeGeminiMedia(JsonWriter &writer, const MediaPart &media, std::string_view mimeType);
/// An object for \a arguments: itself when it is one, else with the text as its `input`.
std::string geminiArguments(std::string_view arguments);
/// \a rest put back: the entries that begin with \a prefix, without it; with no prefix those whose
/// names have no dot.
void writeGeminiRest(JsonWriter &writer, const RestFields &rest, std::string_view prefix);
/// The usageMetadata; what is unknown is absent.
void writeGeminiUsage(JsonWriter &writer, const models::TokenUsage &usage);

} // namespace signalbox::routing
