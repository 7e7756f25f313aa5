// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QTcpServer>
#include <QTcpSocket>

#include <memory>

namespace signalbox::tests {

/// A company's HTTP proxy: understands CONNECT, and leads every tunnel to one port of 127.0.0.1,
/// whatever name was asked for. Lives on the thread that made it.
class FakeHttpProxy final : public QTcpServer
{
public:
    explicit FakeHttpProxy(quint16 target)
        : m_target(target)
    {
        if (!listen(QHostAddress(QHostAddress::LocalHost), 0))
            qFatal("a fake proxy cannot listen");
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *client = nextPendingConnection())
                serve(client);
        });
    }

    [[nodiscard]] QByteArray url(const QByteArray &user = {}) const
    {
        return "http://" + user + "127.0.0.1:" + QByteArray::number(serverPort());
    }

    QByteArray refusal; ///< sent instead of a tunnel
    bool isMute = false; ///< says nothing to anybody
    QByteArray credentials; ///< "user:password" it asks for
    QList<QByteArray> asked; ///< every request head
    int tunnels = 0;

private:
    void serve(QTcpSocket *client)
    {
        const auto received = std::make_shared<QByteArray>();
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        connect(client, &QTcpSocket::readyRead, client, [this, client, received] {
            if (client->property("tunnel").toBool())
                return;
            *received += client->readAll();
            if (isMute || !received->contains("\r\n\r\n"))
                return;
            asked.append(*received);
            received->clear();
            answer(client, asked.last());
        });
    }

    void answer(QTcpSocket *client, const QByteArray &head)
    {
        const QByteArray authorization = "Basic " + credentials.toBase64() + "\r\n";
        if (!refusal.isEmpty()) {
            client->write(refusal);
            client->disconnectFromHost();
        } else if (!credentials.isEmpty() && !head.contains(authorization)) {
            client->write("HTTP/1.1 407 Proxy Authentication Required\r\n"
                          "proxy-authenticate: Basic realm=\"company\"\r\n"
                          "content-length: 0\r\n\r\n");
        } else {
            openTunnel(client);
        }
    }

    void openTunnel(QTcpSocket *client)
    {
        ++tunnels;
        client->setProperty("tunnel", true);
        auto *provider = new QTcpSocket(client);
        connect(provider, &QTcpSocket::connected, client,
                [client] { client->write("HTTP/1.1 200 Connection established\r\n\r\n"); });
        connect(provider, &QTcpSocket::readyRead, client,
                [client, provider] { client->write(provider->readAll()); });
        connect(client, &QTcpSocket::readyRead, provider,
                [client, provider] { provider->write(client->readAll()); });
        connect(provider, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        connect(client, &QTcpSocket::disconnected, provider, &QTcpSocket::disconnectFromHost);
        provider->connectToHost(QHostAddress(QHostAddress::LocalHost), m_target);
    }

    quint16 m_target;
};

} // namespace signalbox::tests
