// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "models/store/Backlog.h"
#include "models/store/RecordInserter.h"
#include "models/store/RecordStore.h"
#include "models/store/Retention.h"
#include "models/store/StoreDatabase.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>

namespace signalbox::models {

/// The writing half of the store: opens the database, writes what is in the backlog in few large
/// transactions, and falls back to memory when it cannot, trying again until it can.
///
///     open() -> Healthy <-- write fails / write works again --> MemoryOnly
///
/// Lives on the store thread. The callbacks run there.
class StoreWriter final : public QObject
{
    Q_OBJECT

public:
    struct Callbacks
    {
        std::function<void(const StoreState &)> stateChanged;
        /// The database of that path can be read (again); none when it cannot be opened.
        std::function<void(const QString &)> readable;
    };

    StoreWriter(const QString &directory, const StoreOptions &options, Backlog &backlog,
                Callbacks callbacks, QObject *parent = nullptr);
    ~StoreWriter() override;
    Q_DISABLE_COPY_MOVE(StoreWriter)

    void open();
    void wake(Backlog::Wake wake);
    /// Writes it at once; what cannot be written waits, the newest of it, for a better time.
    void add(const Feedback &feedback);
    void setCapture(const CaptureSettings &capture) { m_capture = capture; }
    /// Writes all that is pending, trying a database that did not work before once more.
    void flush();
    /// The last flush. The writer does nothing afterwards.
    void close();

private:
    Status<StoreError> openDatabase();
    Status<StoreError> openFile();
    void tryAgain();
    Result<bool, StoreError> writeSome();
    void writePending();
    void writeFeedback();
    void setHealthy();
    void degrade(const StoreError &error);
    void closeDatabase();
    bool moveDamagedFileAside();
    void keepWithinLimits();
    void publish();

    const QString m_directory;
    const QString m_file;
    const StoreOptions m_options;
    Backlog &m_backlog;
    const Callbacks m_callbacks;

    StoreDatabase m_database;
    std::unique_ptr<RecordInserter> m_inserter; // while the database is open
    std::unique_ptr<Retention> m_retention; // likewise
    std::deque<Feedback> m_feedback; // not written yet, oldest first
    CaptureSettings m_capture;
    StoreState m_state;
    StoreState m_published;
    bool m_damaged = false; // the file was found damaged while it was open
    QTimer m_gather;
    QTimer m_retry;
    QTimer m_retain;
};

} // namespace signalbox::models
