// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/UsageReader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <simdjson.h>

namespace signalbox::routing {

using models::ClientDialect;
using models::TokenUsage;
namespace dom = simdjson::dom;

namespace {

constexpr double microDollarsPerDollar = 1e6;
/// More than any real count; keeps sums far from overflowing.
constexpr qint64 mostTokens = 1'000'000'000'000;
constexpr double mostDollars = 1e9;
constexpr std::size_t keepParserBytes = 1024UL * 1024;

qint64 count(dom::element object, std::string_view key)
{
    int64_t value = 0;
    if (object[key].get(value) == simdjson::SUCCESS && value >= 0 && value <= mostTokens)
        return value;
    return TokenUsage::unknown;
}

qint64 count(dom::element object, std::string_view inner, std::string_view key)
{
    dom::element details;
    return object[inner].get(details) == simdjson::SUCCESS ? count(details, key)
                                                           : TokenUsage::unknown;
}

qint64 firstKnown(std::initializer_list<qint64> counts)
{
    for (const qint64 value : counts) {
        if (value != TokenUsage::unknown)
            return value;
    }
    return TokenUsage::unknown;
}

qint64 orZero(qint64 value)
{
    return value == TokenUsage::unknown ? 0 : value;
}

/// Whatever a provider says, no whole is smaller than its parts: prices are computed by
/// subtraction.
void keepPartsInside(TokenUsage &tokens)
{
    if (tokens.input != TokenUsage::unknown) {
        tokens.input =
            std::max(tokens.input, orZero(tokens.cachedInput) + orZero(tokens.cacheWriteInput));
    }
    if (tokens.output != TokenUsage::unknown)
        tokens.output = std::max(tokens.output, tokens.reasoning);
}

/// Chat completions, responses and embeddings, with the extras of the OpenAI-compatibles.
void readOpenAiUsage(dom::element usage, AnswerFacts &facts)
{
    TokenUsage &tokens = facts.usage;
    tokens.input = firstKnown({count(usage, "prompt_tokens"), count(usage, "input_tokens")});
    tokens.output = firstKnown({count(usage, "completion_tokens"), count(usage, "output_tokens")});
    tokens.cachedInput =
        firstKnown({count(usage, "prompt_tokens_details", "cached_tokens"),
                    count(usage, "input_tokens_details", "cached_tokens"),
                    count(usage, "prompt_cache_hit_tokens"), count(usage, "cached_tokens")});
    tokens.cacheWriteInput =
        firstKnown({count(usage, "input_tokens_details", "cache_write_tokens"),
                    count(usage, "prompt_tokens_details", "cache_write_tokens")});
    tokens.reasoning = firstKnown({count(usage, "completion_tokens_details", "reasoning_tokens"),
                                   count(usage, "output_tokens_details", "reasoning_tokens")});
    // An embedding has no output; its usage is whole all the same.
    const qint64 total = count(usage, "total_tokens");
    if (tokens.output == TokenUsage::unknown && total != TokenUsage::unknown
        && total == tokens.input)
        tokens.output = 0;
    // A few compatibles count parts beside the whole; their size or the total gives it away.
    if (tokens.input != TokenUsage::unknown && tokens.cachedInput > tokens.input)
        tokens.input += tokens.cachedInput + orZero(tokens.cacheWriteInput);
    const bool isBeside = tokens.reasoning > 0 && tokens.total() != TokenUsage::unknown
        && total == tokens.total() + tokens.reasoning;
    if (isBeside || (tokens.output != TokenUsage::unknown && tokens.reasoning > tokens.output))
        tokens.output += tokens.reasoning;
    double cost = 0;
    if (usage["cost"].get(cost) == simdjson::SUCCESS && cost >= 0 && cost <= mostDollars) {
        facts.reportedCost =
            models::Money{static_cast<qint64>(std::llround(cost * microDollarsPerDollar))};
    }
}

void readAnthropicUsage(dom::element usage, AnswerFacts &facts)
{
    TokenUsage &tokens = facts.usage;
    const qint64 fresh = count(usage, "input_tokens");
    tokens.cachedInput = count(usage, "cache_read_input_tokens");
    tokens.cacheWriteInput = count(usage, "cache_creation_input_tokens");
    if (fresh != TokenUsage::unknown)
        tokens.input = fresh + orZero(tokens.cachedInput) + orZero(tokens.cacheWriteInput);
    tokens.output = count(usage, "output_tokens");
    tokens.reasoning = count(usage, "output_tokens_details", "thinking_tokens");
}

void readGeminiUsage(dom::element usage, AnswerFacts &facts)
{
    TokenUsage &tokens = facts.usage;
    const qint64 prompt = count(usage, "promptTokenCount");
    if (prompt != TokenUsage::unknown)
        tokens.input = prompt + orZero(count(usage, "toolUsePromptTokenCount"));
    tokens.cachedInput = count(usage, "cachedContentTokenCount");
    tokens.reasoning = count(usage, "thoughtsTokenCount");
    const qint64 candidates = count(usage, "candidatesTokenCount");
    if (candidates != TokenUsage::unknown || tokens.reasoning != TokenUsage::unknown)
        tokens.output = orZero(candidates) + orZero(tokens.reasoning);
}

void takeText(dom::element object, std::string_view key, std::string &text)
{
    std::string_view value;
    if (object[key].get(value) == simdjson::SUCCESS && !value.empty())
        text = value;
}

/// For the dialects whose finish reason says so.
bool asksForTools(std::string_view finishReason)
{
    return finishReason == "tool_calls" || finishReason == "tool_use"
        || finishReason == "function_call";
}

/// Whether \a object has a list of that name with something in it.
bool hasEntries(dom::element object, std::string_view key)
{
    dom::array entries;
    return object[key].get(entries) == simdjson::SUCCESS && entries.size() > 0;
}

void readOpenAi(dom::element root, AnswerFacts &facts)
{
    dom::element usage;
    const bool hasUsage = root["usage"].get(usage) == simdjson::SUCCESS && usage.is_object();
    if (hasUsage || (root["x_groq"]["usage"].get(usage) == simdjson::SUCCESS && usage.is_object()))
        readOpenAiUsage(usage, facts);
    dom::array choices;
    if (root["choices"].get(choices) != simdjson::SUCCESS)
        return;
    facts.isUsageOnly = hasUsage && choices.begin() == choices.end();
    for (const dom::element choice : choices)
        takeText(choice, "finish_reason", facts.finishReason);
    facts.callsTools = asksForTools(facts.finishReason);
}

void readResponses(dom::element root, AnswerFacts &facts)
{
    // Events carry the response inside; a unary answer is the response.
    dom::element response = root;
    dom::element inner;
    if (root["response"].get(inner) == simdjson::SUCCESS && inner.is_object())
        response = inner;
    dom::element usage;
    if (response["usage"].get(usage) == simdjson::SUCCESS && usage.is_object())
        readOpenAiUsage(usage, facts);
    std::string status;
    takeText(response, "status", status);
    if (status == "incomplete") {
        dom::element details;
        if (response["incomplete_details"].get(details) == simdjson::SUCCESS)
            takeText(details, "reason", facts.finishReason);
    } else if (status == "completed" || status == "failed") {
        facts.finishReason = status;
    }
    dom::array items;
    if (response["output"].get(items) == simdjson::SUCCESS) {
        for (const dom::element item : items) {
            std::string_view kind;
            facts.callsTools = facts.callsTools
                || (item["type"].get(kind) == simdjson::SUCCESS
                    && (kind == "function_call" || kind == "custom_tool_call"));
        }
    }
    std::string type;
    takeText(root, "type", type);
    facts.hasError = facts.hasError || type == "error" || type == "response.failed";
}

void readAnthropic(dom::element root, AnswerFacts &facts)
{
    dom::element message = root;
    dom::element inner;
    if (root["message"].get(inner) == simdjson::SUCCESS && inner.is_object())
        message = inner; // message_start
    dom::element usage;
    if (message["usage"].get(usage) == simdjson::SUCCESS && usage.is_object())
        readAnthropicUsage(usage, facts);
    takeText(message, "stop_reason", facts.finishReason);
    if (root["delta"].get(inner) == simdjson::SUCCESS)
        takeText(inner, "stop_reason", facts.finishReason); // message_delta
    facts.callsTools = asksForTools(facts.finishReason);
    // count_tokens answers with nothing but the count.
    if (!facts.usage.isKnown() && count(root, "input_tokens") != TokenUsage::unknown) {
        facts.usage.input = count(root, "input_tokens");
        facts.usage.output = 0;
    }
}

void readGemini(dom::element root, AnswerFacts &facts)
{
    dom::element usage;
    if (root["usageMetadata"].get(usage) == simdjson::SUCCESS && usage.is_object())
        readGeminiUsage(usage, facts);
    facts.hasWholeUsage = facts.usage.input != TokenUsage::unknown;
    dom::array candidates;
    if (root["candidates"].get(candidates) == simdjson::SUCCESS) {
        for (const dom::element candidate : candidates) {
            takeText(candidate, "finishReason", facts.finishReason);
            dom::array parts;
            if (candidate["content"]["parts"].get(parts) != simdjson::SUCCESS)
                continue;
            for (const dom::element part : parts)
                facts.callsTools =
                    facts.callsTools || part["functionCall"].error() == simdjson::SUCCESS;
        }
    }
    dom::element feedback;
    if (root["promptFeedback"].get(feedback) == simdjson::SUCCESS)
        takeText(feedback, "blockReason", facts.finishReason);
}

void readOllama(dom::element root, AnswerFacts &facts)
{
    facts.usage.input = count(root, "prompt_eval_count");
    facts.usage.output = count(root, "eval_count");
    takeText(root, "done_reason", facts.finishReason);
    dom::element message;
    facts.callsTools =
        root["message"].get(message) == simdjson::SUCCESS && hasEntries(message, "tool_calls");
}

/// An answer with embeddings has no output; its usage is whole all the same.
void completeEmbeddingUsage(dom::element root, TokenUsage &tokens)
{
    dom::element vectors;
    if (tokens.input != TokenUsage::unknown && tokens.output == TokenUsage::unknown
        && (root["embedding"].get(vectors) == simdjson::SUCCESS
            || root["embeddings"].get(vectors) == simdjson::SUCCESS))
        tokens.output = 0;
}

void readRoot(ClientDialect dialect, dom::element root, AnswerFacts &facts)
{
    dom::element error;
    if (root["error"].get(error) == simdjson::SUCCESS && !error.is_null())
        facts.hasError = true;
    switch (dialect) {
    case ClientDialect::Anthropic:
        readAnthropic(root, facts);
        break;
    case ClientDialect::Gemini:
        readGemini(root, facts);
        break;
    case ClientDialect::Ollama:
        readOllama(root, facts);
        break;
    case ClientDialect::OpenAiResponses:
        readResponses(root, facts);
        break;
    default:
        readOpenAi(root, facts);
        break;
    }
}

AnswerFacts readWith(dom::parser &parser, ClientDialect dialect, std::string_view json)
{
    AnswerFacts facts;
    dom::element root;
    if (parser.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS)
        return facts;
    if (root.is_array()) { // Gemini without alt=sse: every chunk counts, the last usage holds
        for (const dom::element chunk : dom::array(root)) {
            AnswerFacts part;
            readRoot(dialect, chunk, part);
            facts.merge(part);
        }
        return facts;
    }
    readRoot(dialect, root, facts);
    completeEmbeddingUsage(root, facts.usage);
    keepPartsInside(facts.usage);
    return facts;
}

void takeKnown(qint64 &count, qint64 later)
{
    if (later != TokenUsage::unknown)
        count = later;
}

} // namespace

void AnswerFacts::merge(const AnswerFacts &later)
{
    // Anthropic's closing event may repeat the output alone: what was known of the input stays.
    if (later.usage.input != TokenUsage::unknown
        && (later.hasWholeUsage || later.usage.input >= usage.input))
        usage.input = later.usage.input;
    takeKnown(usage.cachedInput, later.usage.cachedInput);
    takeKnown(usage.cacheWriteInput, later.usage.cacheWriteInput);
    takeKnown(usage.output, later.usage.output);
    takeKnown(usage.reasoning, later.usage.reasoning);
    keepPartsInside(usage);
    if (later.reportedCost)
        reportedCost = later.reportedCost;
    if (!later.finishReason.empty())
        finishReason = later.finishReason;
    callsTools = callsTools || later.callsTools;
    hasError = hasError || later.hasError;
}

AnswerFacts readAnswerFacts(ClientDialect dialect, std::string_view json)
{
    if (json.size() > keepParserBytes) {
        dom::parser parser;
        return readWith(parser, dialect, json);
    }
    thread_local dom::parser parser;
    return readWith(parser, dialect, json);
}

bool isContentFilterStop(std::string_view finishReason)
{
    // OpenAI and Responses; Anthropic; Gemini's finishReason and blockReason; Bedrock; Cohere.
    constexpr std::array<std::string_view, 10> words{
        "content_filter",     "refusal",     "SAFETY",       "BLOCKLIST",
        "PROHIBITED_CONTENT", "SPII",        "IMAGE_SAFETY", "guardrail_intervened",
        "content_filtered",   "ERROR_TOXIC",
    };
    return std::ranges::find(words, finishReason) != words.end();
}

} // namespace signalbox::routing
