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
    bool wasEmpty = false;
    {
        const std::lock_guard lock(m_mutex);
        wasEmpty = m_pending.empty();
        m_pending.push_back(std::move(work));
    }
    if (wasEmpty)
        QCoreApplication::postEvent(this, new QEvent(workPosted));
}

bool Mailbox::event(QEvent *event)
{
    if (event->type() != workPosted)
        return QObject::event(event);
    std::vector<Work> batch;
    {
        const std::lock_guard lock(m_mutex);
        batch.swap(m_pending);
    }
    for (const Work &work : batch)
        work();
    return true;
}

} // namespace signalbox::models
