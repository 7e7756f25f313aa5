// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/embedding/EmbeddingCodec.h"

namespace signalbox::routing {

/// Embeddings as Cohere has them: /v2/embed, at most 96 texts. It demands to be told what they are
/// for, and the forms wanted. Bedrock sells the same models, so half of it serves there too.
const EmbeddingProviderCodec &cohereEmbeddingProviderCodec();

/// The word for what all of \a request is for; Cohere takes one in a call.
std::string_view cohereInputType(const EmbeddingRequest &request, Losses &losses);
/// What Cohere does with inputs that are too long; empty when the client did not say.
std::string_view cohereTruncate(const EmbeddingRequest &request);
EmbeddingAnswer readCohereEmbeddings(const Json &body);

inline constexpr std::size_t mostCohereTexts = 96;

} // namespace signalbox::routing
