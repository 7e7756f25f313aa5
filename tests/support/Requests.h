// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/http/HttpRequest.h"

#include <string>
#include <string_view>
#include <utility>

namespace signalbox::tests {

/// \a text as a body with the room behind it that readers of bodies ask for.
inline std::string padded(std::string_view text)
{
    std::string body;
    body.reserve(text.size() + routing::PaddedBody::padding);
    body.assign(text);
    return body;
}

/// Makes the request a client would have sent.
class RequestBuilder final
{
public:
    explicit RequestBuilder(std::string_view target, std::string_view method = "POST")
    {
        m_message.method_string({method.data(), method.size()});
        m_message.target({target.data(), target.size()});
    }
    /// Fields may stand several times.
    RequestBuilder &field(std::string_view name, std::string_view value)
    {
        m_message.insert({name.data(), name.size()}, {value.data(), value.size()});
        return *this;
    }
    RequestBuilder &body(std::string_view text)
    {
        m_message.body() = padded(text);
        return *this;
    }
    routing::HttpRequest build() { return routing::HttpRequest(std::move(m_message)); }

private:
    routing::HttpRequest::Message m_message;
};

} // namespace signalbox::tests
