// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/ProviderPath.h"

#include "routing/dialect/chat/ChatQuirks.h"

namespace signalbox::routing {

using models::ClientDialect;
using models::Provider;
using models::ProviderDialect;

namespace {

/// The last one of Azure's dated interface before the undated `/openai/v1` took its place.
constexpr std::string_view azureVersion = "2024-10-21";
/// Azure serves the Responses API only since this one.
constexpr std::string_view azureResponsesVersion = "2025-04-01-preview";
constexpr std::string_view vertexPublisher = "/publishers/google";

bool isOpenAi(const Provider &provider)
{
    return provider.dialect == ProviderDialect::OpenAi
        || provider.dialect == ProviderDialect::OpenAiResponses;
}

bool isVertex(const Provider &provider)
{
    return provider.dialect == ProviderDialect::Gemini
        && (provider.baseUrl.contains(QLatin1String("aiplatform.googleapis.com"))
            || provider.quirks.contains(QLatin1String("vertex")));
}

void appendQuery(std::string_view query, std::string &out)
{
    if (!query.empty())
        out.append(out.find('?') == std::string::npos ? "?" : "&").append(query);
}

/// The operation's own path behind the base URL, as the provider's SDK would write it.
std::string_view operationPath(const ServedPath &served)
{
    const Endpoint &endpoint = served.endpoint;
    switch (endpoint.dialect) {
    case ClientDialect::OpenAiChat:
        return "/chat/completions";
    case ClientDialect::OpenAiResponses:
        return endpoint.operation == Operation::CountTokens ? "/responses/input_tokens"
                                                            : "/responses";
    case ClientDialect::OpenAiEmbeddings:
        return "/embeddings";
    case ClientDialect::Anthropic:
        return endpoint.operation == Operation::CountTokens ? "/v1/messages/count_tokens"
                                                            : "/v1/messages";
    case ClientDialect::Ollama:
        if (endpoint.operation == Operation::Embed)
            return served.method == "embeddings" ? "/api/embeddings" : "/api/embed";
        return endpoint.operation == Operation::Complete ? "/api/generate" : "/api/chat";
    default:
        return "";
    }
}

} // namespace

void ProviderPath::appendOpenAi(std::string_view path, std::string_view model,
                                std::string &out) const
{
    out.append(m_basePath);
    if (!chatQuirks(m_provider).pathNamesDeployment || m_basePath.ends_with("/v1")) {
        out.append(path);
        return;
    }
    const bool isResponses = path.starts_with("/responses");
    const bool isOfDeployment = !isResponses && path != "/models";
    if (m_basePath.find("/openai") == std::string_view::npos)
        out.append("/openai");
    // The base URL may name the deployment itself, as Azure's portal shows it.
    if (isOfDeployment && m_basePath.find("/deployments/") == std::string_view::npos)
        out.append("/deployments/").append(percentEncoded(model));
    out.append(path).append("?api-version=");
    if (m_provider.apiVersion.isEmpty())
        out.append(isResponses ? azureResponsesVersion : azureVersion);
    else
        out.append(percentEncoded(m_provider.apiVersion.toStdString()));
}

void ProviderPath::appendGemini(std::string_view method, std::string_view model,
                                std::string &out) const
{
    out.append(m_basePath);
    if (isVertex(m_provider) && !m_basePath.ends_with(vertexPublisher))
        out.append(vertexPublisher);
    out.append("/models/").append(percentEncoded(model)).append(":").append(method);
}

void ProviderPath::appendServed(const ServedPath &served, std::string_view model,
                                std::string_view query, std::string &out) const
{
    if (served.endpoint.dialect == ClientDialect::Gemini)
        appendGemini(served.method, model, out);
    else if (isOpenAi(m_provider))
        appendOpenAi(operationPath(served), model, out);
    else
        out.append(m_basePath).append(operationPath(served));
    // The client's key may stand in the query (Gemini); it is ours to check, not theirs to see.
    if (!query.empty())
        appendQuery(queryWithout(query, "key"), out);
}

void ProviderPath::appendModels(std::string &out) const
{
    switch (m_provider.dialect) {
    case ProviderDialect::Anthropic:
    case ProviderDialect::Cohere:
        out.append(m_basePath).append("/v1/models");
        return;
    case ProviderDialect::Ollama:
        out.append(m_basePath).append("/api/tags");
        return;
    case ProviderDialect::Gemini:
        out.append(m_basePath);
        if (isVertex(m_provider) && !m_basePath.ends_with(vertexPublisher))
            out.append(vertexPublisher);
        out.append("/models");
        return;
    default:
        appendOpenAi("/models", {}, out);
    }
}

void ProviderPath::appendGenerate(std::string_view model, bool isStream, std::string &out) const
{
    switch (m_provider.dialect) {
    case ProviderDialect::OpenAi:
    case ProviderDialect::Simulated:
        appendOpenAi("/chat/completions", model, out);
        return;
    case ProviderDialect::OpenAiResponses:
        appendOpenAi("/responses", model, out);
        return;
    case ProviderDialect::Anthropic:
        out.append(m_basePath).append("/v1/messages");
        return;
    case ProviderDialect::Gemini:
        appendGemini(isStream ? "streamGenerateContent?alt=sse" : "generateContent", model, out);
        return;
    case ProviderDialect::Ollama:
        out.append(m_basePath).append("/api/chat");
        return;
    case ProviderDialect::Cohere:
        out.append(m_basePath).append("/v2/chat");
        return;
    case ProviderDialect::Bedrock:
        out.append(m_basePath).append("/model/").append(percentEncoded(model));
        out.append(isStream ? "/converse-stream" : "/converse");
        return;
    }
}

void ProviderPath::appendEmbed(std::string_view model, std::size_t inputs, std::string &out) const
{
    switch (m_provider.dialect) {
    case ProviderDialect::Gemini:
        appendGemini(inputs == 1 ? "embedContent" : "batchEmbedContents", model, out);
        return;
    case ProviderDialect::Ollama:
        out.append(m_basePath).append("/api/embed");
        return;
    case ProviderDialect::Cohere:
        out.append(m_basePath).append("/v2/embed");
        return;
    case ProviderDialect::Bedrock:
        out.append(m_basePath).append("/model/").append(percentEncoded(model)).append("/invoke");
        return;
    default:
        appendOpenAi("/embeddings", model, out);
    }
}

void ProviderPath::appendCount(std::string_view model, std::string &out) const
{
    switch (m_provider.dialect) {
    case ProviderDialect::Anthropic:
        out.append(m_basePath).append("/v1/messages/count_tokens");
        return;
    case ProviderDialect::Gemini:
        appendGemini("countTokens", model, out);
        return;
    case ProviderDialect::Bedrock:
        out.append(m_basePath).append("/model/").append(percentEncoded(model));
        out.append("/count-tokens");
        return;
    default:
        appendOpenAi("/responses/input_tokens", model, out);
    }
}

std::string basePathOf(const QUrl &baseUrl)
{
    std::string path = baseUrl.path(QUrl::FullyEncoded).toStdString();
    while (path.ends_with('/'))
        path.pop_back();
    return path;
}

std::string keyFieldName(const Provider &provider, std::string_view key)
{
    if (!provider.keyHeader.isEmpty())
        return provider.keyHeader.toLower().toStdString();
    switch (provider.dialect) {
    case ProviderDialect::OpenAi:
    case ProviderDialect::OpenAiResponses: {
        const ChatQuirks &quirks = chatQuirks(provider);
        // A token of Entra ID is a JSON Web Token and goes as a bearer.
        if (!quirks.keyField.empty() && !key.starts_with("eyJ"))
            return std::string(quirks.keyField);
        return "authorization";
    }
    case ProviderDialect::Anthropic:
        return "x-api-key";
    case ProviderDialect::Gemini:
        // Vertex takes access tokens; Google's API keys, which its express mode takes, all begin
        // alike.
        return isVertex(provider) && !key.starts_with("AIza") && !key.starts_with("AQ.")
            ? "authorization"
            : "x-goog-api-key";
    default:
        return "authorization";
    }
}

} // namespace signalbox::routing
