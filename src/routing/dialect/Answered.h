// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Money.h"
#include "models/traffic/TokenUsage.h"
#include "routing/dialect/Conversation.h"
#include "routing/dialect/DialectError.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing {

/// Why a model stopped, in no dialect.
enum class StopReason : quint8 {
    Unknown,
    End,
    StopSequence,
    Length, ///< the limit on tokens, or the context was full
    ToolCalls,
    ContentFilter, ///< the provider withheld it
    Refusal, ///< the model declined
    Paused, ///< Anthropic: a server tool's loop goes on when the turn is sent back
    Error,
};

/// One of the answers a request asked for; nearly always the only one.
struct AnswerCandidate
{
    qint64 index = 0;
    std::vector<Part> parts; ///< text, reasoning, tool calls, in order
    StopReason stop = StopReason::Unknown;
    std::string stopSequence; ///< the one that was met, when the provider says so
    std::string nativeStop; ///< the provider's own word
    std::string logprobsJson; ///< OpenAI's, as it came
    RestFields rest;
};

/// A whole answer, in no dialect.
struct AnswerMessage
{
    models::ClientDialect dialect = models::ClientDialect::Unknown; ///< Unknown: Bedrock, Cohere
    std::string id; ///< the provider's; may be empty
    std::string model; ///< as the provider calls it; may be empty
    qint64 createdS = 0; ///< seconds since 1970; 0 when unknown
    std::vector<AnswerCandidate> candidates;
    models::TokenUsage usage;
    std::optional<models::Money> reportedCost;
    RestFields rest;
    /// What the provider told and no other dialect has a place for, by its names: `annotations`.
    std::vector<std::string> unsaid;
};

/// Hears a streamed answer, in no dialect, as it comes: what every reader of streams calls and
/// every writer of streams is. Text that is passed lives during the call only.
///
/// Order: began() first; per candidate text, reasoning and calls as they come, a call's begin,
/// arguments and end in that order; stopped() once per candidate; usage() any time, the last one
/// counts; then ended() or failed(), and nothing after.
class AnswerSink
{
public:
    AnswerSink() = default;
    virtual ~AnswerSink() = default;
    Q_DISABLE_COPY_MOVE(AnswerSink)

    struct Begin
    {
        std::string_view id;
        std::string_view model;
        qint64 createdS = 0;
    };
    struct CallBegin
    {
        qint64 call = 0; ///< its number among the candidate's calls, from 0, rising
        std::string_view id;
        std::string_view name;
        std::string_view signature; ///< Gemini
        bool isFreeForm = false; ///< OpenAI's custom tools: the arguments are text, not JSON
    };
    struct Stop
    {
        StopReason reason = StopReason::Unknown;
        std::string_view stopSequence;
        std::string_view nativeStop;
    };

    virtual void began(const Begin &begin) = 0;
    virtual void text(qint64 candidate, std::string_view text) = 0;
    virtual void refusal(qint64 candidate, std::string_view text) = 0;
    /// More of what the model thinks.
    virtual void reasoning(qint64 candidate, std::string_view text) = 0;
    /// The thought that ran is over: \a part holds its opaque halves, and its whole text only when
    /// none of it came by reasoning().
    virtual void reasoningEnded(qint64 candidate, const ReasoningPart &part) = 0;
    virtual void callBegan(qint64 candidate, const CallBegin &call) = 0;
    /// A piece of the call's arguments; joined, the pieces are one JSON object.
    virtual void callArguments(qint64 candidate, qint64 call, std::string_view fragment) = 0;
    virtual void callEnded(qint64 candidate, qint64 call) = 0;
    /// A part that came whole: an image, a part only one dialect has.
    virtual void part(qint64 candidate, const Part &part) = 0;
    virtual void logprobs(qint64 candidate, std::string_view json) = 0;
    virtual void usage(const models::TokenUsage &usage) = 0;
    virtual void reportedCost(const models::Money &cost) = 0;
    /// The provider told something that no other dialect has a place for. May come often.
    virtual void unsaid(std::string_view /*name*/) {}
    virtual void stopped(qint64 candidate, const Stop &stop) = 0;
    /// The provider's own word that the answer is whole.
    virtual void ended() = 0;
    /// The provider reported an error inside its stream.
    virtual void failed(const DialectError &error) = 0;
};

} // namespace signalbox::routing
