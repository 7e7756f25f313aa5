// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Endpoint.h"

#include <optional>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// What a request path asks Signalbox for.
struct ServedPath
{
    enum class Kind : quint8 {
        Dialect, ///< `endpoint` says which
        Health,
        Metrics,
        Explain,
        Feedback, ///< somebody says what an answer was worth
        OllamaVersion, ///< "/api/version": tools ask whether they know each other
        OllamaLoaded, ///< "/api/ps": the models in memory
        Root, ///< "/": tools knock here first; any answer will do
        Unknown,
    };

    Kind kind = Kind::Unknown;
    Endpoint endpoint;
    /// Gemini: the model in the path, percent-decoded; OpenAI and Anthropic: the one asked about.
    std::string model;
    /// Gemini: the method behind the colon; Ollama's embeddings: the last part of the path.
    /// Literals.
    std::string_view method;
    /// Gemini: streamGenerateContent.
    bool isStreamMethod = false;

    /// Reads \a path (no query). `/openai/...` and `/anthropic/...` are aliases of the plain paths.
    static ServedPath parse(std::string_view path);
    /// The dialect whose error object fits \a path best, also when it is not served.
    static models::ClientDialect errorDialect(std::string_view path);
    /// Methods the path knows, for the `allow` field of a 405.
    [[nodiscard]] std::string_view allowedMethods() const;
    [[nodiscard]] bool allows(std::string_view verb) const;
};

std::string percentDecoded(std::string_view text);
std::string percentEncoded(std::string_view text);
/// The value of \a name in a query string, percent-decoded.
std::optional<std::string> queryValue(std::string_view query, std::string_view name);
/// \a query without the items called \a name.
std::string queryWithout(std::string_view query, std::string_view name);

} // namespace signalbox::routing
