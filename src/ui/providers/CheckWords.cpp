// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/providers/CheckWords.h"

#include "ui/widgets/Format.h"

#include <QCoreApplication>
#include <QUrl>

namespace signalbox::ui {

using routing::ProviderCheckResult;

namespace {

/// Carries the translation context.
struct CheckWords
{
    Q_DECLARE_TR_FUNCTIONS(CheckWords)
};

} // namespace

QString checkText(const models::Provider &provider, const ProviderCheckResult &result)
{
    using Problem = ProviderCheckResult::Problem;
    const QUrl url(provider.baseUrl);
    const QString host =
        url.port() < 0 ? url.host() : QStringLiteral("%1:%2").arg(url.host()).arg(url.port());
    switch (result.kind) {
    case Problem::None:
        return CheckWords::tr("It works: %n model(s) listed in %1.", nullptr,
                              static_cast<int>(result.models.size()))
            .arg(durationText(result.elapsedUs));
    case Problem::NotReachable:
        return CheckWords::tr("Nothing answers at %1. Check that the server runs and that the port "
                              "is right.")
            .arg(host);
    case Problem::UnknownHost:
        return CheckWords::tr("There is no host called %1. Check the base URL and your connection.")
            .arg(host);
    case Problem::Tls:
        return CheckWords::tr("No secure connection to %1 could be made: %2")
            .arg(host, result.problem);
    case Problem::Timeout:
        return CheckWords::tr("%1 did not answer in time. Try again, or check the base URL.")
            .arg(host);
    case Problem::WrongKey:
        return CheckWords::tr("%1 refused the key (%2). Check that it was copied whole and is "
                              "still valid.")
            .arg(host)
            .arg(result.status);
    case Problem::NoPermission:
        return CheckWords::tr("%1 knows the key but does not allow this (%2). Check its "
                              "permissions and the account's balance.")
            .arg(host)
            .arg(result.status);
    case Problem::NotFound:
        return CheckWords::tr("%1 has no list of models at this address (404). The path of the "
                              "base URL is probably wrong.")
            .arg(host);
    case Problem::RateLimited:
        return CheckWords::tr("%1 asks to slow down (429). The address is right; try again in a "
                              "minute.")
            .arg(host);
    case Problem::ServerError:
        return CheckWords::tr("%1 has a problem of its own (%2). Try again later.")
            .arg(host)
            .arg(result.status);
    case Problem::NotAnApi:
        return CheckWords::tr("%1 answers, but not as this API does. Check the API and the base "
                              "URL.")
            .arg(host);
    }
    return result.problem;
}

} // namespace signalbox::ui
