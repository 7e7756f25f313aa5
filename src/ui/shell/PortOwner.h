// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QSet>
#include <QString>

#include <functional>

class QObject;

namespace signalbox::ui {

/// Who holds a port and which one is free instead.
struct PortOwner
{
    QString program; ///< empty when it could not be found out
    qint64 pid = 0;
    quint16 nextFree = 0; ///< 0 when none of the next ports is free

    bool operator==(const PortOwner &) const = default;
};

/// Socket inodes that listen on \a port, out of a table in the format of Linux's /proc/net/tcp.
QSet<qint64> listeningInodes(const QByteArray &table, quint16 port);

/// Looks for the owner of \a port and the next free one on a thread of the pool; \a answer runs on
/// the GUI thread, or never when \a context is gone by then. Only Linux tells the owner, and only
/// of the user's own programs.
void findPortOwner(quint16 port, QObject *context, std::function<void(const PortOwner &)> answer);

} // namespace signalbox::ui
