// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/embedding/Embedding.h"
#include "routing/json/JsonField.h"

#include <string>
#include <string_view>

namespace signalbox::routing {

/// The numbers of an embedding between JSON, base64 and memory. Nothing is rounded but where
/// 64-bit numbers are put into 32-bit floats.

/// The numbers of the JSON array \a value; empty when it is none, or a number does not fit.
EmbeddingVector embeddingFromNumbers(const Json &value);
/// The little-endian 32-bit floats in \a base64; empty when there are none.
EmbeddingVector embeddingFromBase64(std::string_view base64);
/// An array of numbers or a base64 string, whichever \a value is.
EmbeddingVector embeddingFromEither(const Json &value);

/// \a vector as a JSON array, each number in the fewest digits that read back as the same.
std::string embeddingNumbers(const EmbeddingVector &vector);
/// \a vector as little-endian 32-bit floats in base64.
std::string embeddingBase64(const EmbeddingVector &vector);

} // namespace signalbox::routing
