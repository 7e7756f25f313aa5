// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "routing/json/JsonField.h"
#include "routing/simulate/SimulatedPrompt.h"

#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing::simulate {

using EmbeddingResult = models::Result<std::string, PromptProblem>;

/// A unit vector for \a text: the normalised sum of one pseudo-random direction for every word, so
/// texts that share words lie near each other. The same text always gives the same vector.
[[nodiscard]] std::vector<float> embed(std::string_view text, std::size_t dimensions);

/// The whole answer to an OpenAI embeddings request.
[[nodiscard]] EmbeddingResult openAiEmbeddings(const Json &body, std::string_view model);
/// The whole answer to embedContent, or to batchEmbedContents when \a body has `requests`.
[[nodiscard]] EmbeddingResult geminiEmbeddings(const Json &body);
/// The whole answer to /api/embed, or to /api/embeddings when \a body has a `prompt`.
[[nodiscard]] EmbeddingResult ollamaEmbeddings(const Json &body, std::string_view model);

} // namespace signalbox::routing::simulate
