// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Money.h"
#include "models/traffic/ExchangeRecord.h"
#include "models/traffic/TokenUsage.h"
#include "routing/dialect/Conversation.h"

#include <QtGlobal>

#include <optional>
#include <string>
#include <vector>

namespace signalbox::routing {

/// Requests for embeddings and their answers in no dialect: plain values that own their text.

/// What vectors are wanted for, where a dialect asks: Gemini's `taskType`, Cohere's `input_type`.
enum class EmbeddingPurpose : quint8 {
    Unset,
    Document,
    Query,
    Similarity,
    Classification,
    Clustering,
    QuestionAnswering,
    FactVerification,
    CodeQuery,
    Other, ///< a word that only its own dialect knows
};

/// One thing to embed; becomes one vector.
struct EmbeddingInput
{
    std::string text{};
    std::string tokensJson{}; ///< OpenAI: token ids as a JSON array, instead of the text
    std::string path{}; ///< where it stood: `input[2]`, `requests[1].content`
    std::string holder{}; ///< the object around it: `requests[1]`, or empty for the body
    EmbeddingPurpose purpose = EmbeddingPurpose::Unset;
    std::string purposeWord{}; ///< as the client wrote it
    std::string title{}; ///< Gemini: of the document
    RestFields rest{}; ///< fields of Gemini's single requests that were not understood
};

struct EmbeddingRequest
{
    /// How the client asked, and so how it is answered.
    enum class Form : quint8 {
        Usual, ///< OpenAI, Gemini's embedContent, Ollama's /api/embed
        Batch, ///< Gemini's batchEmbedContents
        Legacy, ///< Ollama's /api/embeddings
    };

    models::ClientDialect dialect = models::ClientDialect::Unknown;
    Form form = Form::Usual;
    std::vector<EmbeddingInput> inputs{}; ///< at least one
    std::optional<qint64> dimensions{}; ///< length of the vectors
    bool wantsBase64 = false; ///< OpenAI: vectors as little-endian 32-bit floats in base64
    std::optional<bool> truncate{}; ///< whether inputs that are too long may be cut
    std::string user{}; ///< who asks, as the client calls them
    RestFields rest{};
};

/// One vector. Every number is finite and fits in a 32-bit float.
struct EmbeddingVector
{
    std::vector<double> values{};
    /// The numbers came as 32-bit floats: fewer digits tell them exactly.
    bool isSingle = false;
};

struct EmbeddingAnswer
{
    std::string id{}; ///< the provider's; may be empty
    std::string model{}; ///< as the provider calls it; may be empty
    std::vector<EmbeddingVector> vectors{}; ///< in the order of the inputs
    models::TokenUsage usage{};
    std::optional<models::Money> reportedCost{};
};

} // namespace signalbox::routing
