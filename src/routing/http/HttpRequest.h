// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <algorithm>
#include <boost/beast/http.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// A Beast body in one std::string that always has room for simdjson's padding behind it, and that
/// does not reserve what a client merely announces.
struct PaddedBody
{
    using value_type = std::string; // NOLINT(readability-identifier-naming): Beast asks for it

    static constexpr std::size_t padding = 64;
    static constexpr std::size_t largestReserve = 1024UL * 1024;

    static std::uint64_t size(const value_type &body) { return body.size(); }

    // NOLINTNEXTLINE(readability-identifier-naming): Beast asks for this name
    class reader
    {
    public:
        template<bool IsRequest, class Fields>
        reader(boost::beast::http::header<IsRequest, Fields> &, value_type &body)
            : m_body(body)
        {}
        void init(const boost::optional<std::uint64_t> &length, boost::system::error_code &error)
        {
            error = {};
            if (length) {
                m_body.reserve(std::min(static_cast<std::size_t>(*length), largestReserve)
                               + padding);
            }
        }
        template<class Buffers>
        std::size_t put(const Buffers &buffers, boost::system::error_code &error)
        {
            error = {};
            std::size_t size = 0;
            for (const auto buffer : boost::beast::buffers_range_ref(buffers)) {
                m_body.append(static_cast<const char *>(buffer.data()), buffer.size());
                size += buffer.size();
            }
            return size;
        }
        void finish(boost::system::error_code &error)
        {
            error = {};
            m_body.reserve(m_body.size() + padding);
        }

    private:
        value_type &m_body;
    };
};

inline std::string_view stringView(boost::beast::string_view text)
{
    return {text.data(), text.size()};
}

/// Request line and fields of one request. A view: valid as long as what it was made from.
class HttpHead final
{
public:
    using Header = boost::beast::http::request_header<>;

    // NOLINTNEXTLINE(google-explicit-constructor): a header is what this shows
    HttpHead(const Header &header)
        : m_header(&header)
    {}

    [[nodiscard]] std::string_view method() const { return stringView(m_header->method_string()); }
    /// Path and query as the client wrote them.
    [[nodiscard]] std::string_view target() const
    {
        const std::string_view written = stringView(m_header->target());
        const std::size_t size = authoritySize(written);
        return size == 0 ? written : written.substr(schemeSize + size);
    }
    /// The host of a target that is a whole URL (RFC 9112, 3.2.2); empty for an ordinary one.
    [[nodiscard]] std::string_view authority() const
    {
        const std::string_view written = stringView(m_header->target());
        return written.substr(std::min(written.size(), schemeSize), authoritySize(written));
    }
    [[nodiscard]] std::string_view path() const { return target().substr(0, target().find('?')); }
    /// Without the question mark; empty when there is none.
    [[nodiscard]] std::string_view query() const
    {
        const std::size_t mark = target().find('?');
        return mark == std::string_view::npos ? std::string_view() : target().substr(mark + 1);
    }
    /// The value of the first field called \a name (any case), or empty.
    [[nodiscard]] std::string_view header(std::string_view name) const
    {
        return stringView((*m_header)[{name.data(), name.size()}]);
    }
    [[nodiscard]] std::size_t count(std::string_view name) const
    {
        return m_header->count({name.data(), name.size()});
    }
    [[nodiscard]] const boost::beast::http::fields &fields() const { return *m_header; }

private:
    static constexpr std::string_view scheme = "http://";
    static constexpr std::size_t schemeSize = scheme.size();

    static std::size_t authoritySize(std::string_view target)
    {
        if (!target.starts_with(scheme))
            return 0;
        target.remove_prefix(schemeSize);
        const std::size_t slash = target.find('/');
        return slash == std::string_view::npos ? 0 : slash;
    }

    const Header *m_header;
};

/// One request of a client, whole. A value; moves without copying head or body.
class HttpRequest final
{
public:
    using Message = boost::beast::http::request<PaddedBody>;

    HttpRequest() = default;
    explicit HttpRequest(Message message)
        : m_message(std::move(message))
    {}
    ~HttpRequest() = default;
    /// A copied string has no more room than it needs.
    HttpRequest(const HttpRequest &other)
        : m_message(other.m_message)
    {
        pad();
    }
    HttpRequest &operator=(const HttpRequest &other)
    {
        *this = HttpRequest(other);
        return *this;
    }
    HttpRequest(HttpRequest &&) = default;
    HttpRequest &operator=(HttpRequest &&) = default;

    [[nodiscard]] HttpHead head() const { return m_message.base(); }
    /// Has room for PaddedBody::padding bytes behind it.
    [[nodiscard]] const std::string &body() const { return m_message.body(); }
    /// Puts another body in its place; whatever was read of the old one must be read again.
    void setBody(std::string body)
    {
        m_message.body() = std::move(body);
        pad();
    }

private:
    void pad() { m_message.body().reserve(m_message.body().size() + PaddedBody::padding); }

    Message m_message;
};

} // namespace signalbox::routing
