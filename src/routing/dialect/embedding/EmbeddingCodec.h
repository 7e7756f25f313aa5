// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "models/policy/Policy.h"
#include "routing/dialect/DialectError.h"
#include "routing/dialect/Losses.h"
#include "routing/dialect/embedding/Embedding.h"
#include "routing/json/JsonField.h"

#include <optional>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// How embeddings are asked for and told in every dialect that has them: pure functions, for any
/// thread. Where they are asked for is ProviderPath's to say.

struct EmbeddingReading
{
    EmbeddingRequest request;
    std::optional<DialectError> problem; ///< a 400 that names the field
};

/// How an answer is put to a client.
struct EmbeddingWish
{
    std::string_view exchangeId; ///< an id that the provider did not give is made of it
    std::string_view model; ///< told where the provider told none
    const EmbeddingRequest &request; ///< what was asked
};

/// A dialect as clients speak it.
struct EmbeddingClientCodec
{
    /// \a method is what ServedPath::method says: it tells endpoints of one dialect apart.
    EmbeddingReading (*readRequest)(const Json &body, std::string_view method);
    std::string (*writeAnswer)(const EmbeddingAnswer &answer, const EmbeddingWish &wish);
};

/// A dialect as providers speak it.
struct EmbeddingProviderCodec
{
    /// The body. What cannot be said goes into \a losses.
    std::string (*writeRequest)(const EmbeddingRequest &request, std::string_view model,
                                Losses &losses);
    /// Vectors that cannot be read are empty; readEmbeddingAnswer() makes an error of them.
    EmbeddingAnswer (*readAnswer)(const Json &body);
};

/// How clients of \a dialect are read and answered; null for a dialect without embeddings.
const EmbeddingClientCodec *embeddingClientCodec(models::ClientDialect dialect);
/// How providers of \a dialect are asked and understood; null for one without embeddings.
const EmbeddingProviderCodec *embeddingProviderCodec(models::ProviderDialect dialect);

/// What a provider of \a dialect, which has embeddings, answered to \a request with a success: one
/// vector for each input, or why there are none, with the status 502.
models::Result<EmbeddingAnswer, DialectError> readEmbeddingAnswer(models::ProviderDialect dialect,
                                                                  const Json &body,
                                                                  const EmbeddingRequest &request);

} // namespace signalbox::routing
