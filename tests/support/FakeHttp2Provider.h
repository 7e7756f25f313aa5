// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QPair>
#include <QPointer>
#include <QSslConfiguration>
#include <QString>
#include <QTcpServer>

#include <functional>

namespace signalbox::tests {

class FakeHttp2Connection;

enum class Http2End : quint8 { No, Yes };

/// One request to a FakeHttp2Provider, and the means to answer it now, later or badly. A value;
/// what it is told after its connection has gone is forgotten.
class Http2Stream final
{
public:
    Http2Stream() = default;
    Http2Stream(FakeHttp2Connection *connection, quint32 id, QByteArray body);

    void head(int status, const QList<QPair<QByteArray, QByteArray>> &fields = {},
              Http2End end = Http2End::No) const;
    void data(const QByteArray &bytes, Http2End end = Http2End::No) const;
    /// RST_STREAM.
    void reset(quint32 code) const;
    /// GOAWAY that this stream was the last one; the connection stays.
    void goAway() const;
    /// Closes the connection.
    void close() const;
    /// A whole answer.
    void answer(int status, const QByteArray &body) const;

    QByteArray body; ///< of the request

private:
    QPointer<FakeHttp2Connection> m_connection;
    quint32 m_id = 0;
};

/// A provider that speaks HTTP/2 over TLS, frame by frame. Listens on a free port of 127.0.0.1;
/// lives on the thread that made it.
class FakeHttp2Provider final : public QTcpServer
{
    Q_OBJECT

public:
    using Responder = std::function<void(const Http2Stream &)>;

    FakeHttp2Provider(const QSslConfiguration &tls, Responder responder);
    ~FakeHttp2Provider() override;
    Q_DISABLE_COPY_MOVE(FakeHttp2Provider)

    [[nodiscard]] QString url() const;
    /// Lets uploads that were held back by a small window go on.
    void grantUploads();

    quint32 window = 64 * 1024 * 1024; ///< how much of a body new connections take
    int accepted = 0; ///< connections
    int requests = 0; ///< streams whose request came whole
    int cancelled = 0; ///< streams that the client has reset

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    friend class FakeHttp2Connection;

    QSslConfiguration m_tls;
    Responder m_responder;
    QList<QPointer<FakeHttp2Connection>> m_connections;
};

} // namespace signalbox::tests
