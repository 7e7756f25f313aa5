// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/ClientFields.h"

#include <array>
#include <string>

namespace signalbox::routing {

using models::ClientDialect;

namespace {

struct FieldNames
{
    ClientField member;
    std::string_view chat;
    std::string_view responses;
    std::string_view anthropic;
    std::string_view gemini;
    std::string_view ollama;
};

constexpr std::array<FieldNames, 21> fieldNames{{
    {ClientField::Temperature, "temperature", "temperature", "temperature",
     "generationConfig.temperature", "options.temperature"},
    {ClientField::TopP, "top_p", "top_p", "top_p", "generationConfig.topP", "options.top_p"},
    {ClientField::TopK, "top_k", "top_k", "top_k", "generationConfig.topK", "options.top_k"},
    {ClientField::PresencePenalty, "presence_penalty", "presence_penalty", "presence_penalty",
     "generationConfig.presencePenalty", "options.presence_penalty"},
    {ClientField::FrequencyPenalty, "frequency_penalty", "frequency_penalty", "frequency_penalty",
     "generationConfig.frequencyPenalty", "options.frequency_penalty"},
    {ClientField::Seed, "seed", "seed", "seed", "generationConfig.seed", "options.seed"},
    {ClientField::Candidates, "n", "n", "n", "generationConfig.candidateCount", "n"},
    {ClientField::Logprobs, "logprobs", "include", "logprobs", "generationConfig.responseLogprobs",
     "logprobs"},
    {ClientField::TopLogprobs, "top_logprobs", "top_logprobs", "top_logprobs",
     "generationConfig.logprobs", "top_logprobs"},
    {ClientField::LogitBias, "logit_bias", "logit_bias", "logit_bias", "logit_bias", "logit_bias"},
    {ClientField::MaxTokens, "max_completion_tokens", "max_output_tokens", "max_tokens",
     "generationConfig.maxOutputTokens", "options.num_predict"},
    {ClientField::Stop, "stop", "stop", "stop_sequences", "generationConfig.stopSequences",
     "options.stop"},
    {ClientField::Format, "response_format", "text.format", "output_config.format",
     "generationConfig.responseSchema", "format"},
    {ClientField::Reasoning, "reasoning_effort", "reasoning", "thinking",
     "generationConfig.thinkingConfig", "think"},
    {ClientField::Effort, "reasoning_effort", "reasoning", "output_config.effort",
     "generationConfig.thinkingConfig", "think"},
    {ClientField::ToolChoice, "tool_choice", "tool_choice", "tool_choice",
     "toolConfig.functionCallingConfig", "tool_choice"},
    {ClientField::ParallelToolCalls, "parallel_tool_calls", "parallel_tool_calls",
     "tool_choice.disable_parallel_tool_use", "toolConfig", "parallel_tool_calls"},
    {ClientField::User, "user", "user", "metadata.user_id", "labels", "user"},
    {ClientField::CacheKey, "prompt_cache_key", "prompt_cache_key", "prompt_cache_key",
     "cachedContent", "keep_alive"},
    {ClientField::Metadata, "metadata", "metadata", "metadata", "labels", "metadata"},
    {ClientField::ServiceTier, "service_tier", "service_tier", "service_tier", "serviceTier",
     "service_tier"},
}};

} // namespace

std::string_view clientFieldName(ClientDialect dialect, ClientField member)
{
    for (const FieldNames &names : fieldNames) {
        if (names.member != member)
            continue;
        switch (dialect) {
        case ClientDialect::OpenAiResponses:
            return names.responses;
        case ClientDialect::Anthropic:
            return names.anthropic;
        case ClientDialect::Gemini:
            return names.gemini;
        case ClientDialect::Ollama:
            return names.ollama;
        default:
            return names.chat;
        }
    }
    return {};
}

void dropSampling(const Conversation &conversation, std::string_view provider, Losses &losses)
{
    const auto name = [&](ClientField member) {
        return clientFieldName(conversation.dialect, member);
    };
    const auto drop = [&](bool isGiven, ClientField member, std::string_view what) {
        if (isGiven)
            losses.dropped(name(member), std::string(provider).append(" has no ").append(what));
    };
    const Sampling &sampling = conversation.sampling;
    drop(sampling.presencePenalty.has_value(), ClientField::PresencePenalty, "penalties");
    drop(sampling.frequencyPenalty.has_value(), ClientField::FrequencyPenalty, "penalties");
    drop(sampling.seed.has_value(), ClientField::Seed, "seed");
    drop(sampling.logprobs.value_or(false), ClientField::Logprobs, "probabilities of tokens");
    drop(sampling.topLogprobs.value_or(0) > 0, ClientField::TopLogprobs, "probabilities of tokens");
    drop(!sampling.logitBiasJson.empty(), ClientField::LogitBias, "biases of tokens");
    drop(!conversation.cacheKey.empty(), ClientField::CacheKey, "keys of caches");
    drop(!conversation.metadataJson.empty(), ClientField::Metadata, "metadata of this kind");
    if (sampling.candidates.value_or(1) > 1) {
        losses.impossible(name(ClientField::Candidates),
                          std::string(provider).append(" gives one answer to a request."));
    }
}

} // namespace signalbox::routing
