// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"
#include "routing/json/JsonWriter.h"

namespace signalbox::routing {

/// A whole answer as Gemini's clients read it.
std::string writeGeminiAnswer(const AnswerMessage &answer, const AnswerWish &wish);

/// Appends one part of an answer; nothing for what Gemini has no place for.
void writeGeminiAnswerPart(JsonWriter &writer, const Part &part);
/// Whether writeGeminiAnswerPart() would write something.
bool isGeminiAnswerPart(const Part &part);

} // namespace signalbox::routing
