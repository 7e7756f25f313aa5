// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Mailbox.h"

#include <QPointer>
#include <QThreadPool>

#include <memory>
#include <utility>

namespace signalbox::ui {

/// Runs \a work on a thread of the pool and hands its result to \a done on the calling thread, or
/// drops it when \a context is gone by then. For what would hold the window up: files, long texts.
template<typename Work, typename Done>
void runInBackground(QObject *context, Work work, Done done)
{
    // Made and destroyed on the calling thread; the pool thread only posts to it.
    auto mailbox = std::shared_ptr<models::Mailbox>(
        new models::Mailbox, [](models::Mailbox *box) { box->deleteLater(); });
    QThreadPool::globalInstance()->start([mailbox, guard = QPointer<QObject>(context),
                                          work = std::move(work), done = std::move(done)] {
        auto result = work();
        // The work keeps its mailbox until it has run: a loop that only deletes must not be first.
        models::Mailbox &box = *mailbox;
        box.post([mailbox, guard, done, result = std::move(result)] {
            if (guard)
                done(result);
        });
    });
}

} // namespace signalbox::ui
