// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Clock.h"

#include <QString>
#include <QThreadPool>

namespace signalbox::routing {

class Scoreboard;

/// Keeps the scoreboard in a file of the data directory, so that a restart forgets nothing that is
/// still true. A kill loses what was learned in the last saveMs at most.
///
/// Its functions are called on the proxy thread; a thread of its own serialises and writes, from a
/// copy that shares what does not change. Destroying it waits until all is written.
class ScoreboardKeeper final
{
public:
    explicit ScoreboardKeeper(const models::Clock &clock);
    ~ScoreboardKeeper();
    Q_DISABLE_COPY_MOVE(ScoreboardKeeper)

    static constexpr int saveMs = 15'000;

    /// Fills \a board from the file, if there is one: before the first request. Without a directory
    /// The scoreboard's file.
    [[nodiscard]] static QString pathIn(const QString &dataDirectory);
    /// nothing is kept. What cannot be read is told in the log and set aside as `.damaged`.
    void open(const QString &dataDirectory, Scoreboard &board);
    /// Writes \a board, unless that is still being done.
    void save(const Scoreboard &board);

private:
    const models::Clock &m_clock;
    QString m_path; ///< empty: nothing is kept
    QThreadPool m_writer;
};

} // namespace signalbox::routing
