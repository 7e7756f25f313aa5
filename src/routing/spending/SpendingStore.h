// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/spending/JournalLine.h"

#include <QByteArray>
#include <QString>
#include <QThreadPool>

#include <atomic>

namespace signalbox::routing {

/// Keeps the journal of budgets and rate limits in a file. Its functions return at once, called on
/// the proxy thread; a thread of its own writes, in order. Destroying it waits until all is
/// written.
///
/// The proxy appends what changed once a second, so after a crash the counts are those of the last
/// second at most. The file is replaced as a whole by a snapshot when it has grown.
class SpendingStore final
{
public:
    SpendingStore();
    ~SpendingStore();
    Q_DISABLE_COPY_MOVE(SpendingStore)

    static constexpr qint64 flushMs = 1000;
    /// The journal's file.
    [[nodiscard]] static QString pathIn(const QString &dataDirectory);

    /// Reads the journal of \a dataDirectory, on the calling thread: before the proxy listens.
    /// Without a directory nothing is kept.
    [[nodiscard]] QByteArray open(const QString &dataDirectory);
    [[nodiscard]] bool isOpen() const { return !m_path.isEmpty(); }
    /// Whether that directory is the one that was opened.
    [[nodiscard]] bool isOpenIn(const QString &dataDirectory) const;
    /// \a text is asked on the writer's thread; an empty one writes nothing.
    void append(JournalText text);
    void replace(JournalText text);
    /// The file has grown, or something could not be written: a replace() is due.
    [[nodiscard]] bool wantsSnapshot() const { return m_wantsSnapshot.load(); }

private:
    /// Tells the log when the journal can no longer be written, once. On the writer's thread.
    void note(const QString &path, bool written);

    QString m_path;
    bool m_isFailing = false; ///< on the writer's thread
    qint64 m_snapshotSize = 0; ///< on the writer's thread
    QThreadPool m_writer;
    std::atomic<bool> m_wantsSnapshot = false;
};

} // namespace signalbox::routing
