// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"
#include "routing/dialect/Endpoint.h"
#include "routing/dialect/editing/PromptText.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing {

/// A client's body after a transform node.
struct EditedBody
{
    std::string body; ///< with PaddedBody::padding bytes of room behind it
    bool isChanged = false;
    /// What could not be done, a sentence each, without prompt text. The rest was done; of broken
    /// JSON nothing was.
    std::vector<std::string> problems{};
};

/// Applies \a transform to \a body, a request in the client's dialect for \a endpoint. The text is
/// spliced: what is not changed keeps its bytes. A pure function, for any thread; transforms chain
/// by giving the body of one to the next.
///
/// Parameters: a path is a field, or fields joined by dots; objects on the way are made, a null on
/// the way becomes one, anything else on the way is a problem. A name that stands twice is changed
/// in every place. `model` and `stream` are not a transform's to change: the route and the client's
/// way of reading hang on them. Gemini's counts with a generateContentRequest are changed in there.
/// Where tokens are only counted few fields are known: a parameter is set there only if its first
/// field stands in the body already.
///
/// System prompt, per dialect (Before and After leave an empty line between the texts, or add a
/// block where there are blocks):
///
///     OpenAI Chat, Ollama  the first message of role system or developer; one is made in front
///     Responses            `instructions`
///     Anthropic            `system`, a text or blocks; Replace keeps the last cache_control
///     Gemini               `systemInstruction` or `system_instruction`
///     Ollama generate      `system`
///
/// Replace takes out all other system and developer messages as well, wherever they stand. What
/// has no system prompt (embeddings) stays.
[[nodiscard]] EditedBody editRequest(const Endpoint &endpoint, std::string_view body,
                                     const models::TransformNode &transform,
                                     std::span<const PromptVariable> variables);

} // namespace signalbox::routing
