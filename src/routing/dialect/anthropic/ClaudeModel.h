// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/dialect/Losses.h"

#include <optional>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// What a model can do, as far as its name tells: "claude-opus-4-6",
/// "us.anthropic.claude-sonnet-4-5-20250929-v1:0". A model of another family, or one whose name
/// says nothing, is taken for one that knows thinking by budget and formats of answers.
struct ClaudeModel
{
    explicit ClaudeModel(std::string_view name);

    bool isClaude = false;
    bool hasAdaptiveThinking = false; ///< since 4.6; later ones know no other
    bool hasAnswerFormats = true; ///< since 4.5, and strict tools
    bool hasToolChoice = true; ///< since 3
    bool hasSampling = true; ///< until 4.6: temperature, top_p, top_k
    bool hasHighestEfforts = false; ///< since 4.7: xhigh
};

/// How a request asks Claude to think.
struct ClaudeThinking
{
    enum class Kind : quint8 { Unset, Disabled, Enabled, Adaptive };
    Kind kind = Kind::Unset;
    qint64 budgetTokens = 0;
    std::string effort{}; ///< for output_config
    std::string display{}; ///< summarized, omitted
    qint64 maxTokens = 0; ///< of the answer, above the budget

    [[nodiscard]] bool isOn() const { return kind == Kind::Enabled || kind == Kind::Adaptive; }
};

/// What the wish of \a conversation means for \a model. \a turns are those that will be written.
ClaudeThinking claudeThinking(const Conversation &conversation, const std::vector<Message> &turns,
                              const ClaudeModel &model, qint64 defaultMaxTokens, Losses &losses);

} // namespace signalbox::routing
