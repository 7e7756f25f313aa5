// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/http/HttpLimits.h"
#include "routing/http/HttpRequest.h"

#include <QtGlobal>

#include <boost/beast/http.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// Reads one request of a client, byte by byte or all at once, within the limits.
///
/// Pull style, as ResponseParser: it calls nobody, so its owner may drop it between two steps.
/// After Head the owner decides whether the body is wanted at all, and goes on with next().
class RequestReader final
{
public:
    enum class Step : quint8 {
        More, ///< everything was taken, more bytes are needed
        Head, ///< the head is whole; told once
        Whole, ///< the request is whole: take()
        Broken, ///< not HTTP, or over a limit: problem()
    };
    struct Problem
    {
        int status = 400;
        std::string message; ///< a sentence for the client
    };

    /// Gets ready for the next request.
    void reset(const HttpLimits &limits);
    /// Takes the next bytes, which must stay as they are until the step is More.
    Step feed(std::string_view bytes);
    /// Goes on with what feed() was given, after Head.
    Step next();

    /// Valid from Head on.
    [[nodiscard]] HttpHead head() const { return m_parser->get().base(); }
    [[nodiscard]] bool keepsAlive() const { return m_parser->keep_alive(); }
    [[nodiscard]] bool hasBodyToCome() const { return !m_parser->is_done(); }
    /// HTTP/1.1 or newer.
    [[nodiscard]] bool knowsChunks() const;
    /// What was asked for, as far as it is known: empty before the head is whole.
    [[nodiscard]] std::string_view target() const;

    /// Bytes of another request came behind this one.
    [[nodiscard]] bool hasSurplus() const { return !m_input.empty(); }
    /// The request. Nothing but reset() may follow.
    [[nodiscard]] HttpRequest take();
    [[nodiscard]] Problem problem() const;
    /// What a whole head asks for that is not understood here: codings of the body other than
    /// chunks (RFC 9112, 6.1), expectations other than 100-continue (RFC 9110, 10.1.1).
    [[nodiscard]] std::optional<Problem> unsupported() const;
    [[nodiscard]] bool expectsContinue() const;

private:
    using Parser = boost::beast::http::request_parser<PaddedBody>;

    HttpLimits m_limits;
    std::optional<Parser> m_parser;
    std::string_view m_input; ///< not taken yet
    std::string m_rest; ///< of the bytes before: a piece of the head the parser wants whole
    std::string m_joined; ///< what m_input looks at when there was such a rest
    std::size_t m_headSize = 0; ///< bytes of an unfinished head that the parser has taken
    boost::system::error_code m_error;
    bool m_hasTold = false; ///< of the head
};

} // namespace signalbox::routing
