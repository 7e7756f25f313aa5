// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/embedding/EmbeddingCodec.h"

namespace signalbox::routing {

/// Embeddings as OpenAI and its many compatibles have them: /v1/embeddings.
///
/// The official SDKs for Node ask for base64 unless told otherwise. OpenAI's answers have no id,
/// but Mistral's SDK refuses one without. Voyage counts `total_tokens` only.
const EmbeddingClientCodec &openAiEmbeddingClientCodec();
const EmbeddingProviderCodec &openAiEmbeddingProviderCodec();

} // namespace signalbox::routing
