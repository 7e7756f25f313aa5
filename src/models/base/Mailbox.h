// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

#include <functional>
#include <mutex>
#include <vector>

namespace signalbox::models {

/// Runs work on the thread it lives on. The one door between the proxy, store and GUI threads.
///
/// Work posted from one thread runs in the order it was posted; work not yet run when the mailbox
/// dies is dropped. A std::mutex of ours guards the queue, because ThreadSanitizer cannot see the
/// locks inside Qt.
class Mailbox final : public QObject
{
    Q_OBJECT

public:
    using Work = std::function<void()>;

    explicit Mailbox(QObject *parent = nullptr);

    /// Thread-safe. Returns at once; \a work runs from the event loop of this object's thread.
    void post(Work work);

private:
    bool event(QEvent *event) override;

    std::mutex m_mutex;
    std::vector<Work> m_pending; // guarded by m_mutex
};

} // namespace signalbox::models
