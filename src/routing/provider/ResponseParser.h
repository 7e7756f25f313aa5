// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/provider/ProviderCall.h"

#include <boost/beast/http.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing {

/// A Beast body that hands pieces on instead of storing them.
struct PieceBody
{
    /// All body bytes of one feed() as one view: the first piece is not copied, further ones are
    /// joined to it, so that a burst of chunks becomes one write to the client.
    class value_type // NOLINT(readability-identifier-naming): Beast asks for this name
    {
    public:
        void add(std::string_view piece);
        void clear();
        /// Copies what all() shows, so that it outlives the bytes it came from.
        void own();
        [[nodiscard]] std::string_view all() const { return m_joined.empty() ? m_first : m_joined; }

    private:
        std::string_view m_first;
        std::string m_joined;
    };

    // NOLINTNEXTLINE(readability-identifier-naming): Beast asks for this name
    class reader
    {
    public:
        template<bool IsRequest, class Fields>
        reader(boost::beast::http::header<IsRequest, Fields> &, value_type &body)
            : m_body(body)
        {}
        static void init(const boost::optional<std::uint64_t> &, boost::system::error_code &error)
        {
            error = {};
        }
        template<class Buffers>
        std::size_t put(const Buffers &buffers, boost::system::error_code &error)
        {
            error = {};
            std::size_t size = 0;
            for (const auto buffer : boost::beast::buffers_range_ref(buffers)) {
                m_body.add({static_cast<const char *>(buffer.data()), buffer.size()});
                size += buffer.size();
            }
            return size;
        }
        static void finish(boost::system::error_code &error) { error = {}; }

    private:
        value_type &m_body;
    };
};

/// Reads the answers of one provider connection, byte by byte or all at once.
///
/// Interim answers (1xx) are skipped. Pull style: feed() never calls anybody, so a caller may throw
/// the parser away between any two steps.
class ResponseParser final
{
public:
    enum class State : quint8 {
        Head, ///< the head is not whole yet
        Body, ///< the head is whole, body bytes may follow
        Complete, ///< the answer is whole
        Broken, ///< not HTTP, or over a limit; problem() says what
    };

    /// Gets ready for the next answer. \a hasNoBody is for HEAD requests.
    void reset(bool hasNoBody);
    /// Takes the next bytes. They must stay valid until body() was used.
    State feed(std::string_view bytes);
    /// The connection ended: Complete when that is how this answer ends, else Broken.
    State finish();

    [[nodiscard]] State state() const { return m_state; }
    /// Body bytes of the last feed(), framing removed.
    [[nodiscard]] std::string_view body() const { return m_parser->get().body().all(); }
    /// Valid from Body on, until reset().
    [[nodiscard]] ProviderResponseHead head() const;
    /// Whether the connection can carry another request after Complete.
    [[nodiscard]] bool keepsAlive() const;
    /// True once any byte of this answer was seen.
    [[nodiscard]] bool hasBegun() const { return m_hasBegun; }
    [[nodiscard]] const std::string &problem() const { return m_problem; }

private:
    using Parser = boost::beast::http::response_parser<PieceBody>;

    void startParser();
    State parse(std::string_view bytes);
    void takeHead();
    State fail(std::string problem);

    std::optional<Parser> m_parser;
    std::string m_rest; ///< bytes of an incomplete head or chunk header
    std::vector<HeaderView> m_headers;
    std::string m_problem;
    std::size_t m_headSize = 0; ///< bytes of an unfinished head that the parser has taken
    qint64 m_contentLength = -1;
    State m_state = State::Head;
    bool m_hasNoBody = false;
    bool m_hasBegun = false;
    bool m_hasSurplus = false;
};

} // namespace signalbox::routing
