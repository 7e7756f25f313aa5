// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Endpoint.h"
#include "routing/signals/PromptReaders.h"

#include <QtGlobal>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// What rules may ask of a request's body, read in one pass without building a conversation.
///
/// A value that belongs to one request and points into its body. Bodies may be broken or odd: then
/// it has what stands before the damage, and what does not look as the dialect says is left out.
struct RequestSurvey
{
    /// Texts are cut to this many bytes, at a character.
    static constexpr std::size_t mostText = 64UL * 1024;
    static constexpr std::size_t mostFirstText = 4096;

    bool isWhole = false; ///< the body was read to its end
    int messages = 0; ///< without system prompts; results of tools in a message of their own count
    int turns = 0; ///< messages of the user that say something besides results of tools
    int tools = 0;
    int images = 0;
    int documents = 0; ///< files and recordings
    bool isToolTurn = false; ///< the last message brings results of tools
    bool wantsJson = false; ///< JSON mode, or a schema
    bool wantsSchema = false; ///< a schema
    bool wantsReasoning = false;
    int choices = 1; ///< answers asked for at once
    std::optional<double> maxOutputTokens;
    qint64 textBytes = 0; ///< of all messages and system prompts, as escaped in the body
    qint64 toolBytes = 0; ///< of the tools' JSON

    std::string systemText; ///< parts and messages joined by line ends
    std::string lastText; ///< of the last message with text of the user's own
    std::string firstText; ///< of the first such message, cut to mostFirstText
    std::string conversation; ///< what the body itself names it by; empty when it does not
    std::string previousResponse; ///< Responses: previous_response_id

    /// Pieces of the body's texts, as escaped there, evenly spread, for estimates.
    static constexpr std::size_t sampleCount = 32;
    static constexpr std::size_t sampleBytes = 256;
    std::array<std::string_view, sampleCount> samples{};
    std::size_t samplesTaken = 0;
    qint64 sampledBytes = 0;

    /// \a body must have PaddedBody::padding bytes of room behind it, and outlive the survey.
    static RequestSurvey read(const Endpoint &endpoint, const std::string &body);
};

/// What readers of prompts look at; valid as long as \a survey.
[[nodiscard]] PromptView promptView(const RequestSurvey &survey);

/// About how many tokens the surveyed request has, for no model in particular: texts by
/// models::estimateTokens() on the samples, and flat amounts for frames, tools and media.
[[nodiscard]] double estimatedInputTokens(const RequestSurvey &survey);

} // namespace signalbox::routing
