// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ScoreboardKeeper.h"

#include "routing/route/ScoreboardFile.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>

namespace signalbox::routing {

namespace {
Q_LOGGING_CATEGORY(lcScoreboard, "signalbox.scoreboard")
}

ScoreboardKeeper::ScoreboardKeeper(const models::Clock &clock)
    : m_clock(clock)
{
    m_writer.setMaxThreadCount(1);
}

ScoreboardKeeper::~ScoreboardKeeper()
{
    m_writer.waitForDone();
}

QString ScoreboardKeeper::pathIn(const QString &dataDirectory)
{
    return QDir(dataDirectory).filePath(QStringLiteral("scoreboard.bin"));
}

void ScoreboardKeeper::open(const QString &dataDirectory, Scoreboard &board)
{
    m_path = dataDirectory.isEmpty() ? QString() : pathIn(dataDirectory);
    if (m_path.isEmpty())
        return;
    const auto bytes = ScoreboardFile::load(m_path);
    if (!bytes) {
        qCWarning(lcScoreboard).noquote() << bytes.error();
        return;
    }
    const auto restored =
        ScoreboardFile::restore(bytes.value(), board, m_clock.monotonicNs(), m_clock.wallMs());
    if (restored)
        return;
    qCWarning(lcScoreboard).noquote() << restored.error();
    // Not overwritten: somebody may want to look, and an older version may be what can read it.
    const QString aside = m_path + QLatin1String(".damaged");
    QFile::remove(aside);
    QFile::rename(m_path, aside);
}

void ScoreboardKeeper::save(const Scoreboard &board)
{
    if (m_path.isEmpty() || m_writer.activeThreadCount() > 0)
        return;
    m_writer.start([copy = board, path = m_path, nowNs = m_clock.monotonicNs(),
                    wallMs = m_clock.wallMs()] {
        const auto saved = ScoreboardFile::save(ScoreboardFile::toBytes(copy, nowNs, wallMs), path);
        if (!saved)
            qCWarning(lcScoreboard).noquote() << saved.error();
    });
}

} // namespace signalbox::routing
