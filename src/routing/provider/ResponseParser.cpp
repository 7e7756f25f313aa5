// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/ResponseParser.h"

#include <limits>

namespace signalbox::routing {

namespace http = boost::beast::http;

namespace {
// Some providers answer with long lists of rate limit and policy headers.
constexpr std::uint32_t headerLimit = 256 * 1024;
constexpr unsigned firstFinalStatus = 200;
} // namespace

void PieceBody::value_type::add(std::string_view piece)
{
    if (m_first.empty()) {
        m_first = piece;
        return;
    }
    if (m_joined.empty())
        m_joined.assign(m_first);
    m_joined.append(piece);
}

void PieceBody::value_type::own()
{
    if (m_joined.empty())
        m_joined.assign(m_first);
}

void PieceBody::value_type::clear()
{
    m_first = {};
    m_joined.clear();
}

void ResponseParser::reset(bool hasNoBody)
{
    m_hasNoBody = hasNoBody;
    m_rest.clear();
    m_problem.clear();
    m_hasBegun = false;
    m_hasSurplus = false;
    startParser();
}

void ResponseParser::startParser()
{
    m_parser.emplace();
    m_parser->header_limit(headerLimit);
    m_parser->body_limit(std::numeric_limits<std::uint64_t>::max());
    m_parser->eager(false); // until the head was taken: trailers are no part of it
    m_parser->skip(m_hasNoBody);
    m_headers.clear();
    m_headSize = 0;
    m_contentLength = -1;
    m_state = State::Head;
}

ResponseParser::State ResponseParser::fail(std::string problem)
{
    m_problem = std::move(problem);
    m_state = State::Broken;
    return m_state;
}

ResponseParser::State ResponseParser::feed(std::string_view bytes)
{
    if (m_state == State::Complete || m_state == State::Broken)
        return fail("bytes after the end of the answer");
    m_parser->get().body().clear();
    if (bytes.empty())
        return m_state;
    m_hasBegun = true;
    if (m_rest.empty())
        return parse(bytes);
    // Only an unfinished head or chunk header is carried over, so this stays small. The bytes must
    // outlive the call: body() may point into them.
    m_rest.append(bytes);
    const std::string whole = std::move(m_rest);
    m_rest.clear();
    const State state = parse(whole);
    // What points into `whole` is made our own before it goes.
    PieceBody::value_type &body = m_parser->get().body();
    if (!body.all().empty())
        body.own();
    return state;
}

void ResponseParser::takeHead()
{
    m_state = State::Body;
    m_parser->eager(true);
    for (const auto &field : m_parser->get()) {
        const auto name = field.name_string();
        const auto value = field.value();
        m_headers.push_back({{name.data(), name.size()}, {value.data(), value.size()}});
    }
    if (const auto length = m_parser->content_length())
        m_contentLength = static_cast<qint64>(*length);
}

ResponseParser::State ResponseParser::parse(std::string_view bytes)
{
    while (!bytes.empty()) {
        boost::system::error_code error;
        const std::size_t used =
            m_parser->put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
        bytes.remove_prefix(used);
        if (error && error != http::error::need_more)
            return fail(error.message());
        // "Need more" comes with a head that ended exactly here, too.
        if (m_state == State::Head && m_parser->is_header_done()) {
            if (m_parser->get().result_int() < firstFinalStatus) {
                startParser();
                continue;
            }
            takeHead();
        } else if (m_state == State::Head) {
            // The parser's own limit sees what it is given at a time, not what it has taken.
            m_headSize += used;
            if (m_headSize + bytes.size() > headerLimit)
                return fail("the head is too large");
        }
        if (m_parser->is_done()) {
            m_state = State::Complete;
            m_hasSurplus = !bytes.empty();
            break;
        }
        if (error == http::error::need_more) {
            m_rest.assign(bytes);
            break;
        }
    }
    if (m_state == State::Body && m_parser->is_done())
        m_state = State::Complete;
    return m_state;
}

ResponseParser::State ResponseParser::finish()
{
    if (m_state == State::Complete || m_state == State::Broken)
        return m_state;
    if (m_parser->got_some())
        m_parser->get().body().clear();
    if (m_state == State::Head)
        return fail(m_hasBegun ? "the connection closed inside the answer's head"
                               : "the connection closed before an answer");
    boost::system::error_code error;
    m_parser->put_eof(error);
    if (error || !m_parser->is_done())
        return fail("the connection closed inside the answer's body");
    m_state = State::Complete;
    return m_state;
}

ProviderResponseHead ResponseParser::head() const
{
    return {.status = static_cast<int>(m_parser->get().result_int()),
            .headers = m_headers,
            .contentLength = m_contentLength};
}

bool ResponseParser::keepsAlive() const
{
    return m_state == State::Complete && !m_hasSurplus && m_rest.empty() && m_parser->keep_alive();
}

} // namespace signalbox::routing
