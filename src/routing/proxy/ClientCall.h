// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/RequestPeek.h"
#include "routing/dialect/ServedPath.h"
#include "routing/http/HttpRequest.h"

#include <QString>

#include <string>

namespace signalbox::routing {

/// A client's request, read as far as routing needs it. The body stays as it came.
struct ClientCall
{
    HttpRequest request;
    ServedPath served;
    RequestPeek peek;
    QString model; ///< the name asked for, from the body or the path
    bool stream = false; ///< the client wants the answer in events
    bool serverSentEvents = true; ///< those events are SSE; false for Ollama and Gemini's array
    std::string problem; ///< why it cannot be served; empty when it can

    [[nodiscard]] models::ClientDialect dialect() const { return served.endpoint.dialect; }

    /// What an answer made here says of its body, complete lines.
    [[nodiscard]] std::string_view contentFields() const;

    static ClientCall read(HttpRequest request, ServedPath served);
};

} // namespace signalbox::routing
