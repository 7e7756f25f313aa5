// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Losses.h"
#include "routing/dialect/embedding/Embedding.h"
#include "routing/json/JsonField.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// What a provider's dialect of embeddings has a place for.
struct EmbeddingHouse
{
    std::string_view name; ///< for people: "Cohere"
    models::ClientDialect family = models::ClientDialect::Unknown; ///< whose rest fields it knows
    std::size_t mostInputs = 0; ///< in one call; 0 where it is not known
    bool takesTokens = false;
    bool takesPurpose = false;
    bool takesTitle = false;
    bool takesDimensions = false;
    bool takesTruncate = false;
};

/// Names all of \a request that \a house has no place for.
void noteEmbeddingLosses(const EmbeddingRequest &request, const EmbeddingHouse &house,
                         Losses &losses);

/// `requests[1].title`, or `title` where \a holder is empty.
std::string memberPath(std::string_view holder, std::string_view member);

/// Where the client said what \a input is for.
std::string purposePath(const EmbeddingRequest &request, const EmbeddingInput &input);

/// The tokens that \a holder counts as \a key. An embedding has no output.
models::TokenUsage embeddingUsage(const std::optional<Json> &holder, std::string_view key);

/// What Gemini's clients call a purpose: RETRIEVAL_QUERY. Empty for Unset and Other.
std::string_view geminiTaskType(EmbeddingPurpose purpose);
/// The purpose that \a word names in any dialect; Other for an unknown one, Unset for none.
EmbeddingPurpose embeddingPurpose(std::string_view word);

} // namespace signalbox::routing
