// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/FailureSummary.h"

#include "routing/proxy/Attempt.h"
#include "routing/proxy/ProxySnapshot.h"

#include <QString>

namespace signalbox::routing {

using models::ErrorClass;

namespace {
constexpr qsizetype longestNameShown = 200;
}

DialectError unknownModel(const QString &model, const QString &nearest)
{
    QString message = QStringLiteral("The model '%1' is no route, target or provider/model here.")
                          .arg(model.left(longestNameShown));
    if (!nearest.isEmpty())
        message += QStringLiteral(" Did you mean '%1'?").arg(nearest);
    return {.status = 404,
            .message = message.toStdString(),
            .code = "model_not_found",
            .param = "model"};
}

DialectError dialectMismatch(const QString &model, models::ClientDialect dialect)
{
    const std::string_view name = clientDialectName(dialect);
    const QString message =
        QStringLiteral("No target of '%1' speaks %2, and Signalbox does not translate between "
                       "these dialects: use the API of the target's own provider.")
            .arg(model.left(longestNameShown),
                 QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size())));
    return {.status = 400,
            .message = message.toStdString(),
            .code = "dialect_mismatch",
            .param = "model"};
}

std::optional<DialectError> unreadableError(const AttemptFailure &failure)
{
    std::string_view what;
    if (failure.fields.find("text/html") != std::string::npos)
        what = " with a web page instead of an API error.";
    else if (failure.isBodyTooLong)
        what = " with an error too long to pass on.";
    else
        return std::nullopt;
    return DialectError{.status = failure.status,
                        .message = failure.message.toStdString().append(what),
                        .code = "provider_error",
                        .param = {}};
}

DialectError failureSummary(const std::vector<models::AttemptRecord> &attempts)
{
    QString message = attempts.size() == 1
        ? QStringLiteral("The target could not serve the request")
        : QStringLiteral("No target could serve the request");
    QLatin1String separator(": ");
    bool mayPass = false;
    for (const models::AttemptRecord &attempt : attempts) {
        message += separator + attempt.target + QLatin1String(": ") + attempt.error;
        separator = QLatin1String("; ");
        mayPass = mayPass || attempt.errorClass == ErrorClass::RateLimited
            || attempt.errorClass == ErrorClass::Timeout;
    }
    const bool isOnlyTimeout =
        attempts.size() == 1 && attempts.front().errorClass == ErrorClass::Timeout;
    int status = mayPass ? 503 : 502;
    if (isOnlyTimeout)
        status = 504;
    return {.status = status,
            .message = message.toStdString() + '.',
            .code = "all_targets_failed",
            .param = {}};
}

std::string retryAfterField(qint64 retryAfterMs)
{
    if (retryAfterMs <= 0)
        return {};
    constexpr qint64 msPerSecond = 1000;
    const qint64 seconds = (retryAfterMs + msPerSecond - 1) / msPerSecond;
    return "retry-after: " + std::to_string(seconds) + "\r\n";
}

QString keyProblem(const ProviderAccess &access)
{
    const ProviderAccess::Key &key = access.keys.front();
    QString why = QStringLiteral("nothing is stored there");
    if (!key.wasLookedUp)
        why = QStringLiteral("it is still being looked up; try again in a moment");
    else if (key.state == SecretState::Locked)
        why = QStringLiteral("the keychain is locked");
    else if (key.state == SecretState::Unavailable)
        why = QStringLiteral("no keychain is available");
    return QStringLiteral("the key %1 of %2 cannot be read: %3")
        .arg(key.reference, access.provider->displayName(), why);
}

} // namespace signalbox::routing
