// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/secrets/KeyResolver.h"

#include "routing/secrets/EnvironmentSecrets.h"

#include <algorithm>

namespace signalbox::routing {

namespace {

/// A key ends up in a header line; one with a line break or another control character in it would
/// end that line early.
bool fitsHeader(const QByteArray &key)
{
    constexpr unsigned char firstPrintable = 0x20;
    constexpr unsigned char del = 0x7F;
    return std::ranges::all_of(key, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= firstPrintable && byte != del;
    });
}

} // namespace

KeyResolver::KeyResolver(SecretStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
    connect(&m_store, &SecretStore::changed, this, [this](const QString &name) {
        if (refersTo(name))
            resolve();
    });
}

KeyResolver::~KeyResolver() = default;

void KeyResolver::setPolicy(std::shared_ptr<const models::Policy> policy)
{
    m_policy = std::move(policy);
    resolve();
}

bool KeyResolver::refersTo(const QString &name) const
{
    const models::KeyReference wanted{.source = models::KeyReference::Source::Keychain,
                                      .name = name};
    if (!m_policy)
        return false;
    return std::ranges::any_of(m_policy->providers,
                               [&](const auto &provider) { return provider.keys.contains(wanted); })
        || std::ranges::find(m_policy->clients, wanted, &models::ClientKey::key)
        != m_policy->clients.end();
}

void KeyResolver::resolve()
{
    m_round = std::make_unique<QObject>();
    m_keys.clear();
    // One more than there are reads, so that the snapshot never comes from inside this function.
    m_pending = 1;
    QMetaObject::invokeMethod(
        m_round.get(), [this] { finishOne(); }, Qt::QueuedConnection);
    if (!m_policy)
        return;
    for (const models::Provider &provider : m_policy->providers) {
        for (const models::KeyReference &reference : provider.keys)
            readReference(reference);
    }
    for (const models::ClientKey &client : m_policy->clients)
        readReference(client.key);
}

void KeyResolver::readReference(const models::KeyReference &reference)
{
    const QString text = reference.toString();
    if (m_keys.contains(text))
        return;
    m_keys.insert(text,
                  {.reference = text, .state = SecretState::Missing, .value = {}, .origin = {}});
    if (reference.source == models::KeyReference::Source::Environment)
        return keep(text, readEnvironmentSecret(reference.name));
    ++m_pending;
    m_store.read(reference.name, m_round.get(), [this, text](const SecretReading &reading) {
        keep(text, reading);
        finishOne();
    });
}

void KeyResolver::keep(const QString &reference, const SecretReading &reading)
{
    ResolvedKey &key = m_keys[reference];
    const QByteArray value = reading.value.trimmed().toUtf8();
    const bool usable = fitsHeader(value);
    key.state = usable ? reading.state : SecretState::Missing;
    key.value = usable ? value : QByteArray();
}

void KeyResolver::finishOne()
{
    if (--m_pending > 0)
        return;
    auto ring = std::make_shared<KeyRing>();
    if (m_policy) {
        for (const models::Provider &provider : m_policy->providers) {
            QList<ResolvedKey> &keys = (*ring)[provider.id];
            for (const models::KeyReference &reference : provider.keys) {
                keys.append(m_keys.value(reference.toString()));
                keys.last().origin = originText(provider.baseUrl);
            }
        }
        for (const models::ClientKey &client : m_policy->clients) {
            const QString reference = client.key.toString();
            ring->clients.insert(reference, m_keys.value(reference));
        }
    }
    emit resolved(ring);
}

} // namespace signalbox::routing
