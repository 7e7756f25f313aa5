// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

namespace signalbox::routing {

/// A whole answer of generateContent. A prompt that was blocked gives one candidate without parts.
AnswerMessage readGeminiAnswer(const Json &body);

/// Seconds since 1970 of Gemini's `createTime`, 0 when it is none.
qint64 geminiCreatedS(const Json &body);

} // namespace signalbox::routing
