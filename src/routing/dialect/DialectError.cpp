// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/DialectError.h"

#include "routing/json/JsonText.h"

namespace signalbox::routing {

using models::ClientDialect;

namespace {

constexpr int overloaded = 529;

std::string_view openAiType(int status)
{
    switch (status) {
    case 401:
        return "authentication_error";
    case 403:
        return "permission_error";
    case 429:
        return "rate_limit_error";
    default:
        return status >= 500 ? "server_error" : "invalid_request_error";
    }
}

std::string_view anthropicType(int status)
{
    switch (status) {
    case 401:
        return "authentication_error";
    case 402:
        return "billing_error";
    case 403:
        return "permission_error";
    case 404:
        return "not_found_error";
    case 413:
        return "request_too_large";
    case 429:
        return "rate_limit_error";
    case 504:
        return "timeout_error";
    case 503:
    case overloaded:
        return "overloaded_error";
    default:
        return status >= 500 ? "api_error" : "invalid_request_error";
    }
}

std::string_view geminiStatus(int status)
{
    switch (status) {
    case 401:
        return "UNAUTHENTICATED";
    case 403:
        return "PERMISSION_DENIED";
    case 404:
        return "NOT_FOUND";
    case 429:
        return "RESOURCE_EXHAUSTED";
    case 503:
        return "UNAVAILABLE";
    case 504:
        return "DEADLINE_EXCEEDED";
    default:
        return status >= 500 ? "INTERNAL" : "INVALID_ARGUMENT";
    }
}

/// The message with the field before it, for dialects without a place of its own for that.
std::string messageWithField(const DialectError &error)
{
    if (error.param.empty() || error.message.find(error.param) != std::string::npos)
        return error.message;
    return error.param + ": " + error.message;
}

/// Google's list of what is wrong with a request.
std::string fieldViolation(const DialectError &error)
{
    if (error.param.empty())
        return {};
    return R"(,"details":[{"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":)"
           R"([{"field":)"
        + jsonString(error.param) + R"(,"description":)" + jsonString(error.message) + "}]}]";
}

std::string jsonStringOrNull(std::string_view text)
{
    return text.empty() ? "null" : jsonString(text);
}

} // namespace

int statusFor(ClientDialect dialect, int status)
{
    if (status == overloaded && dialect != ClientDialect::Anthropic)
        return 503;
    return status;
}

std::string errorBody(ClientDialect dialect, const DialectError &error, std::string_view exchangeId)
{
    const int status = statusFor(dialect, error.status);
    switch (dialect) {
    case ClientDialect::Anthropic:
        return R"({"type":"error","error":{"type":)" + jsonString(anthropicType(status))
            + R"(,"message":)" + jsonString(messageWithField(error)) + R"(},"request_id":)"
            + jsonStringOrNull(exchangeId) + "}";
    case ClientDialect::Gemini:
        return R"({"error":{"code":)" + std::to_string(status) + R"(,"message":)"
            + jsonString(error.message) + R"(,"status":)" + jsonString(geminiStatus(status))
            + fieldViolation(error) + "}}";
    case ClientDialect::Ollama:
        return R"({"error":)" + jsonString(messageWithField(error)) + "}";
    default:
        return R"({"error":{"message":)" + jsonString(error.message) + R"(,"type":)"
            + jsonString(openAiType(status)) + R"(,"param":)" + jsonStringOrNull(error.param)
            + R"(,"code":)" + jsonStringOrNull(error.code) + "}}";
    }
}

std::string errorEvent(ClientDialect dialect, const DialectError &error, bool isServerSentEvents)
{
    if (!isServerSentEvents)
        return dialect == ClientDialect::Ollama ? errorBody(dialect, error) + "\n" : std::string();
    switch (dialect) {
    case ClientDialect::Anthropic:
        return "event: error\ndata: " + errorBody(dialect, error) + "\n\n";
    case ClientDialect::OpenAiResponses:
        return R"(event: error
data: {"type":"error","code":)"
            + jsonString(error.code.empty() ? "server_error" : std::string_view(error.code))
            + R"(,"message":)" + jsonString(error.message) + R"(,"param":null})" + "\n\n";
    default:
        return "data: " + errorBody(dialect, error) + "\n\n";
    }
}

} // namespace signalbox::routing
