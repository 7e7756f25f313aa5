// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <optional>
#include <string>
#include <vector>

namespace signalbox::routing::simulate {

/// A call of a tool as the answer will make it.
struct SimulatedToolCall
{
    std::string name;
    std::string arguments; ///< a JSON object
};

/// What the simulated provider needs to know of a request, whatever dialect it came in.
struct SimulatedPrompt
{
    std::string lastUserText;
    /// The last turn hands in tool results: a call asked for by the prompt has been made.
    bool endsWithToolResult = false;
    qint64 characters = 0; ///< of everything a model would read; images at a flat rate
    qint64 maxTokens = -1; ///< -1: the client set no limit
    std::vector<std::string> stopSequences;
    std::optional<SimulatedToolCall> toolCall; ///< the answer must be this call
    std::optional<std::string> structured; ///< the answer must be this JSON text
};

/// Why a request would be refused by the provider that the simulated one plays.
struct PromptProblem
{
    std::string message;
    std::string parameter; ///< the field at fault, may be empty
};

/// About four characters are a token, in every model's tokenizer, for English.
constexpr qint64 estimateTokens(qint64 characters)
{
    return characters < 4 ? 1 : (characters + 3) / 4;
}

} // namespace signalbox::routing::simulate
