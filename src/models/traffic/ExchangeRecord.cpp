// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/traffic/ExchangeRecord.h"

namespace signalbox::models {

namespace {
const auto idPrefix = QLatin1String("sbx_");
}

QString exchangeIdText(quint64 id)
{
    return idPrefix + QString::number(id, 16).rightJustified(16, QLatin1Char('0'));
}

quint64 exchangeIdFromText(const QString &text)
{
    if (!text.startsWith(idPrefix))
        return 0;
    bool ok = false;
    const quint64 id = text.mid(idPrefix.size()).toULongLong(&ok, 16);
    return ok ? id : 0;
}

} // namespace signalbox::models
