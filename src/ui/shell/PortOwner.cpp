// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/PortOwner.h"

#include "ui/widgets/Background.h"

#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QTcpServer>

#include <algorithm>
#include <utility>

namespace signalbox::ui {

namespace {

constexpr int portsTried = 50;
const auto listenState = QByteArrayLiteral("0A");

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool holdsOneOf(const QDir &process, const QSet<qint64> &inodes)
{
    static const auto prefix = QLatin1String("socket:[");
    const QDir descriptors(process.filePath(QStringLiteral("fd")));
    // A link to a socket points nowhere in the file system: it counts as System.
    const QStringList entries = descriptors.entryList(QDir::Files | QDir::System);
    return std::ranges::any_of(entries, [&](const QString &entry) {
        const QString link = QFile(descriptors.filePath(entry)).symLinkTarget();
        const qsizetype at = link.indexOf(prefix);
        return at >= 0 && inodes.contains(link.mid(at + prefix.size()).chopped(1).toLongLong());
    });
}

PortOwner ownerOf(quint16 port)
{
    const QSet<qint64> inodes = listeningInodes(contents(QStringLiteral("/proc/net/tcp")), port)
        + listeningInodes(contents(QStringLiteral("/proc/net/tcp6")), port);
    if (inodes.isEmpty())
        return {};
    const QDir processes(QStringLiteral("/proc"));
    for (const QString &entry : processes.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        bool isProcess = false;
        const qint64 pid = entry.toLongLong(&isProcess);
        if (!isProcess)
            continue;
        const QDir process(processes.filePath(entry));
        if (!holdsOneOf(process, inodes))
            continue;
        const QByteArray name = contents(process.filePath(QStringLiteral("comm"))).trimmed();
        return {.program = QString::fromLocal8Bit(name), .pid = pid, .nextFree = 0};
    }
    return {};
}

quint16 nextFreePort(quint16 port)
{
    for (int candidate = port + 1; candidate <= port + portsTried && candidate <= 65'535;
         ++candidate) {
        QTcpServer server;
        if (server.listen(QHostAddress::LocalHost, static_cast<quint16>(candidate)))
            return static_cast<quint16>(candidate);
    }
    return 0;
}

} // namespace

QSet<qint64> listeningInodes(const QByteArray &table, quint16 port)
{
    constexpr int addressField = 1;
    constexpr int stateField = 3;
    constexpr int inodeField = 9;
    QSet<qint64> inodes;
    for (const QByteArray &line : table.split('\n')) {
        const QList<QByteArray> fields = line.simplified().split(' ');
        if (fields.size() <= inodeField || fields.at(stateField) != listenState)
            continue;
        const QByteArray &address = fields.at(addressField);
        bool isNumber = false;
        const uint listening = address.mid(address.lastIndexOf(':') + 1).toUInt(&isNumber, 16);
        if (isNumber && listening == port)
            inodes.insert(fields.at(inodeField).toLongLong());
    }
    return inodes;
}

void findPortOwner(quint16 port, QObject *context, std::function<void(const PortOwner &)> answer)
{
    runInBackground(
        context,
        [port] {
            PortOwner owner = ownerOf(port);
            owner.nextFree = nextFreePort(port);
            return owner;
        },
        std::move(answer));
}

} // namespace signalbox::ui
