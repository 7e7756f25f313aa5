// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/ErrorReader.h"

#include "routing/json/JsonField.h"

namespace signalbox::routing {

namespace {

/// The sentence in \a json: a string, `message`, `detail` (Mistral, Voyage), a list of those
/// (Mistral's validation), or OpenRouter's `metadata.raw` behind a message that says nothing.
std::string messageOf(const Json &json)
{
    if (const auto text = asString(json))
        return std::string(*text);
    if (json.is_array()) {
        for (const Json &item : asArray(json)) {
            if (std::string text = messageOf(item); !text.empty())
                return text;
        }
        return {};
    }
    for (const std::string_view key : {"message", "detail", "msg", "error"}) {
        if (const auto value = field(json, key)) {
            if (std::string text = messageOf(*value); !text.empty())
                return text;
        }
    }
    return {};
}

/// Strings and numbers alike: OpenRouter and Gemini count theirs.
std::string codeOf(const Json &json)
{
    const std::optional<Json> code = field(json, "code");
    if (!code)
        return {};
    const auto text = asString(*code);
    return text ? std::string(*text) : std::string();
}

} // namespace

DialectError readErrorBody(int status, std::string_view body, std::string_view fallback)
{
    DialectError error{.status = status, .message = std::string(fallback), .code = {}, .param = {}};
    simdjson::dom::parser parser;
    Json root;
    if (parser.parse(body.data(), body.size()).get(root) != simdjson::SUCCESS)
        return error;
    if (const std::vector<Json> chunks = asArray(root); !chunks.empty())
        root = chunks.front(); // Gemini's array
    if (std::string message = messageOf(root); !message.empty())
        error.message = std::move(message);
    const std::optional<Json> inner = field(root, "error");
    const Json &holder = inner && inner->is_object() ? *inner : root;
    error.code = codeOf(holder);
    error.param = stringField(holder, "param");
    return error;
}

} // namespace signalbox::routing
