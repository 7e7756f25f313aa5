// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/signals/PromptReaders.h"

namespace signalbox::routing {

/// Sentiment by a list of words (SentimentWords.h) with a value of -3 to 3 each: turned by a
/// negation up to three words before it, made stronger or weaker by the word before it, by capitals
/// and by exclamation marks; what follows "but" weighs more. The sum s becomes s / sqrt(s^2 + 12).
///
/// Words that are everyday language in technical prompts (kill, fatal, dead, broken) count only
/// where no technical word stands beside them, so that "kill the process" says nothing.
/// Dissatisfaction is 1 - product of (1 - w) over the cues found, each with its weight w. English
/// only, but for emoji. Thread-safe.
class LexiconSentiment final : public SentimentReader
{
public:
    [[nodiscard]] double sentiment(std::string_view utf8) const override;
    [[nodiscard]] double dissatisfaction(std::string_view utf8) const override;
};

} // namespace signalbox::routing
