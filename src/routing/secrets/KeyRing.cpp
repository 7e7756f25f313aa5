// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/secrets/KeyRing.h"

#include <QUrl>

namespace signalbox::routing {

std::vector<std::string> KeyRing::values() const
{
    std::vector<std::string> values;
    for (const QList<ResolvedKey> &ofProvider : providers) {
        for (const ResolvedKey &key : ofProvider)
            values.push_back(key.value.toStdString());
    }
    for (const ResolvedKey &key : clients)
        values.push_back(key.value.toStdString());
    return values;
}

QString originText(const QString &baseUrl)
{
    const QUrl url(baseUrl);
    constexpr int encryptedPort = 443;
    constexpr int plainPort = 80;
    const bool isEncrypted = url.scheme() == QLatin1String("https");
    return QStringLiteral("%1://%2:%3")
        .arg(url.scheme(), url.host())
        .arg(url.port(isEncrypted ? encryptedPort : plainPort));
}

} // namespace signalbox::routing
