// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ClientCall.h"

namespace signalbox::routing {

using models::ClientDialect;

namespace {

constexpr std::string_view geminiPrefix = "models/";

} // namespace

std::string_view ClientCall::contentFields() const
{
    if (stream && serverSentEvents)
        return "content-type: text/event-stream; charset=utf-8\r\ncache-control: no-cache\r\n";
    if (stream && dialect() == ClientDialect::Ollama)
        return "content-type: application/x-ndjson\r\n";
    return "content-type: application/json\r\n";
}

ClientCall ClientCall::read(HttpRequest request, ServedPath served)
{
    ClientCall call;
    call.request = std::move(request);
    call.served = std::move(served);
    call.peek = RequestPeek::read(call.served.endpoint, call.request.body());
    call.problem = call.peek.problem;

    switch (call.dialect()) {
    case ClientDialect::Gemini: {
        std::string_view model = call.served.model;
        if (model.starts_with(geminiPrefix))
            model.remove_prefix(geminiPrefix.size());
        call.model = QString::fromUtf8(model);
        call.stream = call.served.isStreamMethod;
        call.serverSentEvents = queryValue(call.request.head().query(), "alt") == "sse";
        break;
    }
    case ClientDialect::Ollama: // conversations stream unless told not to
        call.model = QString::fromUtf8(call.peek.model);
        call.stream = call.served.endpoint.operation == Operation::Generate
            && (call.peek.stream || !call.peek.hasStream);
        call.serverSentEvents = false;
        break;
    default:
        call.model = QString::fromUtf8(call.peek.model);
        call.stream = call.peek.stream;
        break;
    }
    if (call.problem.empty() && call.model.isEmpty())
        call.problem = "The request names no model: set the field 'model' to a route, a target or "
                       "provider/model.";
    return call;
}

} // namespace signalbox::routing
