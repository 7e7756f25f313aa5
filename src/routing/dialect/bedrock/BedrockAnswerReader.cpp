// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/bedrock/BedrockAnswerReader.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/anthropic/ClaudeStops.h"

#include <algorithm>
#include <utility>

namespace signalbox::routing {

using models::TokenUsage;

namespace {

qint64 countOf(const Json &usage, std::string_view key)
{
    constexpr qint64 mostTokens = 1'000'000'000'000;
    const qint64 count = integerField(usage, key).value_or(TokenUsage::unknown);
    return count < 0 || count > mostTokens ? TokenUsage::unknown : count;
}

ReasoningPart readReasoning(const Json &content)
{
    ReasoningPart part;
    if (const std::optional<Json> text = field(content, "reasoningText")) {
        part.text = stringField(*text, "text");
        part.signature = stringField(*text, "signature");
    }
    part.encrypted = stringField(content, "redactedContent");
    // Only Claude signs its thoughts on Bedrock.
    if (!part.signature.empty() || !part.encrypted.empty())
        part.family = ReasoningPart::Family::Anthropic;
    return part;
}

void readBlock(const Json &block, std::vector<Part> &parts)
{
    if (const std::optional<Json> text = field(block, "text")) {
        parts.emplace_back(TextPart{.text = std::string(asString(*text).value_or(""))});
    } else if (const std::optional<Json> call = field(block, "toolUse")) {
        ToolCallPart part{.id = std::string(stringField(*call, "toolUseId")),
                          .name = std::string(stringField(*call, "name")),
                          .argumentsJson = jsonField(*call, "input")};
        if (part.argumentsJson.empty())
            part.argumentsJson = "{}";
        parts.emplace_back(std::move(part));
    } else if (const std::optional<Json> thought = field(block, "reasoningContent")) {
        parts.emplace_back(readReasoning(*thought));
    } else if (const std::optional<Json> cited = field(block, "citationsContent")) {
        for (const Json &piece : arrayField(*cited, "content"))
            parts.emplace_back(TextPart{.text = std::string(stringField(piece, "text"))});
    } else {
        const auto members = block.get_object();
        const bool isNamed =
            members.error() == simdjson::SUCCESS && members.value_unsafe().size() > 0;
        parts.emplace_back(OtherPart{
            .kind = isNamed ? std::string((*members.value_unsafe().begin()).key) : "block",
            .json = jsonText(block)});
    }
}

} // namespace

TokenUsage readBedrockUsage(const Json &holder)
{
    TokenUsage tokens;
    const std::optional<Json> usage = field(holder, "usage");
    if (!usage)
        return tokens;
    tokens.cachedInput = countOf(*usage, "cacheReadInputTokens");
    tokens.cacheWriteInput = countOf(*usage, "cacheWriteInputTokens");
    tokens.output = countOf(*usage, "outputTokens");
    const qint64 fresh = countOf(*usage, "inputTokens"); // cached tokens stand beside it
    if (fresh != TokenUsage::unknown)
        tokens.input = fresh + std::max<qint64>(0, tokens.cachedInput)
            + std::max<qint64>(0, tokens.cacheWriteInput);
    return tokens;
}

AnswerMessage readBedrockAnswer(const Json &body)
{
    AnswerMessage answer;
    AnswerCandidate candidate;
    const std::optional<Json> output = field(body, "output");
    const std::optional<Json> message = output ? field(*output, "message") : std::nullopt;
    if (message) {
        for (const Json &block : arrayField(*message, "content")) {
            readBlock(block, candidate.parts);
            if (const auto cited = field(block, "citationsContent");
                cited && !arrayField(*cited, "citations").empty())
                answer.unsaid.emplace_back("citations");
        }
    }
    candidate.nativeStop = stringField(body, "stopReason");
    candidate.stop = claudeStopReason(candidate.nativeStop);
    answer.candidates.push_back(std::move(candidate));
    answer.usage = readBedrockUsage(body);
    return answer;
}

} // namespace signalbox::routing
