// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"

namespace signalbox::routing {

/// What a client asks for, whatever its dialect calls it.
enum class Operation : quint8 {
    Generate, ///< chat completion, message, response, generateContent
    Complete, ///< Ollama's /api/generate: one prompt in place of messages
    Embed, ///< embeddings, embedContent, batchEmbedContents
    CountTokens, ///< count_tokens, countTokens, responses/input_tokens
    ListModels,
    GetModel,
};

/// One served endpoint: the dialect spoken on it and the operation asked for.
struct Endpoint
{
    models::ClientDialect dialect = models::ClientDialect::Unknown;
    Operation operation = Operation::Generate;

    bool operator==(const Endpoint &) const = default;
};

} // namespace signalbox::routing
