// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"

#include <string_view>

namespace signalbox::routing {

/// Where a provider of the chat dialect differs from OpenAI: one row of a table, found by the
/// host of its base URL or named in the policy's `quirks`.
struct ChatQuirks
{
    /// The field in which an assistant turn's thoughts are taken back, if they are.
    enum class Thoughts : quint8 { None, ReasoningContent, Reasoning, ReasoningDetails, Content };
    /// Which models take `reasoning_effort`; the others refuse the request because of it.
    enum class Effort : quint8 { Never, ReasoningModels, Always };

    std::string_view name; ///< as the policy calls it
    std::string_view host; ///< the end of the host name; empty for those without a fixed one
    bool maxCompletionTokens = false; ///< else `max_tokens`
    bool developerRole = false; ///< else developer turns become system turns
    bool takesTopK = true;
    bool takesSeed = true;
    bool takesLogitBias = true;
    bool takesParallelToolCalls = true;
    bool anyInsteadOfRequired = false; ///< Mistral's word for `tool_choice: required`
    bool nineLetterIds = false; ///< Mistral refuses any other tool call id
    bool takesCacheControl = false; ///< OpenRouter hands `cache_control` on
    bool hasResponses = false; ///< serves /responses as well; taken for granted where unknown
    bool streamUsage = true; ///< knows `stream_options`
    bool pathNamesDeployment = false; ///< Azure: see ProviderPath
    std::string_view keyField{}; ///< that carries an API key; empty: it goes as a bearer token
    Thoughts thoughts = Thoughts::None;
    Effort effort = Effort::Always;
};

/// The row for \a provider: the first of its `quirks` that names one, else the one of its host,
/// else the plain one.
const ChatQuirks &chatQuirks(const models::Provider &provider);
/// Whether OpenAI's model \a name reasons, and so takes an effort.
bool isReasoningModel(std::string_view name);

} // namespace signalbox::routing
