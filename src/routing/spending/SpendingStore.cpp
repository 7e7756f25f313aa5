// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/spending/SpendingStore.h"

#include "models/base/PrivateFolder.h"

#include <QFile>
#include <QLoggingCategory>
#include <QSaveFile>

#include <algorithm>
#include <utility>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace signalbox::routing {

namespace {

constexpr qint64 usualFile = 1024 * 1024;

Q_LOGGING_CATEGORY(lcSpending, "signalbox.spending")

/// So that counts outlast a loss of power, too.
void reachDisk([[maybe_unused]] QFile &file)
{
#ifdef Q_OS_UNIX
    ::fsync(file.handle());
#endif
}

/// The size of the file then; -1 when it could not be written.
qint64 appendTo(const QString &path, const QByteArray &line)
{
    if (!models::makePrivateFile(path))
        return -1;
    QFile file(path);
    if (!file.open(QIODevice::Append | QIODevice::Unbuffered) || file.write(line) != line.size())
        return -1;
    reachDisk(file);
    return file.size();
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

QString SpendingStore::pathIn(const QString &dataDirectory)
{
    return dataDirectory + QLatin1String("/spending.journal");
}

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
    m_path = pathIn(dataDirectory);
    m_wantsSnapshot = true; // begins anew behind what may be a torn line
    QFile file(m_path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool SpendingStore::isOpenIn(const QString &dataDirectory) const
{
    return isOpen() && m_path == pathIn(dataDirectory);
}

void SpendingStore::note(const QString &path, bool written)
{
    if (!written && !m_isFailing)
        qCWarning(lcSpending).noquote()
            << path << "cannot be written; a restart would forget what was spent since";
    m_isFailing = !written;
}

void SpendingStore::append(JournalText text)
{
    if (m_path.isEmpty())
        return;
    m_writer.start([this, path = m_path, text = std::move(text)] {
        const QByteArray line = text();
        if (line.isEmpty())
            return;
        // Begins with a line break in case the last one was not written whole.
        const qint64 size = appendTo(path, '\n' + line);
        if (size < 0 || size > std::max(usualFile, 2 * m_snapshotSize))
            m_wantsSnapshot = true;
        note(path, size >= 0);
    });
}

void SpendingStore::replace(JournalText text)
{
    if (m_path.isEmpty())
        return;
    m_wantsSnapshot = false;
    m_writer.start([this, path = m_path, text = std::move(text)] {
        const QByteArray snapshot = text();
        const bool isWritten = replaceFile(path, snapshot);
        if (isWritten)
            m_snapshotSize = snapshot.size();
        else
            m_wantsSnapshot = true;
        note(path, isWritten);
    });
}

} // namespace signalbox::routing
