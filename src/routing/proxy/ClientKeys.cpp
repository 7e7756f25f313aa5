// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ClientKeys.h"

#include <QDateTime>
#include <QLoggingCategory>

namespace signalbox::routing {

using models::ClientKey;

namespace {

Q_LOGGING_CATEGORY(lcClientKeys, "signalbox.clients")

constexpr qsizetype longestNameShown = 200;

qint64 endOf(const QDate &lastDay, const QTimeZone &zone)
{
    return lastDay.isValid() ? lastDay.addDays(1).startOfDay(zone).toMSecsSinceEpoch()
                             : std::numeric_limits<qint64>::max();
}

QLatin1String problemOf(SecretState state)
{
    switch (state) {
    case SecretState::Locked:
        return QLatin1String("the keychain is locked");
    case SecretState::Unavailable:
        return QLatin1String("no keychain is available");
    default:
        return QLatin1String("nothing that could be a key is stored there");
    }
}

} // namespace

std::vector<Gatekeeper::NamedKey> namedKeys(const models::Policy &policy,
                                            const KeyRingSnapshot &keys, const QTimeZone &zone)
{
    std::vector<Gatekeeper::NamedKey> named;
    for (const ClientKey &client : policy.clients) {
        const ResolvedKey key = keys ? keys->clients.value(client.key.toString()) : ResolvedKey();
        named.push_back({.value = key.value.toStdString(),
                         .name = client.name.toStdString(),
                         .lastDay = client.expires.toString(Qt::ISODate).toStdString(),
                         .endsAtMs = endOf(client.expires, zone)});
    }
    return named;
}

void warnOfUnreadableKeys(const models::Policy &policy, const KeyRingSnapshot &keys,
                          QSet<QString> &told)
{
    if (!keys)
        return;
    for (const ClientKey &client : policy.clients) {
        const QString reference = client.key.toString();
        const auto found = keys->clients.constFind(reference);
        if (found == keys->clients.cend())
            continue; // not looked up yet
        if (!found->value.isEmpty()) {
            told.remove(reference);
        } else if (!told.contains(reference)) {
            told.insert(reference);
            qCWarning(lcClientKeys).noquote()
                << QStringLiteral("the key %1 of the client '%2' cannot be read: %3; nobody gets "
                                  "in with it")
                       .arg(reference, client.name, problemOf(found->state));
        }
    }
}

DialectError notAllowed(const ClientKey &client, const QString &model)
{
    return {.status = 403,
            .message = QStringLiteral("The client key '%1' may not ask for '%2', only for: %3.")
                           .arg(client.name, model.left(longestNameShown),
                                client.routes.join(QLatin1String(", ")))
                           .toStdString(),
            .code = "model_not_allowed",
            .param = "model"};
}

DialectError clientAtLimit(const ClientKey &client, const RateVerdict &verdict)
{
    const models::RateLimits &limits = client.limits;
    const QString window = QStringLiteral(" in %1 seconds").arg(limits.window.count());
    QString limit;
    switch (verdict.limit) {
    case RateLimitKind::Tokens:
        limit = QStringLiteral("%1 tokens").arg(limits.tokens) + window;
        break;
    case RateLimitKind::Concurrent:
        limit = QStringLiteral("%1 requests at once").arg(limits.concurrent);
        break;
    case RateLimitKind::Units:
        return {.status = 429,
                .message = "More keys are in use than Signalbox counts at once.",
                .code = "rate_limit_exceeded",
                .param = {}};
    case RateLimitKind::Nothing:
    case RateLimitKind::Requests:
        limit = QStringLiteral("%1 requests").arg(limits.requests) + window;
        break;
    }
    QString message =
        QStringLiteral("The client key '%1' has reached its limit of %2.").arg(client.name, limit);
    if (verdict.retryAfterMs < 0)
        message += QLatin1String(" This request alone is larger than that.");
    return {.status = 429,
            .message = message.toStdString(),
            .code = "rate_limit_exceeded",
            .param = {}};
}

} // namespace signalbox::routing
