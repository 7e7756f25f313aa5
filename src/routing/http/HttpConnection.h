// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/http/ClientSocket.h"
#include "routing/http/HttpServer.h"
#include "routing/http/RequestReader.h"

#include <QElapsedTimer>
#include <QObject>

#include <memory>
#include <span>
#include <string_view>

namespace signalbox::routing {

/// Hears what happens to the client while it is being answered.
class ClientObserver
{
public:
    ClientObserver() = default;
    virtual ~ClientObserver() = default;
    Q_DISABLE_COPY_MOVE(ClientObserver)

    /// The client went away. Nothing more can be written; no other call follows.
    virtual void clientGone() = 0;
    /// What was written has left for the client after isCongested() had become true.
    virtual void clientDrained() = 0;
};

/// One client's connection: reads a request at a time, writes its answer.
///
///     reading head -> reading body -> answering -> reading head ...    (keep-alive)
///                \-> refusing (drains briefly, then closes)
///
/// A second request that arrives before the first is answered is not executed: the connection
/// closes after the answer, and the client may send it again elsewhere. Lives on the proxy thread,
/// owned by its server.
class HttpConnection final : public QObject
{
    Q_OBJECT

public:
    HttpConnection(HttpServer &server, std::unique_ptr<QTcpSocket> socket);
    ~HttpConnection() override;
    Q_DISABLE_COPY_MOVE(HttpConnection)

    /// Told until the answer ended; null leaves nobody.
    void setObserver(ClientObserver *observer) { m_observer = observer; }
    [[nodiscard]] bool isBusy() const { return m_state == State::Answering; }

    /// A whole answer. \a fields are complete "name: value\r\n" lines; length and connection fields
    /// are added. Ends the exchange: the connection reads the next request or closes.
    void respond(int status, std::string_view fields, std::string_view body);
    /// The head of an answer whose body follows through write(). With \a contentLength -1 the body
    /// is chunked, or ends with the connection for clients that know no chunks. \a firstBytes go
    /// out in the same segment.
    void begin(int status, std::string_view fields, qint64 contentLength,
               std::string_view firstBytes = {});
    /// The next bytes of the body, sent at once.
    void write(std::string_view bytes);
    /// The last bytes of the body, if any, and its end in one segment.
    void finish(std::string_view lastBytes = {});
    /// Breaks the connection, so that a client cannot take a cut answer for a whole one.
    void breakOff();

    /// True when the client reads slower than it is written to; clientDrained() tells the end.
    [[nodiscard]] bool isCongested() const { return m_socket.isCongested(); }

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
