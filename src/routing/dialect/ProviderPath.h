// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "routing/dialect/ServedPath.h"

#include <QUrl>

#include <string>
#include <string_view>

namespace signalbox::routing {

/// Where in a provider's API something is asked for. Appends to \a out what stands behind the
/// host: the path of the base URL, what the provider's own SDK adds to it, and the query.
///
/// Two providers are found elsewhere than their dialect says. Azure OpenAI's classic addresses
/// name the deployment (`/openai/deployments/{model}/chat/completions?api-version=…`); a base URL
/// that ends in `/v1` means its newer ones, which are OpenAI's. Vertex AI has Gemini's methods
/// under `/publishers/google` of a project (`…/projects/P/locations/L` is the base URL).
class ProviderPath final
{
public:
    /// \a basePath is the path of the base URL without a slash at the end. Both must outlive it.
    ProviderPath(const models::Provider &provider, std::string_view basePath)
        : m_provider(provider)
        , m_basePath(basePath)
    {}

    /// For a request that goes as it came; \a query is the client's.
    void appendServed(const ServedPath &served, std::string_view model, std::string_view query,
                      std::string &out) const;
    /// For the list of its models.
    void appendModels(std::string &out) const;
    /// For a conversation in the provider's dialect.
    void appendGenerate(std::string_view model, bool isStream, std::string &out) const;
    /// For the embeddings of that many \a inputs in the provider's dialect.
    void appendEmbed(std::string_view model, std::size_t inputs, std::string &out) const;
    /// For a count of tokens, of a provider that has it.
    void appendCount(std::string_view model, std::string &out) const;
    /// The base, and \a path behind it, in the way of OpenAI's dialects: `/embeddings`.
    void appendOpenAi(std::string_view path, std::string_view model, std::string &out) const;
    /// The base, and \a method of a model, in the way of Gemini: `countTokens`.
    void appendGemini(std::string_view method, std::string_view model, std::string &out) const;

private:
    const models::Provider &m_provider;
    std::string_view m_basePath;
};

/// The path of \a baseUrl as ProviderPath wants it.
std::string basePathOf(const QUrl &baseUrl);

/// The field in which \a provider takes \a key, without the colon: the policy's, else the one of
/// the dialect. `authorization` means a bearer token.
std::string keyFieldName(const models::Provider &provider, std::string_view key);

} // namespace signalbox::routing
