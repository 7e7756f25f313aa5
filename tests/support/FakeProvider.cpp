// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/FakeProvider.h"

#include <QSslSocket>
#include <QTimer>

#include <algorithm>
#include <memory>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace signalbox::tests {

using Step = ProviderScript::Step;

QByteArray fieldOf(const QByteArray &head, const QByteArray &name)
{
    const QList<QByteArray> lines = head.split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

ProviderScript &ProviderScript::send(const QByteArray &bytes)
{
    steps.push_back({.kind = Step::Kind::Send, .bytes = bytes});
    return *this;
}

ProviderScript &ProviderScript::wait(std::chrono::milliseconds time)
{
    steps.push_back({.kind = Step::Kind::Wait, .bytes = {}, .time = time});
    return *this;
}

ProviderScript &ProviderScript::gate()
{
    steps.push_back({.kind = Step::Kind::Gate, .bytes = {}});
    return *this;
}

ProviderScript &ProviderScript::close()
{
    steps.push_back({.kind = Step::Kind::Close, .bytes = {}});
    return *this;
}

ProviderScript &ProviderScript::reset()
{
    steps.push_back({.kind = Step::Kind::Reset, .bytes = {}});
    return *this;
}

ProviderScript &ProviderScript::stall()
{
    steps.push_back({.kind = Step::Kind::Stall, .bytes = {}});
    return *this;
}

QByteArray plainAnswer(int status, const QByteArray &body, const QByteArray &fields)
{
    QByteArray answer = "HTTP/1.1 " + QByteArray::number(status) + " Some Reason\r\n" + fields;
    if (!fields.toLower().contains("content-type:"))
        answer += "content-type: application/json\r\n";
    return answer + "content-length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray streamHead(const QByteArray &fields)
{
    return "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n"
        + fields + "\r\n";
}

QByteArray chunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

/// One connection: collects requests, plays one script at a time.
class FakeProviderConnection final : public QObject
{
public:
    FakeProviderConnection(FakeProvider &provider, std::unique_ptr<QTcpSocket> socket, int number)
        : m_provider(provider)
        , m_socket(std::move(socket))
        , m_number(number)
    {
        connect(m_socket.get(), &QTcpSocket::readyRead, this, &FakeProviderConnection::read);
        connect(m_socket.get(), &QTcpSocket::bytesWritten, this, [this] { play(); });
        connect(m_socket.get(), &QTcpSocket::disconnected, this, &FakeProviderConnection::leave);
    }

    void openGate()
    {
        if (m_script.steps.empty() || m_script.steps.front().kind != Step::Kind::Gate)
            return;
        m_script.steps.pop_front();
        play();
    }
    [[nodiscard]] bool isIdle() const { return m_script.steps.empty(); }
    [[nodiscard]] qint64 unsent() const { return m_socket->bytesToWrite(); }
    void leaveNow(FakeProvider::Leave how)
    {
        if (how == FakeProvider::Leave::Reset)
            reset();
        else
            m_socket->disconnectFromHost();
    }

private:
    void read()
    {
        m_received += m_socket->readAll();
        while (m_script.steps.empty() && takeRequest()) {}
        if (m_script.steps.empty() && !m_received.isEmpty() && m_provider.m_interrupter) {
            m_script = m_provider.m_interrupter(m_received);
            play();
        }
    }

    bool takeRequest()
    {
        const qsizetype headEnd = m_received.indexOf("\r\n\r\n");
        if (headEnd < 0)
            return false;
        SeenRequest request{
            .head = m_received.left(headEnd + 4), .body = {}, .connection = m_number};
        const qsizetype size = request.field("content-length").toLongLong();
        if (m_received.size() < headEnd + 4 + size)
            return false;
        request.body = m_received.mid(headEnd + 4, size);
        m_received.remove(0, headEnd + 4 + size);
        m_script = m_provider.arrived(request);
        play();
        return true;
    }

    void play()
    {
        while (!m_script.steps.empty() && !m_isWaiting) {
            const Step step = m_script.steps.front();
            switch (step.kind) {
            case Step::Kind::Send:
                m_script.steps.pop_front();
                m_socket->write(step.bytes);
                m_socket->flush();
                break;
            case Step::Kind::Wait:
                m_script.steps.pop_front();
                m_isWaiting = true;
                QTimer::singleShot(step.time, Qt::PreciseTimer, this, [this] {
                    m_isWaiting = false;
                    play();
                    read();
                });
                return;
            case Step::Kind::Close:
                m_socket->disconnectFromHost();
                return;
            case Step::Kind::Reset:
                if (m_socket->bytesToWrite() > 0)
                    return; // bytesWritten() leads back here
                reset();
                return;
            case Step::Kind::Gate:
            case Step::Kind::Stall:
                return;
            }
        }
    }

    void reset()
    {
#ifdef Q_OS_UNIX
        const linger atOnce{.l_onoff = 1, .l_linger = 0};
        ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce,
                     sizeof atOnce);
#endif
        m_socket->abort();
    }

    void leave()
    {
        std::erase(m_provider.m_connections, this);
        deleteLater();
    }

    FakeProvider &m_provider;
    std::unique_ptr<QTcpSocket> m_socket;
    int m_number;
    QByteArray m_received;
    ProviderScript m_script;
    bool m_isWaiting = false;
};

FakeProvider::FakeProvider(std::optional<QSslConfiguration> tls)
    : m_tls(std::move(tls))
{
    setListenBacklogSize(1024);
    if (!listen(QHostAddress(QHostAddress::LocalHost), 0))
        qFatal("a fake provider cannot listen");
}

FakeProvider::~FakeProvider()
{
    close();
    const std::vector<FakeProviderConnection *> connections = std::move(m_connections);
    m_connections.clear();
    qDeleteAll(connections);
}

QString FakeProvider::url() const
{
    return QStringLiteral("%1://127.0.0.1:%2")
        .arg(m_tls ? QStringLiteral("https") : QStringLiteral("http"))
        .arg(serverPort());
}

void FakeProvider::open()
{
    const std::vector<FakeProviderConnection *> connections = m_connections;
    for (FakeProviderConnection *connection : connections)
        connection->openGate();
}

qint64 FakeProvider::unsentBytes() const
{
    qint64 sum = 0;
    for (const FakeProviderConnection *connection : m_connections)
        sum += connection->unsent();
    return sum;
}

void FakeProvider::closeIdle(Leave how)
{
    const std::vector<FakeProviderConnection *> connections = m_connections;
    for (FakeProviderConnection *connection : connections) {
        if (connection->isIdle())
            connection->leaveNow(how);
    }
}

void FakeProvider::incomingConnection(qintptr descriptor)
{
    std::unique_ptr<QTcpSocket> socket;
    if (m_tls) {
        auto encrypted = std::make_unique<QSslSocket>();
        encrypted->setSslConfiguration(*m_tls);
        encrypted->setSocketDescriptor(descriptor);
        encrypted->startServerEncryption();
        socket = std::move(encrypted);
    } else {
        socket = std::make_unique<QTcpSocket>();
        socket->setSocketDescriptor(descriptor);
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_connections.push_back(new FakeProviderConnection(*this, std::move(socket), m_accepted++));
}

ProviderScript FakeProvider::arrived(const SeenRequest &request)
{
    m_requests.append(request);
    if (!m_queue.empty()) {
        ProviderScript script = std::move(m_queue.front());
        m_queue.pop_front();
        return script;
    }
    return m_responder ? m_responder(request) : ProviderScript().send(plainAnswer(200, "{}"));
}

} // namespace signalbox::tests
