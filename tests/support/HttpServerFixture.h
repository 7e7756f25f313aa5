// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/http/HttpConnection.h"
#include "routing/http/HttpServer.h"

#include <QCoreApplication>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace signalbox::tests {

/// Answers every request with its own body unless told otherwise, and remembers what it saw.
class EchoHandler final : public routing::HttpHandler
{
public:
    std::optional<routing::HttpRefusal> checkHead(const routing::HttpHead &head) override
    {
        if (head.count("x-refuse-me") == 0)
            return std::nullopt;
        return routing::HttpRefusal{.status = 401, .body = R"({"error":"refused"})"};
    }
    routing::HttpRefusal malformed(int status, const std::string &message,
                                   std::string_view) override
    {
        return {.status = status, .body = R"({"error":")" + message + "\"}"};
    }
    void handle(routing::HttpConnection &connection, routing::HttpRequest request) override
    {
        requests.push_back(std::move(request));
        if (onRequest)
            onRequest(connection, requests.back());
        else
            connection.respond(200, "x-echo: 1\r\n", requests.back().body());
    }

    std::vector<routing::HttpRequest> requests;
    std::function<void(routing::HttpConnection &, const routing::HttpRequest &)> onRequest;
};

/// Counts what it is told of its client.
class CountingObserver final : public routing::ClientObserver
{
public:
    void clientGone() override { ++gone; }
    void clientDrained() override { ++drained; }
    int gone = 0;
    int drained = 0;
};

/// A server that listens on a free port.
struct EchoServer
{
    explicit EchoServer(const routing::HttpLimits &limits = {})
    {
        server.setLimits(limits);
        if (!server.listen(QHostAddress(QHostAddress::LocalHost), 0))
            qFatal("cannot listen");
    }
    [[nodiscard]] quint16 port() const { return server.serverPort(); }

    EchoHandler handler;
    routing::HttpServer server{handler};
};

/// Lets the server read what was sent so far, so that the next bytes come alone.
inline void letServerRead()
{
    for (int i = 0; i < 3; ++i)
        QCoreApplication::processEvents();
}

} // namespace signalbox::tests
