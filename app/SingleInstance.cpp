// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "SingleInstance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalSocket>

namespace signalbox::app {

namespace {

constexpr int patienceMs = 300;

/// Short, and the same for every start of one user with one directory.
QString serverName(const QString &dataDirectory)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QDir::cleanPath(dataDirectory).toUtf8());
    hash.addData(qgetenv("USER"));
    return QStringLiteral("signalbox-") + QString::fromLatin1(hash.result().toHex().left(24));
}

} // namespace

SingleInstance::SingleInstance(const QString &dataDirectory, QObject *parent)
    : QObject(parent)
    , m_name(serverName(dataDirectory))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        m_server.nextPendingConnection()->deleteLater();
        emit shown();
    });
}

bool SingleInstance::claim()
{
    QLocalSocket other;
    other.connectToServer(m_name);
    if (other.waitForConnected(patienceMs))
        return false;
    QLocalServer::removeServer(m_name); // left behind by a crash
    m_server.listen(m_name);
    return true;
}

} // namespace signalbox::app
