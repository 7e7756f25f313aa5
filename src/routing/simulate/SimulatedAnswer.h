// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/simulate/SeededRandom.h"
#include "routing/simulate/SimulatedPrompt.h"

#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing::simulate {

enum class AnswerKind : quint8 { Text, ToolCall };
enum class FinishReason : quint8 { Stop, StopSequence, Length, ToolCall };

/// What the simulated provider says, before a dialect gives it its form.
struct SimulatedAnswer
{
    AnswerKind kind = AnswerKind::Text;
    std::string toolName;
    std::string text; ///< the text, or the arguments of the call
    std::vector<quint32> tokenEnds;
    FinishReason finish = FinishReason::Stop;
    std::string stopSequence; ///< the one that ended the answer
    qint64 inputTokens = 0;

    [[nodiscard]] std::size_t tokenCount() const { return tokenEnds.size(); }
    [[nodiscard]] qint64 outputTokens() const { return static_cast<qint64>(tokenEnds.size()); }
    [[nodiscard]] std::string_view token(std::size_t index) const;
};

/// Answers \a prompt with about \a meanTokens tokens of prose, or with the tool call or JSON text
/// the prompt demands. Limits and stop sequences are honoured; a tool call is never cut short,
/// because half a JSON object would only test the client's JSON parser.
[[nodiscard]] SimulatedAnswer composeAnswer(const SimulatedPrompt &prompt, int meanTokens,
                                            SeededRandom random);

} // namespace signalbox::routing::simulate
