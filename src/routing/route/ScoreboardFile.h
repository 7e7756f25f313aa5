// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "routing/route/Scoreboard.h"

#include <QByteArray>
#include <QString>

namespace signalbox::routing {

/// The scoreboard's memory across restarts: a compact binary with a version and a check sum.
///
/// restore() belongs to the proxy thread; save() and load() are for any thread that may wait. With
/// hundreds of busy targets toBytes() takes tens of milliseconds: it is for that other thread too,
/// on a copy of the scoreboard that the proxy thread made, whose histograms are shared until they
/// change. Nothing in the file is a secret: names of targets, places of keys, numbers.
class ScoreboardFile final
{
public:
    static constexpr quint64 version = 2;

    [[nodiscard]] static QByteArray toBytes(const Scoreboard &board, qint64 nowNs, qint64 wallMs);
    /// Fills \a board, which should be new. Ages go by the wall clock: what has left its window
    /// stays out, nothing is in flight, open breakers stay open until their time. Empty bytes are
    /// no failure. After one (another version, damage) \a board is as it was.
    static models::Status<QString> restore(const QByteArray &bytes, Scoreboard &board, qint64 nowNs,
                                           qint64 wallMs);

    /// Whole or not at all. The error is an English sentence.
    static models::Status<QString> save(const QByteArray &bytes, const QString &path);
    /// A file that does not exist gives no bytes.
    static models::Result<QByteArray, QString> load(const QString &path);
};

} // namespace signalbox::routing
