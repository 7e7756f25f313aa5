// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulate/SimulatedAnswer.h"

#include "routing/simulate/Prose.h"

#include <algorithm>

namespace signalbox::routing::simulate {

namespace {

/// Bytes of one token of JSON text; prose is cut at its spaces.
constexpr std::size_t jsonTokenBytes = 6;

bool isContinuationByte(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

void cutAtSpaces(SimulatedAnswer &answer)
{
    const std::string &text = answer.text;
    for (std::size_t at = 0; at < text.size();) {
        at = std::min(text.find(' ', at + 1), text.size());
        answer.tokenEnds.push_back(static_cast<quint32>(at));
    }
}

void cutEvenly(SimulatedAnswer &answer)
{
    const std::string &text = answer.text;
    for (std::size_t at = 0; at < text.size();) {
        at = std::min(at + jsonTokenBytes, text.size());
        while (at < text.size() && isContinuationByte(text[at]))
            ++at;
        answer.tokenEnds.push_back(static_cast<quint32>(at));
    }
}

/// Ends the text at \a length, which need not be the end of a token.
void truncate(SimulatedAnswer &answer, std::size_t length)
{
    answer.text.resize(length);
    auto &ends = answer.tokenEnds;
    ends.erase(std::ranges::lower_bound(ends, static_cast<quint32>(length)), ends.end());
    if (length > (ends.empty() ? 0U : ends.back()))
        ends.push_back(static_cast<quint32>(length));
}

void applyLimit(SimulatedAnswer &answer, qint64 maxTokens)
{
    if (maxTokens < 0 || answer.outputTokens() <= maxTokens)
        return;
    truncate(answer,
             maxTokens == 0 ? 0 : answer.tokenEnds[static_cast<std::size_t>(maxTokens - 1)]);
    answer.finish = FinishReason::Length;
}

void applyStopSequences(SimulatedAnswer &answer, const std::vector<std::string> &sequences)
{
    std::size_t first = std::string::npos;
    for (const std::string &sequence : sequences) {
        const std::size_t at = sequence.empty() ? std::string::npos : answer.text.find(sequence);
        if (at >= first)
            continue;
        first = at;
        answer.stopSequence = sequence;
    }
    if (first == std::string::npos)
        return;
    truncate(answer, first);
    answer.finish = FinishReason::StopSequence;
}

/// Half to one and a half times the mean.
std::size_t drawLength(int meanTokens, SeededRandom &random)
{
    const auto mean = static_cast<std::size_t>(std::max(meanTokens, 1));
    return std::max<std::size_t>(1, mean / 2 + random.below(mean + 1));
}

} // namespace

std::string_view SimulatedAnswer::token(std::size_t index) const
{
    const std::size_t begin = index == 0 ? 0 : tokenEnds[index - 1];
    return std::string_view(text).substr(begin, tokenEnds[index] - begin);
}

SimulatedAnswer composeAnswer(const SimulatedPrompt &prompt, int meanTokens, SeededRandom random)
{
    SimulatedAnswer answer;
    answer.inputTokens = estimateTokens(prompt.characters);
    if (prompt.toolCall) {
        answer.kind = AnswerKind::ToolCall;
        answer.finish = FinishReason::ToolCall;
        answer.toolName = prompt.toolCall->name;
        answer.text = prompt.toolCall->arguments;
        cutEvenly(answer);
        return answer;
    }
    if (prompt.structured) {
        answer.text = *prompt.structured;
        cutEvenly(answer);
    } else {
        answer.text = composeProse(prompt.lastUserText, drawLength(meanTokens, random), random);
        cutAtSpaces(answer);
    }
    applyLimit(answer, prompt.maxTokens);
    applyStopSequences(answer, prompt.stopSequences);
    return answer;
}

} // namespace signalbox::routing::simulate
