// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/secrets/SecretStore.h"

#include <QHash>
#include <QPointer>
#include <QTimer>

namespace signalbox::tests {

/// A keychain in memory that answers from the event loop, as the real one does.
class FakeSecretStore final : public routing::SecretStore
{
public:
    using SecretStore::SecretStore;

    void read(const QString &name, QObject *context, Answer answer) override
    {
        routing::SecretReading reading;
        reading.backend = backend;
        if (state != routing::SecretState::Stored)
            reading.state = state;
        else if (values.contains(name))
            reading = {
                .state = state, .value = values.value(name), .backend = backend, .message = {}};
        later(context, std::move(answer), reading);
    }

    void write(const QString &name, const QString &value, QObject *context, Answer answer) override
    {
        values.insert(name, value);
        const bool works = state == routing::SecretState::Stored;
        later(context, std::move(answer),
              {.state = works ? state : routing::SecretState::SessionOnly,
               .value = {},
               .backend = backend,
               .message = {}});
        emit changed(name);
    }

    void remove(const QString &name, QObject *context, Answer answer) override
    {
        values.remove(name);
        later(context, std::move(answer), {});
        emit changed(name);
    }

    void probe(QObject *context, Answer answer) override
    {
        later(context, std::move(answer),
              {.state = state, .value = {}, .backend = backend, .message = {}});
    }

    QHash<QString, QString> values;
    routing::SecretState state = routing::SecretState::Stored;
    QString backend = QStringLiteral("Secret Service");

private:
    static void later(QObject *context, Answer answer, const routing::SecretReading &reading)
    {
        QTimer::singleShot(0, context, [answer = std::move(answer), reading] { answer(reading); });
    }
};

} // namespace signalbox::tests
