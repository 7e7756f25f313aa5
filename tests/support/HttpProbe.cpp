// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/HttpProbe.h"

#include "support/FakeProvider.h"
#include "support/Wait.h"

#include <QJsonDocument>
#include <QJsonValue>

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace signalbox::tests {

namespace {

/// Reads a chunked body from \a at on; returns where it stopped.
qsizetype readChunks(const QByteArray &bytes, qsizetype at, ProbeAnswer &answer)
{
    while (true) {
        const qsizetype lineEnd = bytes.indexOf("\r\n", at);
        if (lineEnd < 0)
            return at;
        bool isNumber = false;
        const qsizetype size = bytes.mid(at, lineEnd - at).toLongLong(&isNumber, 16);
        const qsizetype next = lineEnd + 2 + size + 2;
        if (!isNumber || bytes.size() < next)
            return at;
        if (size == 0) {
            answer.isWhole = true;
            return next;
        }
        answer.chunks.append(bytes.mid(lineEnd + 2, size));
        answer.body += answer.chunks.last();
        at = next;
    }
}

/// Reads one answer from \a at on; moves \a at behind it.
ProbeAnswer readAnswer(const QByteArray &bytes, qsizetype &at, bool hasEnded)
{
    ProbeAnswer answer;
    const qsizetype headEnd = bytes.indexOf("\r\n\r\n", at);
    if (headEnd < 0) {
        answer.head = bytes.mid(at);
        at = bytes.size();
        return answer;
    }
    answer.head = bytes.mid(at, headEnd + 4 - at);
    at = headEnd + 4;
    answer.status = answer.head.split(' ').value(1).toInt();
    const QByteArray length = answer.field("content-length");
    answer.isChunked = answer.field("transfer-encoding") == "chunked";
    if (answer.isChunked) {
        at = readChunks(bytes, at, answer);
        if (!answer.isWhole)
            at = bytes.size();
    } else if (answer.status < 200) {
        answer.isWhole = true;
    } else if (!length.isEmpty()) {
        answer.body = bytes.mid(at, length.toLongLong());
        answer.isWhole = answer.body.size() == length.toLongLong();
        at += answer.body.size();
    } else {
        answer.body = bytes.mid(at);
        answer.isWhole = hasEnded;
        at = bytes.size();
    }
    return answer;
}

} // namespace

QByteArray ProbeAnswer::field(const QByteArray &name) const
{
    return fieldOf(head, name);
}

QJsonObject ProbeAnswer::json() const
{
    return QJsonDocument::fromJson(body).object();
}

QByteArray ProbeAnswer::errorMessage() const
{
    const QJsonValue error = json().value(QLatin1String("error"));
    return (error.isString() ? error : error.toObject().value(QLatin1String("message")))
        .toString()
        .toUtf8();
}

QByteArray postBytes(const QByteArray &target, const QByteArray &body, const QByteArray &fields)
{
    QByteArray head = "POST " + target + " HTTP/1.1\r\n";
    if (!fields.toLower().startsWith("host:") && !fields.toLower().contains("\nhost:"))
        head += "host: 127.0.0.1\r\n";
    return head + fields + "content-type: application/json\r\ncontent-length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

HttpProbe::HttpProbe(quint16 port)
    : m_descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(m_descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        qFatal("a probe cannot connect to port %d", port);
    m_reader = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    m_writer = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Write);
    m_writer->setEnabled(false);
    connect(m_reader.get(), &QSocketNotifier::activated, this, &HttpProbe::read);
    connect(m_writer.get(), &QSocketNotifier::activated, this, &HttpProbe::write);
}

HttpProbe::~HttpProbe()
{
    close();
}

void HttpProbe::send(const QByteArray &bytes)
{
    m_unsent += bytes;
    write();
}

void HttpProbe::post(const QByteArray &target, const QByteArray &body, const QByteArray &fields)
{
    send(postBytes(target, body, fields));
}

void HttpProbe::get(const QByteArray &target, const QByteArray &fields)
{
    send("GET " + target + " HTTP/1.1\r\nhost: 127.0.0.1\r\n" + fields + "\r\n");
}

void HttpProbe::write()
{
    if (m_descriptor < 0)
        return;
    while (!m_unsent.isEmpty()) {
        const auto size =
            ::send(m_descriptor, m_unsent.constData(), static_cast<std::size_t>(m_unsent.size()),
                   MSG_DONTWAIT | MSG_NOSIGNAL);
        if (size <= 0)
            break;
        m_unsent.remove(0, size);
    }
    m_writer->setEnabled(!m_unsent.isEmpty() && !m_isClosed);
}

void HttpProbe::read()
{
    std::array<char, 65536> buffer;
    const auto size = ::recv(m_descriptor, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (size > 0) {
        m_received.append(buffer.data(), size);
        return;
    }
    if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        return;
    m_isClosed = true;
    m_wasReset = size < 0;
    m_reader->setEnabled(false);
    m_writer->setEnabled(false);
}

QList<ProbeAnswer> HttpProbe::answers() const
{
    QList<ProbeAnswer> answers;
    qsizetype at = 0;
    while (at < m_received.size()) {
        const ProbeAnswer answer = readAnswer(m_received, at, m_isClosed);
        if (answer.status == 0 || answer.status >= 200)
            answers.append(answer);
    }
    return answers;
}

bool HttpProbe::waitForAnswers(int count)
{
    return waitUntil([this, count] {
        const QList<ProbeAnswer> all = answers();
        return all.size() >= count && all.at(count - 1).isWhole;
    });
}

bool HttpProbe::waitForBytes(const QByteArray &bytes)
{
    return waitUntil([&] { return m_received.contains(bytes); });
}

bool HttpProbe::waitForClose()
{
    return waitUntil([this] { return m_isClosed; });
}

void HttpProbe::close()
{
    if (m_descriptor < 0)
        return;
    m_reader.reset();
    m_writer.reset();
    ::close(m_descriptor);
    m_descriptor = -1;
    m_isClosed = true;
}

void HttpProbe::reset()
{
    const linger atOnce{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    close();
}

} // namespace signalbox::tests
