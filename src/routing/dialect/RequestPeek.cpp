// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/RequestPeek.h"

#include "routing/http/HttpRequest.h"

#include <memory>
#include <simdjson.h>
#include <utility>

namespace signalbox::routing {

using models::ClientDialect;
namespace ondemand = simdjson::ondemand;

namespace {

static_assert(PaddedBody::padding >= simdjson::SIMDJSON_PADDING);

/// Above this a parser's memory is not kept for the next request.
constexpr std::size_t keepParserBytes = 4UL * 1024 * 1024;

/// Reads the members of one body. On-demand: values we do not ask for are skipped, not built.
class Reader
{
public:
    Reader(const Endpoint &endpoint, const std::string &body, RequestPeek &peek)
        : m_endpoint(endpoint)
        , m_body(body)
        , m_peek(peek)
    {}

    bool read(ondemand::parser &parser)
    {
        ondemand::document document;
        const simdjson::padded_string_view padded(m_body.data(), m_body.size(),
                                                  m_body.size() + PaddedBody::padding);
        if (fails(parser.iterate(padded).get(document)))
            return false;
        ondemand::object object;
        if (document.get_object().get(object) != simdjson::SUCCESS)
            return refuse("The request body must be a JSON object.");
        m_peek.usageSpan = {.offset = m_body.find('{') + 1, .size = 0};
        m_peek.usageText = R"("stream_options":{"include_usage":true},)";
        for (auto field : object) {
            std::string_view key;
            if (fails(field.error()) || fails(field.unescaped_key().get(key)))
                return false;
            ondemand::value value;
            if (fails(field.value().get(value)) || !member(key, value))
                return false;
        }
        const char *rest = nullptr;
        if (document.current_location().get(rest) == simdjson::SUCCESS)
            return refuse("The request body has text after its JSON object.");
        return true;
    }

private:
    bool refuse(std::string problem)
    {
        m_peek.problem = std::move(problem);
        return false;
    }

    bool fails(simdjson::error_code error)
    {
        if (error == simdjson::SUCCESS)
            return false;
        m_peek.problem =
            std::string("The request body is not valid JSON: ") + simdjson::error_message(error);
        return true;
    }

    bool member(std::string_view key, ondemand::value &value)
    {
        if (key == "model")
            return model(value, IsMain::Yes);
        if (key == "stream")
            return stream(value);
        if (key == "stream_options")
            return streamOptions(value);
        if (key == "requests" && m_endpoint.dialect == ClientDialect::Gemini
            && m_endpoint.operation == Operation::Embed)
            return embedRequests(value);
        // Walks over the value, so that broken JSON is told from a whole body.
        std::string_view ignored;
        return !fails(simdjson::to_json_string(value).get(ignored));
    }

    enum class IsMain : bool { No, Yes };

    bool model(ondemand::value &value, IsMain isMain)
    {
        ondemand::raw_json_string raw;
        if (value.get_raw_json_string().get(raw) != simdjson::SUCCESS)
            return refuse("The field 'model' must be a string.");
        const char *begin = raw.raw();
        const char *end = begin;
        const char *limit = m_body.data() + m_body.size();
        bool hasEscape = false;
        while (end < limit && *end != '"') {
            hasEscape |= *end == '\\';
            end += *end == '\\' ? 2 : 1;
        }
        if (end >= limit)
            return refuse("The field 'model' is not a finished string.");
        if (isMain == IsMain::Yes) {
            if (std::exchange(m_hasModel, true))
                return refuse("The field 'model' stands twice in the request body.");
            m_peek.model.assign(begin, end);
            if (hasEscape && !unescape(m_peek.model))
                return refuse("The field 'model' is not a valid string.");
        }
        m_peek.models.push_back({static_cast<std::size_t>(begin - m_body.data()),
                                 static_cast<std::size_t>(end - begin)});
        return true;
    }

    static bool unescape(std::string &text)
    {
        simdjson::dom::parser parser;
        const std::string quoted = '"' + text + '"';
        std::string_view plain;
        if (parser.parse(quoted).get(plain) != simdjson::SUCCESS)
            return false;
        text = std::string(plain);
        return true;
    }

    bool stream(ondemand::value &value)
    {
        bool isNull = false;
        if (value.is_null().get(isNull) == simdjson::SUCCESS && isNull)
            return true;
        bool wanted = false;
        if (value.get_bool().get(wanted) != simdjson::SUCCESS)
            return refuse("The field 'stream' must be true or false.");
        m_peek.stream = wanted;
        m_peek.hasStream = true;
        return true;
    }

    bool streamOptions(ondemand::value &value)
    {
        m_peek.usageText = {};
        bool isNull = false;
        if (value.is_null().get(isNull) == simdjson::SUCCESS && isNull) {
            wishUsage(value.raw_json_token(), R"({"include_usage":true})");
            return true;
        }
        const std::string_view open = value.raw_json_token();
        ondemand::object options;
        if (value.get_object().get(options) != simdjson::SUCCESS)
            return true; // the provider's business
        bool isEmpty = true;
        for (auto option : options) {
            std::string_view key;
            ondemand::value wish;
            if (fails(option.error()) || fails(option.unescaped_key().get(key))
                || fails(option.value().get(wish)))
                return false;
            isEmpty = false;
            if (key == "include_usage")
                return usageWish(wish);
        }
        wishUsage(open.substr(1, 0),
                  isEmpty ? R"("include_usage":true)" : R"("include_usage":true,)");
        return true;
    }

    bool usageWish(ondemand::value &value)
    {
        std::string_view token = value.raw_json_token();
        token = token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
        if (token == "true")
            m_peek.includeUsage = true;
        else if (token == "false" || token == "null")
            wishUsage(token, "true");
        return true;
    }

    /// \a token, a part of the body, is to be replaced by \a text.
    void wishUsage(std::string_view token, std::string_view text)
    {
        token = token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
        m_peek.usageSpan = {.offset = static_cast<std::size_t>(token.data() - m_body.data()),
                            .size = token.size()};
        m_peek.usageText = text;
    }

    /// Every request of a Gemini batch names the model again.
    bool embedRequests(ondemand::value &value)
    {
        ondemand::array requests;
        if (value.get_array().get(requests) != simdjson::SUCCESS)
            return refuse("The field 'requests' must be an array.");
        for (auto element : requests) {
            ondemand::object request;
            if (element.get_object().get(request) != simdjson::SUCCESS)
                return refuse("Every item of 'requests' must be an object.");
            ondemand::value name;
            if (request["model"].get(name) == simdjson::SUCCESS && !model(name, IsMain::No))
                return false;
        }
        return true;
    }

    const Endpoint &m_endpoint;
    const std::string &m_body;
    RequestPeek &m_peek;
    bool m_hasModel = false;
};

} // namespace

RequestPeek RequestPeek::read(const Endpoint &endpoint, const std::string &body)
{
    RequestPeek peek;
    if (body.empty()) {
        peek.problem = "The request has no body.";
        return peek;
    }
    Reader reader(endpoint, body, peek);
    if (body.size() > keepParserBytes) {
        ondemand::parser parser;
        reader.read(parser);
    } else {
        thread_local ondemand::parser parser;
        reader.read(parser);
    }
    return peek;
}

void SplicedBody::replace(std::size_t offset, std::size_t size, std::string_view text)
{
    m_edits.push_back({offset, size, text});
}

std::span<const std::string_view> SplicedBody::pieces()
{
    m_pieces.clear();
    std::size_t position = 0;
    for (const Edit &edit : m_edits) {
        m_pieces.push_back(m_original.substr(position, edit.offset - position));
        m_pieces.push_back(edit.text);
        position = edit.offset + edit.size;
    }
    m_pieces.push_back(m_original.substr(position));
    return {m_pieces.data(), m_pieces.size()};
}

std::size_t SplicedBody::size() const
{
    std::size_t size = m_original.size();
    for (const Edit &edit : m_edits)
        size += edit.text.size() - edit.size;
    return size;
}

} // namespace signalbox::routing
