// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>
#include <QThreadPool>

#include <atomic>

namespace signalbox::routing {

/// Keeps the ledger's journal in a file. Its functions return at once, called on the proxy thread;
/// a thread of its own writes, in order. Destroying it waits until all is written.
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
    void append(const QByteArray &line);
    void replace(const QByteArray &snapshot);
    /// The file has grown, or something could not be written: a replace() is due.
    [[nodiscard]] bool wantsSnapshot() const { return m_wantsSnapshot.load(); }

private:
    /// Tells the log when the journal can no longer be written, once. On the writer's thread.
    void note(const QString &path, bool written);

    QString m_path;
    bool m_isFailing = false; ///< on the writer's thread
    QThreadPool m_writer;
    std::atomic<bool> m_wantsSnapshot = false;
};

} // namespace signalbox::routing
