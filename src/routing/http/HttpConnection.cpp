// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/http/HttpConnection.h"

#include "routing/http/HttpStatus.h"

#include <QTcpSocket>

#include <array>

namespace signalbox::routing {

namespace {

constexpr std::string_view lineEnd = "\r\n";
constexpr std::string_view lastChunk = "0\r\n\r\n";

/// Whether an answer of \a status is framed at all (RFC 9110, 6.4.1).
bool mayHaveBody(int status)
{
    constexpr int noContent = 204;
    constexpr int notModified = 304;
    return status != noContent && status != notModified;
}

/// Assembles one write; reused, so that no answer allocates.
std::string &writeBuffer()
{
    thread_local std::string buffer;
    buffer.clear();
    return buffer;
}

} // namespace

HttpConnection::HttpConnection(HttpServer &server, std::unique_ptr<QTcpSocket> socket)
    : m_server(server)
    , m_socket(std::move(socket))
{
    const QTcpSocket *qtSocket = m_socket.qt();
    connect(qtSocket, &QTcpSocket::readyRead, this, &HttpConnection::onReadable);
    connect(qtSocket, &QTcpSocket::disconnected, this, &HttpConnection::clientLeft);
    connect(qtSocket, &QTcpSocket::bytesWritten, this, &HttpConnection::onBytesWritten);
    startReading();
}

HttpConnection::~HttpConnection() = default;

void HttpConnection::startReading()
{
    m_state = State::Head;
    m_hasHeadBytes = false;
    m_socket.forgetCongestion();
    m_observer = nullptr;
    m_reader.reset(m_server.limits());
    m_since.start();
}

void HttpConnection::onReadable()
{
    while (m_state != State::Closed) {
        const std::string_view bytes = m_socket.read();
        if (bytes.empty()) {
            if (m_socket.hasLeft())
                clientLeft();
            return;
        }
        switch (m_state) {
        case State::Head:
        case State::Body:
            feed(bytes);
            break;
        case State::Answering:
            m_keepsAlive = false; // a pipelined request: not executed, not answered
            break;
        case State::Refusing:
        case State::Closed:
            break;
        }
        if (static_cast<qint64>(bytes.size()) < ClientSocket::readSize)
            return; // that was all; asking again costs a system call
    }
}

void HttpConnection::feed(std::string_view bytes)
{
    if (!m_hasHeadBytes) {
        m_hasHeadBytes = true;
        m_since.start();
        m_sinceFirstByte.start();
    }
    auto step = m_reader.feed(bytes);
    if (step == RequestReader::Step::Head) {
        if (!acceptHead())
            return;
        step = m_reader.next();
    }
    if (step == RequestReader::Step::Broken) {
        const RequestReader::Problem problem = m_reader.problem();
        refuse(m_server.handler().malformed(problem.status, problem.message, m_reader.target()));
        return;
    }
    if (m_state == State::Body)
        m_since.start();
    if (step == RequestReader::Step::Whole) {
        if (m_reader.hasSurplus())
            m_keepsAlive = false; // pipelined behind this request
        m_state = State::Answering;
        m_server.handler().handle(*this, m_reader.take());
    }
}

bool HttpConnection::acceptHead()
{
    m_state = State::Body;
    const HttpHead head = m_reader.head();
    m_keepsAlive = m_reader.keepsAlive();
    m_knowsChunks = m_reader.knowsChunks();
    m_isHeadRequest = head.method() == "HEAD";
    if (const auto refusal = m_server.handler().checkHead(head)) {
        refuse(*refusal);
        return false;
    }
    if (const auto problem = m_reader.unsupported()) {
        refuse(m_server.handler().malformed(problem->status, problem->message, m_reader.target()));
        return false;
    }
    if (m_reader.hasBodyToCome() && m_reader.expectsContinue()) {
        const std::array<std::string_view, 1> pieces{"HTTP/1.1 100 Continue\r\n\r\n"};
        send(pieces);
    }
    return m_state == State::Body;
}

void HttpConnection::refuse(const HttpRefusal &refusal)
{
    m_keepsAlive = false;
    std::string &answer = writeBuffer();
    appendStatusLine(answer, refusal.status);
    answer.append("content-type: application/json\r\nconnection: close\r\ncontent-length: ");
    appendNumber(answer, refusal.body.size(), 10);
    answer.append("\r\n\r\n");
    if (!m_isHeadRequest)
        answer.append(refusal.body);
    m_state = State::Refusing;
    m_since.start();
    const std::array<std::string_view, 1> pieces{answer};
    send(pieces);
    endSending();
}

void HttpConnection::respond(int status, std::string_view fields, std::string_view body)
{
    if (m_state != State::Answering)
        return;
    std::string &head = writeBuffer();
    appendStatusLine(head, status);
    head.append(fields);
    const bool hasBody = mayHaveBody(status);
    if (hasBody) {
        head.append("content-length: ");
        appendNumber(head, body.size(), 10);
        head.append(lineEnd);
    }
    head.append(m_keepsAlive ? "\r\n" : "connection: close\r\n\r\n");
    const std::array<std::string_view, 2> pieces{
        head, m_isHeadRequest || !hasBody ? std::string_view() : body};
    send(pieces);
    answerEnded();
}

void HttpConnection::begin(int status, std::string_view fields, qint64 contentLength,
                           std::string_view firstBytes)
{
    if (m_state != State::Answering)
        return;
    std::string &head = writeBuffer();
    appendStatusLine(head, status);
    head.append(fields);
    m_isChunked = false;
    if (!mayHaveBody(status)) {
        firstBytes = {};
    } else if (contentLength >= 0) {
        head.append("content-length: ");
        appendNumber(head, static_cast<quint64>(contentLength), 10);
        head.append(lineEnd);
    } else if (m_knowsChunks) {
        m_isChunked = true;
        head.append("transfer-encoding: chunked\r\n");
    } else {
        m_keepsAlive = false;
    }
    if (!m_keepsAlive)
        head.append("connection: close\r\n");
    head.append(lineEnd);
    const bool isFramed = m_isChunked && !firstBytes.empty();
    if (isFramed) {
        appendNumber(head, firstBytes.size(), 16);
        head.append(lineEnd);
    }
    const std::array<std::string_view, 3> pieces{head, firstBytes,
                                                 isFramed ? lineEnd : std::string_view()};
    send(pieces);
}

void HttpConnection::write(std::string_view bytes)
{
    if (m_state != State::Answering || bytes.empty())
        return;
    if (!m_isChunked) {
        const std::array<std::string_view, 1> pieces{bytes};
        send(pieces);
        return;
    }
    std::string &size = writeBuffer();
    appendNumber(size, bytes.size(), 16);
    size.append(lineEnd);
    const std::array<std::string_view, 3> pieces{size, bytes, lineEnd};
    send(pieces);
}

void HttpConnection::finish(std::string_view lastBytes)
{
    if (m_state != State::Answering)
        return;
    if (!m_isChunked) {
        write(lastBytes);
    } else if (lastBytes.empty()) {
        const std::array<std::string_view, 1> pieces{lastChunk};
        send(pieces);
    } else {
        std::string &size = writeBuffer();
        appendNumber(size, lastBytes.size(), 16);
        size.append(lineEnd);
        const std::array<std::string_view, 4> pieces{size, lastBytes, lineEnd, lastChunk};
        send(pieces);
    }
    answerEnded();
}

void HttpConnection::answerEnded()
{
    if (m_state != State::Answering)
        return;
    m_observer = nullptr;
    if (m_keepsAlive) {
        startReading();
        return;
    }
    m_state = State::Refusing;
    m_since.start();
    endSending();
}

void HttpConnection::endSending()
{
    m_socket.flush();
    if (m_socket.hasUnsent())
        return; // onBytesWritten() leads back here
    // Closing while the client still sends would reset the connection, and the client might lose
    // what it has not read yet. So only our side is closed; what comes is read and thrown away
    // until the client closes too or the drain time is over.
    m_socket.closeSending();
}

void HttpConnection::breakOff()
{
    m_observer = nullptr;
    close();
}

void HttpConnection::send(std::span<const std::string_view> pieces)
{
    if (m_state != State::Closed)
        m_socket.send(pieces);
}

void HttpConnection::onBytesWritten()
{
    if (m_state == State::Refusing) {
        m_since.start();
        endSending();
    }
    if (m_socket.hasDrained() && m_observer)
        m_observer->clientDrained();
}

void HttpConnection::clientLeft()
{
    if (m_state == State::Closed)
        return;
    ClientObserver *observer = std::exchange(m_observer, nullptr);
    m_state = State::Closed;
    m_socket.qt()->disconnect(this);
    m_server.forget(*this);
    if (observer)
        observer->clientGone();
}

void HttpConnection::close()
{
    if (m_state == State::Closed)
        return;
    m_socket.qt()->disconnect(this);
    m_socket.abort();
    clientLeft();
}

void HttpConnection::finishUp()
{
    m_keepsAlive = false;
    if (m_state == State::Answering || m_state == State::Refusing)
        return;
    m_socket.flush();
    if (!m_socket.hasUnsent()) {
        close();
        return;
    }
    m_state = State::Refusing; // onBytesWritten() closes
    m_since.start();
}

void HttpConnection::checkTimeouts()
{
    const HttpLimits &limits = m_server.limits();
    const std::chrono::milliseconds elapsed(m_since.elapsed());
    switch (m_state) {
    case State::Head:
        if (!m_hasHeadBytes && elapsed > limits.idle)
            close();
        else if (m_hasHeadBytes && elapsed > limits.head)
            refuse(
                m_server.handler().malformed(408, "The request head did not arrive in time.", {}));
        break;
    case State::Body:
        if (elapsed > limits.body)
            refuse(m_server.handler().malformed(408, "The request body stopped arriving.",
                                                m_reader.target()));
        else if (std::chrono::milliseconds(m_sinceFirstByte.elapsed()) > limits.request)
            refuse(m_server.handler().malformed(408, "The request took too long to arrive.",
                                                m_reader.target()));
        break;
    case State::Refusing:
        if (elapsed > (m_socket.hasUnsent() ? limits.idle : limits.drain))
            close();
        break;
    case State::Answering:
    case State::Closed:
        break;
    }
}

} // namespace signalbox::routing
