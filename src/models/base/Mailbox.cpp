// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/base/Mailbox.h"

#include <QCoreApplication>
#include <QEvent>

namespace signalbox::models {

namespace {
const auto workPosted = static_cast<QEvent::Type>(QEvent::registerEventType());
}

Mailbox::Mailbox(QObject *parent)
    : QObject(parent)
{}

void Mailbox::post(Work work)
{
    // Only the first of a burst wakes the thread: event() takes everything that is pending.
    QEvent *wakeUp = nullptr;
    {
        const std::lock_guard lock(m_mutex);
        if (m_pending.empty())
            wakeUp = new QEvent(workPosted);
        m_pending.push_back(std::move(work));
    }
    if (wakeUp)
        QCoreApplication::postEvent(this, wakeUp);
}

bool Mailbox::event(QEvent *event)
{
    // The lock comes before the first look at the event: it is what ThreadSanitizer sees of the way
    // from the thread that made it.
    std::vector<Work> batch;
    {
        const std::lock_guard lock(m_mutex);
        batch.swap(m_pending);
    }
    for (const Work &work : batch)
        work();
    return event->type() == workPosted || QObject::event(event);
}

} // namespace signalbox::models
