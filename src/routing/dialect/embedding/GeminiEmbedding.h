// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/embedding/EmbeddingCodec.h"

namespace signalbox::routing {

/// Embeddings as Gemini has them: embedContent for one, batchEmbedContents for up to a hundred.
///
/// Models before gemini-embedding-2 answer without usage. Official SDKs ask in batches always.
const EmbeddingClientCodec &geminiEmbeddingClientCodec();
const EmbeddingProviderCodec &geminiEmbeddingProviderCodec();

} // namespace signalbox::routing
