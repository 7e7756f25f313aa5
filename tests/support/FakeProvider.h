// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QSslConfiguration>
#include <QString>
#include <QTcpServer>

#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <vector>

namespace signalbox::tests {

class FakeProviderConnection;

/// The value of the field called \a name (any case) in \a head, or empty.
QByteArray fieldOf(const QByteArray &head, const QByteArray &name);

/// What a fake provider does with one request, step by step. It then waits for the next one.
class ProviderScript final
{
public:
    ProviderScript &send(const QByteArray &bytes);
    ProviderScript &wait(std::chrono::milliseconds time);
    /// Goes on when FakeProvider::open() is called.
    ProviderScript &gate();
    /// Closes once everything was sent.
    ProviderScript &close();
    /// Sends what was written, then resets the connection (RST).
    ProviderScript &reset();
    /// Does nothing more, whatever comes.
    ProviderScript &stall();

    struct Step
    {
        enum class Kind : quint8 { Send, Wait, Gate, Close, Reset, Stall };
        Kind kind = Kind::Stall;
        QByteArray bytes;
        std::chrono::milliseconds time{0};
    };
    std::deque<Step> steps;
};

/// A whole answer with a Content-Length. \a fields are complete lines; without a content-type among
/// them it is JSON.
QByteArray plainAnswer(int status, const QByteArray &body, const QByteArray &fields = {});
/// The head of a chunked event stream.
QByteArray streamHead(const QByteArray &fields = {});
QByteArray chunk(const QByteArray &bytes);
inline QByteArray lastChunk()
{
    return QByteArrayLiteral("0\r\n\r\n");
}

/// One request as it arrived.
struct SeenRequest
{
    QByteArray head; ///< request line and fields
    QByteArray body;
    int connection = 0; ///< number of the connection it came on, from 0

    [[nodiscard]] QByteArray target() const { return head.split(' ').value(1); }
    [[nodiscard]] QByteArray field(const QByteArray &name) const { return fieldOf(head, name); }
};

/// A provider that answers by script: raw bytes, pauses, lies and resets. Listens on a free port of
/// 127.0.0.1; lives on the thread that made it.
class FakeProvider final : public QTcpServer
{
    Q_OBJECT

public:
    using Responder = std::function<ProviderScript(const SeenRequest &)>;

    /// With \a tls it speaks TLS.
    explicit FakeProvider(std::optional<QSslConfiguration> tls = {});
    ~FakeProvider() override;
    Q_DISABLE_COPY_MOVE(FakeProvider)

    [[nodiscard]] quint16 port() const { return serverPort(); }
    [[nodiscard]] QString url() const;

    /// Answers of the next requests, in order of arrival; then \a responder is asked.
    void enqueue(const ProviderScript &script) { m_queue.push_back(script); }
    void enqueue(const QByteArray &bytes) { m_queue.push_back(ProviderScript().send(bytes)); }
    void setResponder(Responder responder) { m_responder = std::move(responder); }
    /// Asked whenever a part of a request has come, with all that came of it; a script that is not
    /// empty is played, and the rest of the request is not waited for.
    using Interrupter = std::function<ProviderScript(const QByteArray &)>;
    void setInterrupter(Interrupter interrupter) { m_interrupter = std::move(interrupter); }
    /// Lets every script that stands at a gate go on.
    void open();

    [[nodiscard]] const QList<SeenRequest> &requests() const { return m_requests; }
    [[nodiscard]] int accepted() const { return m_accepted; }
    [[nodiscard]] int openConnections() const { return static_cast<int>(m_connections.size()); }
    /// Bytes that scripts sent and that nobody has taken yet, outside the system's own buffers.
    [[nodiscard]] qint64 unsentBytes() const;
    enum class Leave : quint8 { Close, Reset };
    /// Closes connections that are not answering.
    void closeIdle(Leave how = Leave::Close);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    friend class FakeProviderConnection;
    ProviderScript arrived(const SeenRequest &request);

    std::optional<QSslConfiguration> m_tls;
    std::deque<ProviderScript> m_queue;
    Responder m_responder;
    Interrupter m_interrupter;
    QList<SeenRequest> m_requests;
    std::vector<FakeProviderConnection *> m_connections;
    int m_accepted = 0;
};

} // namespace signalbox::tests
