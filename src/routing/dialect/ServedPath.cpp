// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/ServedPath.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace signalbox::routing {

using models::ClientDialect;

namespace {

struct FixedPath
{
    std::string_view path;
    ServedPath::Kind kind;
    Endpoint endpoint;
    std::string_view method{};
};

constexpr std::array fixedPaths{
    FixedPath{"/v1/chat/completions",
              ServedPath::Kind::Dialect,
              {ClientDialect::OpenAiChat, Operation::Generate}},
    FixedPath{
        "/v1/messages", ServedPath::Kind::Dialect, {ClientDialect::Anthropic, Operation::Generate}},
    FixedPath{"/v1/responses",
              ServedPath::Kind::Dialect,
              {ClientDialect::OpenAiResponses, Operation::Generate}},
    FixedPath{"/v1/responses/input_tokens",
              ServedPath::Kind::Dialect,
              {ClientDialect::OpenAiResponses, Operation::CountTokens}},
    FixedPath{"/v1/embeddings",
              ServedPath::Kind::Dialect,
              {ClientDialect::OpenAiEmbeddings, Operation::Embed}},
    FixedPath{"/v1/messages/count_tokens",
              ServedPath::Kind::Dialect,
              {ClientDialect::Anthropic, Operation::CountTokens}},
    FixedPath{"/v1/models",
              ServedPath::Kind::Dialect,
              {ClientDialect::OpenAiModels, Operation::ListModels}},
    FixedPath{"/v1beta/models",
              ServedPath::Kind::Dialect,
              {ClientDialect::Gemini, Operation::ListModels}},
    FixedPath{"/v1alpha/models",
              ServedPath::Kind::Dialect,
              {ClientDialect::Gemini, Operation::ListModels}},
    FixedPath{"/api/chat", ServedPath::Kind::Dialect, {ClientDialect::Ollama, Operation::Generate}},
    FixedPath{"/api/embed",
              ServedPath::Kind::Dialect,
              {ClientDialect::Ollama, Operation::Embed},
              "embed"},
    FixedPath{"/api/embeddings",
              ServedPath::Kind::Dialect,
              {ClientDialect::Ollama, Operation::Embed},
              "embeddings"},
    FixedPath{
        "/api/generate", ServedPath::Kind::Dialect, {ClientDialect::Ollama, Operation::Complete}},
    FixedPath{
        "/api/tags", ServedPath::Kind::Dialect, {ClientDialect::Ollama, Operation::ListModels}},
    FixedPath{"/api/show", ServedPath::Kind::Dialect, {ClientDialect::Ollama, Operation::GetModel}},
    FixedPath{"/api/version", ServedPath::Kind::OllamaVersion, {}},
    FixedPath{"/api/ps", ServedPath::Kind::OllamaLoaded, {}},
    FixedPath{"/signalbox/v1/health", ServedPath::Kind::Health, {}},
    FixedPath{"/signalbox/v1/explain", ServedPath::Kind::Explain, {}},
    FixedPath{"/signalbox/v1/feedback", ServedPath::Kind::Feedback, {}},
    FixedPath{"/metrics", ServedPath::Kind::Metrics, {}},
    FixedPath{"/", ServedPath::Kind::Root, {}},
};

struct GeminiMethod
{
    std::string_view name;
    Operation operation;
    bool isStream;
};

constexpr std::array geminiMethods{
    GeminiMethod{"generateContent", Operation::Generate, false},
    GeminiMethod{"streamGenerateContent", Operation::Generate, true},
    GeminiMethod{"countTokens", Operation::CountTokens, false},
    GeminiMethod{"embedContent", Operation::Embed, false},
    GeminiMethod{"batchEmbedContents", Operation::Embed, false},
};

constexpr std::array<std::string_view, 2> aliases{"/openai", "/anthropic"};

std::string_view withoutAlias(std::string_view path)
{
    for (const std::string_view alias : aliases) {
        if (path.starts_with(alias) && path.size() > alias.size() && path[alias.size()] == '/')
            return path.substr(alias.size());
    }
    return path;
}

/// What follows "/v1.../models/", or nothing.
std::optional<std::string_view> afterModels(std::string_view path, std::string_view version)
{
    constexpr std::string_view models = "/models/";
    if (!path.starts_with(version) || !path.substr(version.size()).starts_with(models))
        return std::nullopt;
    const std::string_view rest = path.substr(version.size() + models.size());
    return rest.empty() ? std::nullopt : std::optional(rest);
}

ServedPath parseModelPath(std::string_view path)
{
    ServedPath served;
    for (const std::string_view version : {"/v1beta", "/v1alpha", "/v1"}) {
        const auto rest = afterModels(path, version);
        if (!rest)
            continue;
        const std::size_t colon = rest->rfind(':');
        if (colon != std::string_view::npos) {
            for (const GeminiMethod &method : geminiMethods) {
                if (rest->substr(colon + 1) != method.name)
                    continue;
                served.kind = ServedPath::Kind::Dialect;
                served.endpoint = {ClientDialect::Gemini, method.operation};
                served.model = percentDecoded(rest->substr(0, colon));
                served.method = method.name;
                served.isStreamMethod = method.isStream;
                return served;
            }
        }
        served.kind = ServedPath::Kind::Dialect;
        served.endpoint = {version == "/v1" ? ClientDialect::OpenAiModels : ClientDialect::Gemini,
                           Operation::GetModel};
        served.model = percentDecoded(*rest);
        return served;
    }
    return served;
}

int hexValue(char digit)
{
    int value = -1;
    std::from_chars(&digit, &digit + 1, value, 16);
    return value;
}

} // namespace

ServedPath ServedPath::parse(std::string_view path)
{
    path = withoutAlias(path);
    for (const FixedPath &fixed : fixedPaths) {
        if (fixed.path == path) {
            ServedPath served;
            served.kind = fixed.kind;
            served.endpoint = fixed.endpoint;
            served.method = fixed.method;
            return served;
        }
    }
    return parseModelPath(path);
}

ClientDialect ServedPath::errorDialect(std::string_view path)
{
    if (path.starts_with("/anthropic/") || path.find("/v1/messages") != std::string_view::npos)
        return ClientDialect::Anthropic;
    if (path.starts_with("/v1beta/") || path.starts_with("/v1alpha/"))
        return ClientDialect::Gemini;
    if (path.starts_with("/api/"))
        return ClientDialect::Ollama;
    if (path.starts_with("/v1/responses"))
        return ClientDialect::OpenAiResponses;
    const ServedPath served = parse(path);
    return served.kind == Kind::Dialect ? served.endpoint.dialect : ClientDialect::OpenAiChat;
}

std::string_view ServedPath::allowedMethods() const
{
    switch (kind) {
    case Kind::Health:
    case Kind::Metrics:
    case Kind::Root:
    case Kind::OllamaVersion:
    case Kind::OllamaLoaded:
        return "GET, HEAD";
    case Kind::Explain:
    case Kind::Feedback:
        return "POST";
    case Kind::Unknown:
        return "";
    case Kind::Dialect:
        break;
    }
    const bool isShow =
        endpoint.operation == Operation::GetModel && endpoint.dialect != ClientDialect::Ollama;
    return isShow || endpoint.operation == Operation::ListModels ? "GET, HEAD" : "POST";
}

bool ServedPath::allows(std::string_view verb) const
{
    std::string_view methods = allowedMethods();
    while (!methods.empty()) {
        const std::string_view known = methods.substr(0, methods.find(", "));
        if (known == verb)
            return true;
        methods.remove_prefix(std::min(methods.size(), known.size() + 2));
    }
    return false;
}

std::string percentDecoded(std::string_view text)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            const int high = hexValue(text[i + 1]);
            const int low = hexValue(text[i + 2]);
            if (high >= 0 && low >= 0) {
                decoded.push_back(static_cast<char>(high * 16 + low));
                i += 2;
                continue;
            }
        }
        decoded.push_back(text[i]);
    }
    return decoded;
}

std::string percentEncoded(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || std::string_view("-._~").find(c) != std::string_view::npos) {
            encoded.push_back(c);
        } else {
            encoded.push_back('%');
            encoded.push_back(digits[byte >> 4U]);
            encoded.push_back(digits[byte & 15U]);
        }
    }
    return encoded;
}

namespace {

/// Whether a "name=value" of a query is called \a name, which may be written with escapes.
bool isNamed(std::string_view item, std::string_view name)
{
    const std::string_view written = item.substr(0, item.find('='));
    return written == name
        || (written.find('%') != std::string_view::npos && percentDecoded(written) == name);
}

} // namespace

std::optional<std::string> queryValue(std::string_view query, std::string_view name)
{
    while (!query.empty()) {
        const std::string_view item = query.substr(0, query.find('&'));
        const std::size_t equals = item.find('=');
        if (isNamed(item, name)) {
            return percentDecoded(equals == std::string_view::npos ? std::string_view()
                                                                   : item.substr(equals + 1));
        }
        query.remove_prefix(std::min(query.size(), item.size() + 1));
    }
    return std::nullopt;
}

std::string queryWithout(std::string_view query, std::string_view name)
{
    std::string kept;
    while (!query.empty()) {
        const std::string_view item = query.substr(0, query.find('&'));
        if (!item.empty() && !isNamed(item, name)) {
            if (!kept.empty())
                kept.push_back('&');
            kept.append(item);
        }
        query.remove_prefix(std::min(query.size(), item.size() + 1));
    }
    return kept;
}

} // namespace signalbox::routing
