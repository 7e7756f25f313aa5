// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/http/HttpConnection.h"

#include "routing/http/HttpStatus.h"

#include <QTcpSocket>

#include <array>
#include <charconv>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <sys/socket.h>
#include <sys/uio.h>
#endif

namespace signalbox::routing {

namespace http = boost::beast::http;

namespace {

constexpr qint64 readSize = 64 * 1024;
/// Above this many unsent bytes a client is slow, and the provider is asked to wait.
constexpr qint64 congestedBytes = 256 * 1024;
constexpr qint64 drainedBytes = 64 * 1024;
constexpr std::size_t mostPieces = 4;
constexpr std::string_view lineEnd = "\r\n";
constexpr std::string_view lastChunk = "0\r\n\r\n";

char *readBuffer()
{
    thread_local std::array<char, readSize> buffer;
    return buffer.data();
}

/// Assembles one write; reused, so that no answer allocates.
std::string &writeBuffer()
{
    thread_local std::string buffer;
    buffer.clear();
    return buffer;
}

void appendNumber(std::string &text, quint64 number, int base)
{
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, base);
    text.append(digits.data(), static_cast<std::size_t>(end.ptr - digits.data()));
}

void appendStatusLine(std::string &head, int status)
{
    head.append("HTTP/1.1 ");
    appendNumber(head, static_cast<quint64>(status), 10);
    head.append(" ").append(reasonPhrase(status)).append(lineEnd);
}

} // namespace

HttpConnection::HttpConnection(HttpServer &server, std::unique_ptr<QTcpSocket> socket)
    : m_server(server)
    , m_socket(std::move(socket))
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setReadBufferSize(readSize);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &HttpConnection::onReadable);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &HttpConnection::clientLeft);
    connect(m_socket.get(), &QTcpSocket::bytesWritten, this, &HttpConnection::onBytesWritten);
    startReading();
}

HttpConnection::~HttpConnection() = default;

void HttpConnection::startReading()
{
    m_state = State::Head;
    m_hasHeadBytes = !m_rest.empty();
    m_headSize = 0;
    m_isCongested = false;
    m_observer = nullptr;
    m_parser.emplace();
    m_parser->header_limit(m_server.limits().headBytes);
    m_parser->body_limit(m_server.limits().bodyBytes);
    m_parser->eager(true);
    m_since.start();
}

void HttpConnection::onReadable()
{
    while (m_state != State::Closed) {
        const qint64 size = m_socket->read(readBuffer(), readSize);
        if (size <= 0)
            return;
        const std::string_view bytes(readBuffer(), static_cast<std::size_t>(size));
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
    }
}

void HttpConnection::feed(std::string_view bytes)
{
    if (!m_hasHeadBytes) {
        m_hasHeadBytes = true;
        m_since.start();
    }
    std::string whole;
    if (!m_rest.empty()) {
        m_rest.append(bytes);
        whole = std::move(m_rest);
        m_rest.clear();
        bytes = whole;
    }
    while (!bytes.empty() && (m_state == State::Head || m_state == State::Body)) {
        boost::system::error_code error;
        const std::size_t used =
            m_parser->put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
        bytes.remove_prefix(used);
        if (error && error != http::error::need_more) {
            fail(error);
            return;
        }
        if (m_state == State::Head && !m_parser->is_header_done()) {
            // The parser's own limit sees what it is given at a time, not what it has taken.
            m_headSize += used;
            if (m_headSize + bytes.size() > m_server.limits().headBytes) {
                fail(http::error::header_limit);
                return;
            }
        }
        if (m_state == State::Head && m_parser->is_header_done() && !acceptHead())
            return;
        if (m_state == State::Body)
            m_since.start();
        if (m_parser->is_done()) {
            if (!bytes.empty())
                m_keepsAlive = false; // pipelined behind this request
            requestRead();
            return;
        }
        if (error == http::error::need_more) {
            m_rest.assign(bytes);
            return;
        }
    }
}

bool HttpConnection::acceptHead()
{
    m_state = State::Body;
    const auto &message = m_parser->get();
    m_keepsAlive = m_parser->keep_alive();
    m_knowsChunks = message.version() >= 11;
    m_isHeadRequest = message.method() == http::verb::head;
    if (const auto refusal = m_server.handler().checkHead(message.base())) {
        refuse(*refusal);
        return false;
    }
    if (!m_parser->is_done()
        && boost::beast::iequals(message[http::field::expect], "100-continue")) {
        const std::array<std::string_view, 1> pieces{"HTTP/1.1 100 Continue\r\n\r\n"};
        send(pieces);
    }
    return m_state == State::Body;
}

void HttpConnection::requestRead()
{
    m_state = State::Answering;
    HttpRequest request(m_parser->release());
    m_parser.reset();
    m_server.handler().handle(*this, std::move(request));
}

void HttpConnection::fail(const boost::system::error_code &error)
{
    int status = 400;
    std::string message = "The request is not valid HTTP: " + error.message() + ".";
    if (error == http::error::header_limit || error == http::error::buffer_overflow) {
        status = 431;
        message = "The request head is larger than "
            + std::to_string(m_server.limits().headBytes / 1024) + " KiB.";
    } else if (error == http::error::body_limit) {
        status = 413;
        message = "The request body is larger than "
            + std::to_string(m_server.limits().bodyBytes / 1024 / 1024) + " MiB.";
    }
    const auto target =
        m_parser->is_header_done() ? stringView(m_parser->get().target()) : std::string_view();
    refuse(m_server.handler().malformed(status, message, target));
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
    head.append(fields).append("content-length: ");
    appendNumber(head, body.size(), 10);
    head.append(m_keepsAlive ? "\r\n\r\n" : "\r\nconnection: close\r\n\r\n");
    const std::array<std::string_view, 2> pieces{head, m_isHeadRequest ? std::string_view() : body};
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
    if (contentLength >= 0) {
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
    if (m_socket->bytesToWrite() > 0)
        return; // onBytesWritten() leads back here
#ifdef Q_OS_UNIX
    // Closing while the client still sends would reset the connection, and the client might lose
    // what it has not read yet. So only our side is closed; what comes is read and thrown away
    // until the client closes too or the drain time is over.
    ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
#else
    m_socket->disconnectFromHost();
#endif
}

void HttpConnection::breakOff()
{
    m_observer = nullptr;
    close();
}

void HttpConnection::send(std::span<const std::string_view> pieces)
{
    if (m_state == State::Closed)
        return;
    std::size_t sent = 0;
#ifdef Q_OS_UNIX
    // Straight to the descriptor while Qt holds no unsent bytes: one system call and no copy.
    if (m_socket->bytesToWrite() == 0) {
        std::array<iovec, mostPieces> vectors{};
        std::size_t count = 0;
        for (const std::string_view piece : pieces) {
            if (!piece.empty())
                vectors.at(count++) = {const_cast<char *>(piece.data()), piece.size()};
        }
        if (count == 0)
            return;
        msghdr message{};
        message.msg_iov = vectors.data();
        message.msg_iovlen = count;
        const auto size = ::sendmsg(static_cast<int>(m_socket->socketDescriptor()), &message,
                                    MSG_NOSIGNAL | MSG_DONTWAIT);
        if (size > 0)
            sent = static_cast<std::size_t>(size);
        // An error is left to Qt: its own write below fails the same way and is reported.
    }
#endif
    for (const std::string_view piece : pieces) {
        if (sent >= piece.size()) {
            sent -= piece.size();
            continue;
        }
        m_socket->write(piece.data() + sent, static_cast<qint64>(piece.size() - sent));
        sent = 0;
    }
    if (m_socket->bytesToWrite() > congestedBytes)
        m_isCongested = true;
}

void HttpConnection::onBytesWritten()
{
    if (m_state == State::Refusing) {
        m_since.start();
        endSending();
    }
    if (!m_isCongested || m_socket->bytesToWrite() > drainedBytes)
        return;
    m_isCongested = false;
    if (m_observer)
        m_observer->clientDrained();
}

void HttpConnection::clientLeft()
{
    if (m_state == State::Closed)
        return;
    ClientObserver *observer = std::exchange(m_observer, nullptr);
    m_state = State::Closed;
    m_socket->disconnect(this);
    m_server.forget(*this);
    if (observer)
        observer->clientGone();
}

void HttpConnection::close()
{
    if (m_state == State::Closed)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    clientLeft();
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
                                                stringView(m_parser->get().target())));
        break;
    case State::Refusing:
        if (elapsed > (m_socket->bytesToWrite() > 0 ? limits.idle : limits.drain))
            close();
        break;
    case State::Answering:
    case State::Closed:
        break;
    }
}

} // namespace signalbox::routing
