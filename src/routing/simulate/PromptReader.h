// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"
#include "routing/simulate/PromptBuilder.h"

namespace signalbox::routing::simulate {

/// Whether the answer will be generated; counting tokens asks for less of a request.
enum class PromptPurpose : quint8 { Generate, Count };

/// Reads a generating or counting request in \a dialect. Checks what a provider would refuse for
/// its form and ignores what it does not know.
[[nodiscard]] PromptResult readPrompt(models::ClientDialect dialect, PromptPurpose purpose,
                                      const Json &body);

/// One reader for each API; \a builder collects.
void readOpenAiChat(PromptBuilder &builder, const Json &body);
void readOpenAiResponses(PromptBuilder &builder, const Json &body);
void readAnthropic(PromptBuilder &builder, const Json &body, PromptPurpose purpose);
void readGemini(PromptBuilder &builder, const Json &body);
void readOllama(PromptBuilder &builder, const Json &body);

} // namespace signalbox::routing::simulate
