// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/FakeHttp2Provider.h"

#include <QSslSocket>
#include <QtEndian>

#include <memory>

namespace signalbox::tests {

namespace {

enum class Frame : quint8 {
    Data = 0,
    Headers = 1,
    ResetStream = 3,
    Settings = 4,
    Ping = 6,
    GoAway = 7,
    WindowUpdate = 8
};

constexpr quint8 endStream = 1; // of Data and Headers
constexpr quint8 acknowledges = 1; // of Settings and Ping
constexpr quint8 endHeaders = 4;
constexpr quint32 largeWindow = 64 * 1024 * 1024;
constexpr qsizetype prefaceSize = 24;
constexpr qsizetype frameHeadSize = 9;

QByteArray number32(quint32 number)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

/// A field that is not compressed and not remembered.
QByteArray literal(const QByteArray &name, const QByteArray &value)
{
    return QByteArray(1, '\0') + static_cast<char>(name.size()) + name
        + static_cast<char>(value.size()) + value;
}

} // namespace

/// One connection of the provider.
class FakeHttp2Connection final : public QObject
{
public:
    FakeHttp2Connection(FakeHttp2Provider &provider, qintptr descriptor)
        : m_provider(provider)
    {
        QSslConfiguration tls = provider.m_tls;
        tls.setAllowedNextProtocols({QByteArrayLiteral("h2")});
        m_socket.setSslConfiguration(tls);
        m_socket.setSocketDescriptor(descriptor);
        connect(&m_socket, &QSslSocket::readyRead, this, &FakeHttp2Connection::read);
        connect(&m_socket, &QSslSocket::disconnected, this, &QObject::deleteLater);
        connect(&m_socket, &QSslSocket::encrypted, this, [this] {
            takeUploads(m_provider.window);
            send(Frame::WindowUpdate, 0, 0, number32(largeWindow));
        });
        m_socket.startServerEncryption();
    }

    void send(Frame type, quint8 flags, quint32 stream, const QByteArray &payload)
    {
        m_socket.write(number32(static_cast<quint32>(payload.size())).mid(1)
                       + static_cast<char>(type) + static_cast<char>(flags) + number32(stream)
                       + payload);
    }
    void takeUploads(quint32 window)
    {
        send(Frame::Settings, 0, 0, QByteArray("\0\4", 2) + number32(window));
    }
    void close() { m_socket.disconnectFromHost(); }

private:
    void read()
    {
        m_received += m_socket.readAll();
        if (!m_hasPreface && m_received.size() >= prefaceSize) {
            m_hasPreface = true;
            m_received.remove(0, prefaceSize);
        }
        while (m_hasPreface && takeFrame()) {}
    }

    bool takeFrame()
    {
        if (m_received.size() < frameHeadSize)
            return false;
        const qsizetype size =
            qFromBigEndian<quint32>(QByteArray('\0' + m_received.left(3)).constData());
        if (m_received.size() < frameHeadSize + size)
            return false;
        const auto type = static_cast<Frame>(m_received.at(3));
        const auto flags = static_cast<quint8>(m_received.at(4));
        const auto stream = qFromBigEndian<quint32>(m_received.constData() + 5) & 0x7fffffffU;
        const QByteArray payload = m_received.mid(frameHeadSize, size);
        m_received.remove(0, frameHeadSize + size);
        take(type, flags, stream, payload);
        return true;
    }

    void take(Frame type, quint8 flags, quint32 stream, const QByteArray &payload)
    {
        switch (type) {
        case Frame::Settings:
            if ((flags & acknowledges) == 0)
                send(Frame::Settings, acknowledges, 0, {});
            break;
        case Frame::Ping:
            if ((flags & acknowledges) == 0)
                send(Frame::Ping, acknowledges, 0, payload);
            break;
        case Frame::ResetStream:
            ++m_provider.cancelled;
            break;
        case Frame::Data:
            m_bodies[stream] += payload;
            [[fallthrough]];
        case Frame::Headers:
            if ((flags & endStream) == 0)
                break;
            ++m_provider.requests;
            m_provider.m_responder(Http2Stream(this, stream, m_bodies.take(stream)));
            break;
        default:
            break;
        }
    }

    FakeHttp2Provider &m_provider;
    QSslSocket m_socket;
    QByteArray m_received;
    QHash<quint32, QByteArray> m_bodies;
    bool m_hasPreface = false;
};

Http2Stream::Http2Stream(FakeHttp2Connection *connection, quint32 id, QByteArray requestBody)
    : body(std::move(requestBody))
    , m_connection(connection)
    , m_id(id)
{}

void Http2Stream::head(int status, const QList<QPair<QByteArray, QByteArray>> &fields,
                       Http2End end) const
{
    QByteArray block = literal(":status", QByteArray::number(status));
    for (const auto &[name, value] : fields)
        block += literal(name, value);
    const auto flags = static_cast<quint8>(endHeaders | (end == Http2End::Yes ? endStream : 0));
    if (m_connection)
        m_connection->send(Frame::Headers, flags, m_id, block);
}

void Http2Stream::data(const QByteArray &bytes, Http2End end) const
{
    if (m_connection)
        m_connection->send(Frame::Data, end == Http2End::Yes ? endStream : 0, m_id, bytes);
}

void Http2Stream::reset(quint32 code) const
{
    if (m_connection)
        m_connection->send(Frame::ResetStream, 0, m_id, number32(code));
}

void Http2Stream::goAway() const
{
    if (m_connection)
        m_connection->send(Frame::GoAway, 0, 0, number32(m_id) + number32(0));
}

void Http2Stream::close() const
{
    if (m_connection)
        m_connection->close();
}

void Http2Stream::answer(int status, const QByteArray &answerBody) const
{
    head(status, {{"content-type", "application/json"}});
    data(answerBody, Http2End::Yes);
}

FakeHttp2Provider::FakeHttp2Provider(const QSslConfiguration &tls, Responder responder)
    : m_tls(tls)
    , m_responder(std::move(responder))
{
    if (!listen(QHostAddress(QHostAddress::LocalHost), 0))
        qFatal("a fake provider cannot listen");
}

FakeHttp2Provider::~FakeHttp2Provider()
{
    for (const QPointer<FakeHttp2Connection> &connection : m_connections)
        delete connection;
}

QString FakeHttp2Provider::url() const
{
    return QStringLiteral("https://localhost:%1").arg(serverPort());
}

void FakeHttp2Provider::grantUploads()
{
    for (const QPointer<FakeHttp2Connection> &connection : m_connections) {
        if (connection)
            connection->takeUploads(largeWindow);
    }
}

void FakeHttp2Provider::incomingConnection(qintptr descriptor)
{
    ++accepted;
    m_connections.append(new FakeHttp2Connection(*this, descriptor));
}

} // namespace signalbox::tests
