// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/spending/SpendingStore.h"

#include "models/base/PrivateFolder.h"

#include <QFile>
#include <QSaveFile>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace signalbox::routing {

namespace {

constexpr qint64 largestFile = 1024 * 1024;

/// So that counts outlast a loss of power, too.
void reachDisk([[maybe_unused]] QFile &file)
{
#ifdef Q_OS_UNIX
    ::fsync(file.handle());
#endif
}

bool appendTo(const QString &path, const QByteArray &line)
{
    if (!models::makePrivateFile(path))
        return false;
    QFile file(path);
    if (!file.open(QIODevice::Append | QIODevice::Unbuffered) || file.write(line) != line.size())
        return false;
    reachDisk(file);
    return file.size() < largestFile;
}

bool replaceFile(const QString &path, const QByteArray &snapshot)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return file.write(snapshot) == snapshot.size() && file.commit();
}

} // namespace

SpendingStore::SpendingStore()
{
    m_writer.setMaxThreadCount(1); // keeps the order
}

SpendingStore::~SpendingStore()
{
    m_writer.waitForDone();
}

QByteArray SpendingStore::open(const QString &dataDirectory)
{
    m_writer.waitForDone();
    m_path.clear();
    if (dataDirectory.isEmpty() || !models::makePrivateFolder(dataDirectory))
        return {};
    m_path = dataDirectory + QLatin1String("/spending.journal");
    m_wantsSnapshot = true; // begins anew behind what may be a torn line
    QFile file(m_path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void SpendingStore::append(const QByteArray &line)
{
    if (m_path.isEmpty() || line.isEmpty())
        return;
    m_writer.start([this, path = m_path, line] {
        // Begins with a line break in case the last one was not written whole.
        if (!appendTo(path, '\n' + line))
            m_wantsSnapshot = true;
    });
}

void SpendingStore::replace(const QByteArray &snapshot)
{
    if (m_path.isEmpty())
        return;
    m_wantsSnapshot = false;
    m_writer.start([this, path = m_path, snapshot] {
        if (!replaceFile(path, snapshot))
            m_wantsSnapshot = true;
    });
}

} // namespace signalbox::routing
