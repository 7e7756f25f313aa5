// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Money.h"
#include "models/traffic/ExchangeRecord.h"
#include "models/traffic/TokenUsage.h"

#include <optional>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// What an answer, or one event of a streamed answer, says about itself.
struct AnswerFacts
{
    models::TokenUsage usage; ///< normalised, see TokenUsage
    std::optional<models::Money> reportedCost; ///< OpenRouter and a few others tell
    std::string finishReason; ///< the provider's own word, empty when absent
    bool callsTools = false; ///< the client is asked to call tools
    bool hasError = false; ///< an error object inside a 200
    bool isUsageOnly = false; ///< a chat chunk with usage and `choices: []`
    /// The usage tells everything so far, as each of Gemini's chunks does: a smaller input counts.
    bool hasWholeUsage = false;

    /// Takes over what \a later knows; counts that it does not know stay.
    void merge(const AnswerFacts &later);
};

/// Reads usage, finish reason and errors from \a json in the shape of \a dialect. Works for whole
/// answers and for single events. Anything unreadable is unknown, never an error.
///
/// Conventions per provider: OpenAI and Gemini count cached tokens inside the input, Anthropic
/// beside it; Gemini counts thoughts beside the output, OpenAI inside.
AnswerFacts readAnswerFacts(models::ClientDialect dialect, std::string_view json);

/// Whether \a finishReason, in any provider's words, says that a content filter stopped the answer.
bool isContentFilterStop(std::string_view finishReason);

} // namespace signalbox::routing
