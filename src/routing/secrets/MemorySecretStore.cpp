// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/secrets/MemorySecretStore.h"

namespace signalbox::routing {

void MemorySecretStore::read(const QString &name, QObject *context, Answer answer)
{
    SecretReading reading;
    if (const auto found = m_secrets.constFind(name); found != m_secrets.constEnd()) {
        reading.state = SecretState::SessionOnly;
        reading.value = *found;
    }
    deliver(context, std::move(answer), std::move(reading));
}

void MemorySecretStore::write(const QString &name, const QString &value, QObject *context,
                              Answer answer)
{
    m_secrets.insert(name, value);
    SecretReading reading;
    reading.state = SecretState::SessionOnly;
    deliver(context, std::move(answer), std::move(reading));
    emit changed(name);
}

void MemorySecretStore::remove(const QString &name, QObject *context, Answer answer)
{
    m_secrets.remove(name);
    deliver(context, std::move(answer), {});
    emit changed(name);
}

void MemorySecretStore::probe(QObject *context, Answer answer)
{
    SecretReading reading;
    reading.state = SecretState::Unavailable;
    deliver(context, std::move(answer), std::move(reading));
}

} // namespace signalbox::routing
