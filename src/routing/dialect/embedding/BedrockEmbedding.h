// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/embedding/EmbeddingCodec.h"

namespace signalbox::routing {

/// Embeddings on Bedrock: InvokeModel with a body of each family's own. Known are Amazon's Titan
/// Text and Nova, which take one text in a call, and Cohere. Cohere's tokens are told in a header
/// only.
const EmbeddingProviderCodec &bedrockEmbeddingProviderCodec();

} // namespace signalbox::routing
