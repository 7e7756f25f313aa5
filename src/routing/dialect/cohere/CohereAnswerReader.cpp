// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/cohere/CohereAnswerReader.h"

#include <algorithm>
#include <utility>

namespace signalbox::routing {

using models::TokenUsage;

namespace {

qint64 countOf(const Json &object, std::string_view key)
{
    constexpr qint64 mostTokens = 1'000'000'000'000;
    const qint64 count = integerField(object, key).value_or(TokenUsage::unknown);
    return count < 0 || count > mostTokens ? TokenUsage::unknown : count;
}

void readContent(const Json &message, std::vector<Part> &parts)
{
    if (const std::string_view text = stringField(message, "content"); !text.empty())
        parts.emplace_back(TextPart{.text = std::string(text)});
    for (const Json &item : arrayField(message, "content")) {
        const std::string_view type = stringField(item, "type");
        if (type == "thinking")
            parts.emplace_back(ReasoningPart{.text = std::string(stringField(item, "thinking"))});
        else if (type == "text")
            parts.emplace_back(TextPart{.text = std::string(stringField(item, "text"))});
        else
            parts.emplace_back(OtherPart{.kind = std::string(type), .json = jsonText(item)});
    }
}

ToolCallPart readCall(const Json &from)
{
    ToolCallPart call{.id = std::string(stringField(from, "id"))};
    if (const std::optional<Json> function = field(from, "function")) {
        call.name = stringField(*function, "name");
        call.argumentsJson = cohereArguments(stringField(*function, "arguments"));
    }
    if (call.argumentsJson.empty())
        call.argumentsJson = "{}";
    return call;
}

} // namespace

TokenUsage readCohereUsage(const Json &holder)
{
    TokenUsage usage;
    const std::optional<Json> from = field(holder, "usage");
    if (!from)
        return usage;
    usage.cachedInput = countOf(*from, "cached_tokens");
    std::optional<Json> tokens = field(*from, "tokens");
    if (!tokens)
        tokens = field(*from, "billed_units");
    if (!tokens)
        return usage;
    usage.input = countOf(*tokens, "input_tokens");
    if (usage.input != TokenUsage::unknown)
        usage.input += std::max<qint64>(0, countOf(*tokens, "image_tokens"));
    usage.output = countOf(*tokens, "output_tokens");
    usage.reasoning = countOf(*tokens, "reasoning_tokens");
    // No whole is smaller than its parts: prices are computed by subtraction.
    if (usage.input != TokenUsage::unknown)
        usage.input = std::max(usage.input, usage.cachedInput);
    if (usage.output != TokenUsage::unknown)
        usage.output = std::max(usage.output, usage.reasoning);
    return usage;
}

StopReason cohereStopReason(std::string_view word)
{
    if (word == "COMPLETE")
        return StopReason::End;
    if (word == "STOP_SEQUENCE")
        return StopReason::StopSequence;
    if (word == "MAX_TOKENS" || word == "ERROR_LIMIT")
        return StopReason::Length;
    if (word == "TOOL_CALL")
        return StopReason::ToolCalls;
    // Without a message beside it, ERROR is how an answer is withheld.
    if (word == "ERROR" || word == "ERROR_TOXIC")
        return StopReason::ContentFilter;
    return isCohereFailure(word) ? StopReason::Error : StopReason::Unknown;
}

bool isCohereFailure(std::string_view word)
{
    return word == "ERROR" || word == "TIMEOUT" || word == "USER_CANCEL";
}

std::string_view cohereArguments(std::string_view text)
{
    return text == "null" ? "{}" : text;
}

OtherPart cohereCitation(const Json &json)
{
    return {.kind = "citations", .json = jsonText(json)};
}

AnswerMessage readCohereAnswer(const Json &body)
{
    AnswerMessage answer;
    answer.id = stringField(body, "id");
    answer.usage = readCohereUsage(body);
    const std::optional<Json> message = field(body, "message");
    AnswerCandidate candidate;
    candidate.nativeStop = stringField(body, "finish_reason");
    candidate.stop = cohereStopReason(candidate.nativeStop);
    if (message) {
        readContent(*message, candidate.parts);
        if (const std::string_view plan = stringField(*message, "tool_plan"); !plan.empty())
            candidate.parts.emplace_back(ReasoningPart{.text = std::string(plan)});
        for (const Json &call : arrayField(*message, "tool_calls"))
            candidate.parts.emplace_back(readCall(call));
        if (const auto cited = field(*message, "citations"); cited && !asArray(*cited).empty())
            candidate.parts.emplace_back(cohereCitation(*cited));
    }
    const bool isFailure = candidate.parts.empty() && isCohereFailure(candidate.nativeStop);
    if (message && message->is_object() && !isFailure)
        answer.candidates.push_back(std::move(candidate));
    return answer;
}

} // namespace signalbox::routing
