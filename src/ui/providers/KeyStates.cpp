// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/providers/KeyStates.h"

#include <QUrl>

namespace signalbox::ui {

using models::KeyReference;
using routing::SecretReading;
using routing::SecretState;

namespace {

bool isLocal(const models::Provider &provider)
{
    const QString host = QUrl(provider.baseUrl).host();
    return host == QLatin1String("127.0.0.1") || host == QLatin1String("localhost")
        || host == QLatin1String("::1");
}

} // namespace

KeyStates::KeyStates(routing::SecretStore &secrets, QObject *parent)
    : QObject(parent)
    , m_secrets(secrets)
{
    connect(&secrets, &routing::SecretStore::changed, this, [this] { refresh(m_policy); });
}

void KeyStates::refresh(const models::Policy &policy)
{
    m_policy = policy;
    for (const auto &provider : policy.providers) {
        for (const KeyReference &key : provider.keys) {
            if (key.source != KeyReference::Source::Keychain)
                continue;
            m_secrets.read(key.name, this, [this, name = key.name](SecretReading reading) {
                reading.value.clear();
                m_readings.insert(name, reading);
                emit changed();
            });
        }
    }
    emit changed();
}

KeyStates::State KeyStates::state(const KeyReference &key) const
{
    using Color = StateDot::Color;
    if (key.source == KeyReference::Source::Environment) {
        if (qEnvironmentVariableIsEmpty(key.name.toLocal8Bit().constData()))
            return {tr("%1 is not set in the environment").arg(key.name), Color::Danger};
        return {tr("%1 from the environment").arg(key.name), Color::Success};
    }
    const auto found = m_readings.constFind(key.name);
    if (found == m_readings.cend())
        return {tr("Asking the keychain…"), Color::Muted};
    switch (found->state) {
    case SecretState::Stored:
        return {found->backend.isEmpty() ? tr("Key stored in the system keychain")
                                         : tr("Key stored in %1").arg(found->backend),
                Color::Success};
    case SecretState::SessionOnly:
        return {tr("No keychain: the key is kept for this session only"), Color::Warning};
    case SecretState::Locked:
        return {tr("The keychain is locked"), Color::Warning};
    case SecretState::Unavailable:
        return {tr("No keychain, and no key for this session"), Color::Danger};
    case SecretState::Missing:
    case SecretState::Environment:
        break;
    }
    return {tr("Key missing"), Color::Danger};
}

KeyStates::State KeyStates::state(const models::Provider &provider) const
{
    if (provider.dialect == models::ProviderDialect::Simulated)
        return {tr("Built in, needs no key"), StateDot::Color::Success};
    if (provider.keys.isEmpty())
        return {isLocal(provider) ? tr("Local, no key") : tr("No key yet"),
                isLocal(provider) ? StateDot::Color::Muted : StateDot::Color::Warning};
    for (const KeyReference &key : provider.keys) {
        State one = state(key);
        if (one.color == StateDot::Color::Success)
            return one;
    }
    return state(provider.keys.first());
}

void KeyStates::readKey(const models::Provider &provider, QObject *context,
                        const std::function<void(const QByteArray &key)> &answer)
{
    if (provider.keys.isEmpty()) {
        answer({});
        return;
    }
    const KeyReference &key = provider.keys.first();
    if (key.source == KeyReference::Source::Environment) {
        answer(qgetenv(key.name.toLocal8Bit().constData()));
        return;
    }
    m_secrets.read(key.name, context,
                   [answer](const SecretReading &reading) { answer(reading.value.toUtf8()); });
}

} // namespace signalbox::ui
