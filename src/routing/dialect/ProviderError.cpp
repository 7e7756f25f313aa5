// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/ProviderError.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>

namespace signalbox::routing {

using models::ErrorClass;

namespace {

constexpr double msPerSecond = 1000;
/// Nobody means a longer wait; what does not fit a qint64 is cut here, too.
constexpr double longestWaitMs = 366.0 * 24 * 3600 * msPerSecond;

bool containsAny(std::string_view text, std::span<const std::string_view> words)
{
    return std::ranges::any_of(
        words, [text](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

constexpr std::array<std::string_view, 8> contextWords{
    "context_length_exceeded", "exceed_context_size_error",
    "maximum context length",  "prompt is too long",
    "context window",          "exceeds the maximum number of tokens",
    "Input is too long",       "too many tokens",
};
constexpr std::array<std::string_view, 5> filterWords{
    "content_filter",           "content management policy", "ResponsibleAIPolicyViolation",
    "content_policy_violation", "PROHIBITED_CONTENT",
};
/// Two providers answer 400 to a wrong key.
constexpr std::array<std::string_view, 3> wrongKeyWords{"API_KEY_INVALID", "Incorrect API key",
                                                        "API key not valid"};
constexpr std::array<std::string_view, 2> emptyAccountWords{"insufficient_quota",
                                                            "billing_hard_limit"};

bool equalsIgnoringCase(std::string_view left, std::string_view right)
{
    return std::ranges::equal(left, right, [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a))
            == std::tolower(static_cast<unsigned char>(b));
    });
}

/// "1m12.5s" and the like; -1 when \a text is not a duration of that shape.
double durationMs(std::string_view text)
{
    double total = 0;
    while (!text.empty()) {
        double number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc())
            return -1;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (text.starts_with("ms")) {
            total += number;
            text.remove_prefix(2);
        } else if (text.starts_with('s')) {
            total += number * msPerSecond;
            text.remove_prefix(1);
        } else if (text.starts_with('m')) {
            total += number * 60 * msPerSecond;
            text.remove_prefix(1);
        } else if (text.starts_with('h')) {
            total += number * 3600 * msPerSecond;
            text.remove_prefix(1);
        } else {
            return -1;
        }
    }
    return total;
}

qint64 roundedMs(double ms)
{
    return std::llround(std::min(ms, longestWaitMs));
}

qint64 retryAfterMs(std::span<const HeaderView> headers, std::string_view body, qint64 nowMs)
{
    if (const auto text = headerValue(headers, "retry-after-ms"); !text.empty()) {
        const qint64 ms = waitMs(text, nowMs);
        if (ms > 0) // the number is in milliseconds, not seconds; 0 says nothing (Azure)
            return static_cast<qint64>(static_cast<double>(ms) / msPerSecond);
    }
    if (const auto text = headerValue(headers, "retry-after"); !text.empty())
        return waitMs(text, nowMs);
    // Gemini puts it into the body: "retryDelay": "34s".
    constexpr std::string_view key = "\"retryDelay\"";
    if (const std::size_t at = body.find(key); at != std::string_view::npos) {
        std::string_view value = body.substr(at + key.size());
        const std::size_t open = value.find('"');
        if (open != std::string_view::npos) {
            value.remove_prefix(open + 1);
            return waitMs(value.substr(0, value.find('"')), nowMs);
        }
    }
    return -1;
}

constexpr std::array<std::string_view, 5> limitWords{
    "rate_limit", "RESOURCE_EXHAUSTED", "insufficient_quota", "\"code\":429", "\"code\": 429",
};
constexpr std::array<std::string_view, 4> keyWords{
    "authentication_error",
    "permission_error",
    "invalid_api_key",
    "UNAUTHENTICATED",
};
constexpr std::array<std::string_view, 2> timeoutWords{"timeout_error", "DEADLINE_EXCEEDED"};

ErrorClass classOf(int status, std::string_view body)
{
    switch (status) {
    case 401:
    case 402:
    case 403:
        return ErrorClass::Authentication;
    case 408:
    case 504:
        return ErrorClass::Timeout;
    case 404:
    case 410:
        return ErrorClass::NotFound;
    case 413:
        return ErrorClass::ContextTooLong;
    case 429:
        return ErrorClass::RateLimited;
    default:
        break;
    }
    if (status >= 500) // llama.cpp and a few others report a long prompt as 500
        return containsAny(body, contextWords) ? ErrorClass::ContextTooLong
                                               : ErrorClass::ServerError;
    if (containsAny(body, contextWords))
        return ErrorClass::ContextTooLong;
    if (containsAny(body, filterWords))
        return ErrorClass::ContentFilter;
    return containsAny(body, wrongKeyWords) ? ErrorClass::Authentication : ErrorClass::BadRequest;
}

} // namespace

ErrorClass classOfStreamError(std::string_view events)
{
    if (containsAny(events, limitWords))
        return ErrorClass::RateLimited;
    if (containsAny(events, contextWords))
        return ErrorClass::ContextTooLong;
    if (containsAny(events, filterWords))
        return ErrorClass::ContentFilter;
    if (containsAny(events, keyWords) || containsAny(events, wrongKeyWords))
        return ErrorClass::Authentication;
    return containsAny(events, timeoutWords) ? ErrorClass::Timeout : ErrorClass::ServerError;
}

std::string_view headerValue(std::span<const HeaderView> headers, std::string_view name)
{
    const auto found = std::ranges::find_if(headers, [name](const HeaderView &header) {
        return equalsIgnoringCase(header.name, name);
    });
    return found == headers.end() ? std::string_view() : found->value;
}

qint64 waitMs(std::string_view text, qint64 nowMs)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    if (text.empty())
        return -1;
    double seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error == std::errc() && end == text.data() + text.size() && seconds >= 0)
        return roundedMs(seconds * msPerSecond);
    if (const double ms = durationMs(text); ms >= 0)
        return roundedMs(ms);
    // "Wed, 21 Oct 2026 07:28:00 GMT" (RFC 9110, 5.6.7)
    const QString date = QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
    constexpr qsizetype dateSize = 16;
    // Date and time apart: read as one they would be local, and some local times do not exist.
    const QDate day = QLocale::c().toDate(date.left(dateSize), QStringLiteral("ddd, dd MMM yyyy"));
    const QTime time = QLocale::c().toTime(date.mid(dateSize), QStringLiteral(" hh:mm:ss 'GMT'"));
    if (!day.isValid() || !time.isValid())
        return -1;
    return std::max<qint64>(0, QDateTime(day, time, QTimeZone::utc()).toMSecsSinceEpoch() - nowMs);
}

ProviderRefusal readProviderRefusal(int status, std::span<const HeaderView> headers,
                                    std::string_view body, qint64 nowMs)
{
    ProviderRefusal refusal;
    refusal.errorClass = classOf(status, body);
    refusal.mayRetry =
        headerValue(headers, "x-should-retry") != "false" && !containsAny(body, emptyAccountWords);
    constexpr int overloaded = 529;
    if (status == 429 || status == 503 || status == overloaded)
        refusal.retryAfterMs = retryAfterMs(headers, body, nowMs);
    return refusal;
}

} // namespace signalbox::routing
