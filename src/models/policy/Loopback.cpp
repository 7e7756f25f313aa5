// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/Loopback.h"

#include <QStringList>

#include <algorithm>

namespace signalbox::models {

bool isLoopbackHost(const QString &host)
{
    const QString name = host.toLower();
    if (name == QLatin1String("localhost") || name.endsWith(QLatin1String(".localhost"))
        || name == QLatin1String("::1")) {
        return true;
    }
    // A name such as 127.example.org may point anywhere.
    const QStringList parts = name.split(u'.');
    return parts.size() == 4 && parts.constFirst() == QLatin1String("127")
        && std::ranges::all_of(parts, [](const QString &part) {
               bool isNumber = false;
               const uint value = part.toUInt(&isNumber);
               return isNumber && value <= 255 && part.size() <= 3;
           });
}

} // namespace signalbox::models
