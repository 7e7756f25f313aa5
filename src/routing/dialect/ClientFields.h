// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/dialect/Losses.h"

#include <string_view>

namespace signalbox::routing {

/// Members of a conversation that remember no path of their own.
enum class ClientField : quint8 {
    Temperature,
    TopP,
    TopK,
    PresencePenalty,
    FrequencyPenalty,
    Seed,
    Candidates,
    Logprobs,
    TopLogprobs,
    LogitBias,
    MaxTokens,
    Stop,
    Format,
    Reasoning,
    Effort,
    ToolChoice,
    ParallelToolCalls,
    User,
    CacheKey,
    Metadata,
    ServiceTier,
};

/// What a client of \a dialect calls \a member, for telling it what was lost.
std::string_view clientFieldName(models::ClientDialect dialect, ClientField member);

/// Names lost what neither Anthropic nor Bedrock can be told: penalties, seed, probabilities, keys
/// of caches. More answers than one are refused. \a provider is the name told: "Anthropic".
void dropSampling(const Conversation &conversation, std::string_view provider, Losses &losses);

} // namespace signalbox::routing
