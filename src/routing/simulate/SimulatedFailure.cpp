// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulate/SimulatedFailure.h"

#include "routing/json/JsonText.h"

namespace signalbox::routing::simulate {

namespace {

using models::ClientDialect;

/// The words of the three large APIs for one kind of failure.
struct FailureWords
{
    int status;
    std::string_view openAiType;
    std::string_view openAiCode; ///< empty: null
    std::string_view anthropicType;
    std::string_view geminiStatus;
};

FailureWords wordsOf(FailureKind kind)
{
    switch (kind) {
    case FailureKind::BadRequest:
        return {400, "invalid_request_error", {}, "invalid_request_error", "INVALID_ARGUMENT"};
    case FailureKind::NotFound:
        return {404, "invalid_request_error", "not_found", "not_found_error", "NOT_FOUND"};
    case FailureKind::RateLimited:
        return {429, "requests", "rate_limit_exceeded", "rate_limit_error", "RESOURCE_EXHAUSTED"};
    case FailureKind::ServerError:
        break;
    case FailureKind::Overloaded:
        return {503, "service_unavailable_error", "overloaded", "overloaded_error", "UNAVAILABLE"};
    }
    return {500, "server_error", "internal_error", "api_error", "INTERNAL"};
}

void appendNullable(std::string &out, std::string_view text)
{
    if (text.empty())
        out += "null";
    else
        appendString(out, text);
}

std::string openAiBody(const SimulatedFailure &failure, const FailureWords &words)
{
    std::string out = R"({"error":{"message":)";
    appendString(out, failure.message);
    out += ",\"type\":";
    appendString(out, words.openAiType);
    out += ",\"param\":";
    appendNullable(out, failure.parameter);
    out += ",\"code\":";
    appendNullable(out, words.openAiCode);
    return out + "}}";
}

std::string anthropicBody(const SimulatedFailure &failure, const FailureWords &words,
                          quint64 number)
{
    std::string out = R"({"type":"error","error":{"type":)";
    appendString(out, words.anthropicType);
    out += ",\"message\":";
    appendString(out, failure.message);
    out += R"(},"request_id":"req_sim)";
    appendHex(out, number);
    return out + "\"}";
}

std::string geminiBody(const SimulatedFailure &failure, const FailureWords &words)
{
    std::string out = R"({"error":{"code":)";
    appendInteger(out, words.status);
    out += ",\"message\":";
    appendString(out, failure.message);
    out += ",\"status\":";
    appendString(out, words.geminiStatus);
    if (failure.kind == FailureKind::RateLimited)
        out +=
            R"(,"details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"1s"}])";
    return out + "}}";
}

std::string ollamaBody(const SimulatedFailure &failure)
{
    std::string out = "{\"error\":";
    appendString(out, failure.message);
    return out + "}";
}

} // namespace

int failureStatus(ClientDialect dialect, FailureKind kind)
{
    constexpr int anthropicOverloaded = 529;
    if (dialect == ClientDialect::Anthropic && kind == FailureKind::Overloaded)
        return anthropicOverloaded;
    return wordsOf(kind).status;
}

std::string failureBody(ClientDialect dialect, const SimulatedFailure &failure, quint64 number)
{
    const FailureWords words = wordsOf(failure.kind);
    switch (dialect) {
    case ClientDialect::Anthropic:
        return anthropicBody(failure, words, number);
    case ClientDialect::Gemini:
        return geminiBody(failure, words);
    case ClientDialect::Ollama:
        return ollamaBody(failure);
    case ClientDialect::Unknown:
    case ClientDialect::OpenAiChat:
    case ClientDialect::OpenAiResponses:
    case ClientDialect::OpenAiEmbeddings:
    case ClientDialect::OpenAiModels:
        break;
    }
    return openAiBody(failure, words);
}

} // namespace signalbox::routing::simulate
