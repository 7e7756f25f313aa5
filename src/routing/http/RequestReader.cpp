// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/http/RequestReader.h"

namespace signalbox::routing {

namespace http = boost::beast::http;

namespace {
constexpr std::uint64_t bytesPerKib = 1024;
constexpr unsigned firstVersionWithChunks = 11;
constexpr std::size_t keptCapacity = 4096; // of an idle connection
} // namespace

void RequestReader::reset(const HttpLimits &limits)
{
    m_limits = limits;
    m_parser.emplace();
    m_parser->header_limit(limits.headBytes);
    m_parser->body_limit(limits.bodyBytes);
    m_parser->eager(true);
    m_input = {};
    m_rest.clear();
    if (m_joined.capacity() > keptCapacity)
        m_joined = {};
    m_headSize = 0;
    m_error = {};
    m_hasTold = false;
}

RequestReader::Step RequestReader::feed(std::string_view bytes)
{
    m_input = bytes;
    if (!m_rest.empty()) {
        m_joined.assign(m_rest).append(bytes);
        m_rest.clear();
        m_input = m_joined;
    }
    return next();
}

RequestReader::Step RequestReader::next()
{
    for (;;) {
        if (m_hasTold && m_parser->is_done())
            return Step::Whole;
        if (m_input.empty())
            return Step::More;
        boost::system::error_code error;
        const std::size_t used =
            m_parser->put(boost::asio::const_buffer(m_input.data(), m_input.size()), error);
        m_input.remove_prefix(used);
        if (error && error != http::error::need_more) {
            m_error = error;
            return Step::Broken;
        }
        if (!m_hasTold && m_parser->is_header_done()) {
            m_hasTold = true;
            return Step::Head;
        }
        if (!m_hasTold) {
            // The parser's own limit sees what it is given at a time, not what it has taken.
            m_headSize += used;
            if (m_headSize + m_input.size() > m_limits.headBytes) {
                m_error = http::error::header_limit;
                return Step::Broken;
            }
        }
        if (error == http::error::need_more && !m_parser->is_done()) {
            m_rest.assign(m_input);
            m_input = {};
            return Step::More;
        }
    }
}

bool RequestReader::knowsChunks() const
{
    return m_parser->get().version() >= firstVersionWithChunks;
}

std::string_view RequestReader::target() const
{
    return m_parser->is_header_done() ? stringView(m_parser->get().target()) : std::string_view();
}

HttpRequest RequestReader::take()
{
    HttpRequest request(m_parser->release());
    m_parser.reset();
    return request;
}

bool RequestReader::expectsContinue() const
{
    return boost::beast::iequals(m_parser->get()[http::field::expect], "100-continue");
}

std::optional<RequestReader::Problem> RequestReader::unsupported() const
{
    const auto &message = m_parser->get();
    if (message.count(http::field::transfer_encoding) != 0
        && !boost::beast::iequals(message[http::field::transfer_encoding], "chunked")) {
        return Problem{.status = 501,
                       .message = "The only transfer coding of a request that Signalbox "
                                  "understands is chunked."};
    }
    if (message.count(http::field::expect) != 0 && !expectsContinue()) {
        return Problem{.status = 417,
                       .message = "The only expectation that Signalbox can meet is "
                                  "100-continue."};
    }
    return std::nullopt;
}

RequestReader::Problem RequestReader::problem() const
{
    if (m_error == http::error::header_limit || m_error == http::error::buffer_overflow) {
        return {.status = 431,
                .message = "The request head is larger than "
                    + std::to_string(m_limits.headBytes / bytesPerKib) + " KiB."};
    }
    if (m_error == http::error::body_limit) {
        return {.status = 413,
                .message = "The request body is larger than "
                    + std::to_string(m_limits.bodyBytes / bytesPerKib / bytesPerKib) + " MiB."};
    }
    return {.status = 400, .message = "The request is not valid HTTP: " + m_error.message() + "."};
}

} // namespace signalbox::routing
