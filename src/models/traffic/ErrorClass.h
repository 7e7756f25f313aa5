// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <optional>
#include <string_view>

namespace signalbox::models {

/// Why an attempt failed, as far as routing cares. The names of errorClassName() are the ones the
/// policy, the decision and the store use.
enum class ErrorClass : quint8 {
    None, ///< it did not fail
    RateLimited, ///< 429, or a provider's own word for it
    ServerError, ///< 5xx, an unreadable answer, a body that broke off
    Timeout, ///< no connection, first byte, next byte or end within its limit
    Connection, ///< refused, unknown host, TLS failure, reset before any answer
    Authentication, ///< 401, 402, 403: this key cannot do it
    ContextTooLong, ///< the prompt does not fit the model, or the provider: 413
    ContentFilter, ///< the provider refused the content
    BadRequest, ///< any other 4xx: another target would refuse it too
    Cancelled, ///< the client went away or Signalbox is stopping
    NotFound, ///< 404, 410: this provider does not have the model, or not at this address
};

/// The numbers are stored and stand for bits and places in arrays: new ones go to the end.
constexpr int errorClassCount = static_cast<int>(ErrorClass::NotFound) + 1;

constexpr std::string_view errorClassName(ErrorClass errorClass)
{
    switch (errorClass) {
    case ErrorClass::None:
        return "none";
    case ErrorClass::RateLimited:
        return "rate_limited";
    case ErrorClass::ServerError:
        return "server_error";
    case ErrorClass::Timeout:
        return "timeout";
    case ErrorClass::Connection:
        return "connection";
    case ErrorClass::Authentication:
        return "auth";
    case ErrorClass::ContextTooLong:
        return "context_too_long";
    case ErrorClass::ContentFilter:
        return "content_filter";
    case ErrorClass::BadRequest:
        return "bad_request";
    case ErrorClass::Cancelled:
        return "cancelled";
    case ErrorClass::NotFound:
        return "not_found";
    }
    return "none";
}

constexpr std::optional<ErrorClass> errorClassFromName(std::string_view name)
{
    for (int i = 0; i < errorClassCount; ++i) {
        const auto errorClass = static_cast<ErrorClass>(i);
        if (errorClassName(errorClass) == name)
            return errorClass;
    }
    return std::nullopt;
}

} // namespace signalbox::models
