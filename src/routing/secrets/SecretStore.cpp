// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/secrets/SecretStore.h"

namespace signalbox::routing {

void SecretStore::deliver(QObject *context, Answer answer, SecretReading reading)
{
    if (context == nullptr)
        return;
    QMetaObject::invokeMethod(
        context, [answer = std::move(answer), reading = std::move(reading)] { answer(reading); },
        Qt::QueuedConnection);
}

} // namespace signalbox::routing
