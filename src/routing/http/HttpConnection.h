// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/http/ClientChannel.h"
#include "routing/http/ClientSocket.h"
#include "routing/http/HttpServer.h"
#include "routing/http/RequestReader.h"

#include <QElapsedTimer>
#include <QObject>

#include <memory>
#include <span>
#include <string_view>

namespace signalbox::routing {

/// One client's connection: reads a request at a time, writes its answer.
///
///     reading head -> reading body -> answering -> reading head ...    (keep-alive)
///                \-> refusing (drains briefly, then closes)
///
/// A second request that arrives before the first is answered is not executed: the connection
/// closes after the answer, and the client may send it again elsewhere. Lives on the proxy thread,
/// owned by its server.
class HttpConnection final : public ClientChannel
{
    Q_OBJECT

public:
    HttpConnection(HttpServer &server, std::unique_ptr<QTcpSocket> socket);
    ~HttpConnection() override;
    Q_DISABLE_COPY_MOVE(HttpConnection)

    void setObserver(ClientObserver *observer) override { m_observer = observer; }
    [[nodiscard]] bool isBusy() const { return m_state == State::Answering; }

    /// After the answer the connection reads the next request, or closes.
    void respond(int status, std::string_view fields, std::string_view body) override;
    void begin(int status, std::string_view fields, qint64 contentLength,
               std::string_view firstBytes = {}) override;
    void write(std::string_view bytes) override;
    void finish(std::string_view lastBytes = {}) override;
    void breakOff() override;
    [[nodiscard]] bool isCongested() const override { return m_socket.isCongested(); }

    void checkTimeouts();
    void close();
    /// The server is stopping: closes now, or as soon as the answer has left.
    void finishUp();
    [[nodiscard]] bool hasUnsent() const
    {
        return m_state != State::Closed && m_socket.hasUnsent();
    }

private:
    enum class State : quint8 {
        Head, ///< waits for a request or reads its head
        Body, ///< the head was accepted, the body is being read
        Answering, ///< the handler has the request
        Refusing, ///< an early refusal was sent; what still comes is thrown away
        Closed,
    };

    void onReadable();
    void onBytesWritten();
    void startReading();
    void feed(std::string_view bytes);
    bool acceptHead();
    void refuse(const HttpRefusal &refusal);
    void answerEnded();
    /// Closes our side once everything has left.
    void endSending();
    void send(std::span<const std::string_view> pieces);
    void clientLeft();

    HttpServer &m_server;
    ClientSocket m_socket;
    ClientObserver *m_observer = nullptr;
    RequestReader m_reader;
    QElapsedTimer m_since; ///< since the state, or the last byte of a body, began
    QElapsedTimer m_sinceFirstByte; ///< of the request
    State m_state = State::Head;
    bool m_hasHeadBytes = false;
    bool m_keepsAlive = true;
    bool m_knowsChunks = true;
    bool m_isChunked = false;
    bool m_isHeadRequest = false;
};

} // namespace signalbox::routing
