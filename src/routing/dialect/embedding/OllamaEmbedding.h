// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/embedding/EmbeddingCodec.h"

namespace signalbox::routing {

/// Embeddings as Ollama has them: /api/embed, and for clients the older /api/embeddings, which
/// takes one `prompt` and answers with one `embedding` and nothing else.
const EmbeddingClientCodec &ollamaEmbeddingClientCodec();
const EmbeddingProviderCodec &ollamaEmbeddingProviderCodec();

} // namespace signalbox::routing
