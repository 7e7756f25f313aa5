// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/HeaderRules.h"

#include "models/base/MarkTable.h"
#include "routing/dialect/ProviderError.h"

#include <algorithm>
#include <array>
#include <boost/beast/core/string.hpp>

namespace signalbox::routing {

namespace {

using Names = std::span<const std::string_view>;

bool isSame(std::string_view left, std::string_view right)
{
    return boost::beast::iequals({left.data(), left.size()}, {right.data(), right.size()});
}

bool isOneOf(std::string_view name, Names names)
{
    return std::ranges::any_of(names,
                               [name](std::string_view other) { return isSame(name, other); });
}

/// Whether \a name stands in \a connection, the value of a Connection field.
bool isNamedIn(std::string_view connection, std::string_view name)
{
    while (!connection.empty()) {
        std::string_view option = connection.substr(0, connection.find(','));
        connection.remove_prefix(std::min(connection.size(), option.size() + 1));
        while (!option.empty() && option.front() == ' ')
            option.remove_prefix(1);
        while (!option.empty() && option.back() == ' ')
            option.remove_suffix(1);
        if (isSame(option, name))
            return true;
    }
    return false;
}

/// RFC 9110, 7.6.1, and what every hop writes itself.
constexpr std::array<std::string_view, 12> hopFields{
    "connection", "keep-alive", "proxy-connection",  "proxy-authenticate",
    "te",         "trailer",    "transfer-encoding", "upgrade",
    "host",       "expect",     "content-length",    "proxy-authorization",
};
constexpr std::array<std::string_view, 8> secretFields{
    "authorization", "x-api-key",  "x-goog-api-key",      "api-key",
    "cookie",        "set-cookie", "proxy-authorization", "set-cookie2",
};
/// A field whose name has one of these in it is not written down.
constexpr models::MarkTable secretWords(std::array<std::string_view, 7>{"key", "token", "auth",
                                                                        "secret", "credential",
                                                                        "password", "cookie"},
                                        models::MarkCase::Folded);
constexpr std::array<std::string_view, 3> limitPrefixes{"x-ratelimit-", "anthropic-ratelimit-",
                                                        "ratelimit-"};
/// The client's own story: nothing the provider needs.
constexpr std::array<std::string_view, 5> localFields{"origin", "referer", "accept-encoding",
                                                      "sec-fetch-site", "sec-fetch-mode"};
/// Speak of the provider's host, and would mislead about ours.
constexpr std::array<std::string_view, 6> hostFields{
    "alt-svc", "strict-transport-security", "nel", "report-to", "server-timing", "via"};
/// Describe the body, and are written anew with it.
constexpr std::array<std::string_view, 5> contentFields{"content-type", "content-encoding",
                                                        "content-language", "content-md5", "etag"};
constexpr std::string_view ownPrefix = "x-signalbox-";

bool isOwn(std::string_view name)
{
    return name.size() > ownPrefix.size()
        && boost::beast::iequals({name.data(), ownPrefix.size()},
                                 {ownPrefix.data(), ownPrefix.size()});
}

void appendField(std::string &fields, std::string_view name, std::string_view value)
{
    fields.append(name).append(": ").append(value).append("\r\n");
}

} // namespace

bool isSecretField(std::string_view name)
{
    return isOneOf(name, secretFields);
}

void appendClientFields(const HttpHead &head, std::string &fields)
{
    using boost::beast::http::field;
    const std::string_view connection = head.header("connection");
    for (const auto &entry : head.fields()) {
        // Beast has numbered the well-known names while parsing; most fields end here.
        switch (entry.name()) {
        case field::content_type:
        case field::accept:
        case field::user_agent:
        case field::accept_language:
            break;
        case field::host:
        case field::content_length:
        case field::authorization:
        case field::connection:
        case field::accept_encoding:
            continue;
        default: {
            const std::string_view name = stringView(entry.name_string());
            if (isOneOf(name, hopFields) || isSecretField(name) || isOneOf(name, localFields)
                || isOwn(name) || isNamedIn(connection, name))
                continue;
        }
        }
        appendField(fields, stringView(entry.name_string()), stringView(entry.value()));
    }
}

void appendNeutralClientFields(const HttpHead &head, std::string &fields)
{
    if (const std::string_view agent = head.header("user-agent"); !agent.empty())
        appendField(fields, "user-agent", agent);
    appendField(fields, "content-type", "application/json");
}

void appendProviderFields(std::span<const HeaderView> headers, std::string &fields,
                          BodyFields bodyFields)
{
    const std::string_view connection = headerValue(headers, "connection");
    for (const HeaderView &header : headers) {
        if (!isOneOf(header.name, hopFields) && !isSecretField(header.name)
            && !isOneOf(header.name, hostFields) && !isOwn(header.name)
            && !isNamedIn(connection, header.name)
            && (bodyFields == BodyFields::Keep || !isOneOf(header.name, contentFields)))
            appendField(fields, header.name, header.value);
    }
}

bool isFitForRecord(std::string_view name)
{
    // Every secret field has such a word in its name; most fields have none.
    if (!secretWords.isIn(name))
        return true;
    if (isSecretField(name))
        return false;
    const auto startsAs = [&](std::string_view prefix) {
        return name.size() >= prefix.size() && isSame(name.substr(0, prefix.size()), prefix);
    };
    // Counts of tokens, and limits by them, hold no secret.
    constexpr std::string_view counts = "-tokens";
    return isOwn(name) || std::ranges::any_of(limitPrefixes, startsAs)
        || (name.size() > counts.size()
            && isSame(name.substr(name.size() - counts.size()), counts));
}

} // namespace signalbox::routing
