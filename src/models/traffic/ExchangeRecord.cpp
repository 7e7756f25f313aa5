// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/traffic/ExchangeRecord.h"

namespace signalbox::models {

namespace {
const auto idPrefix = QLatin1String("sbx_");
}

void appendExchangeId(quint64 id, std::string &text)
{
    constexpr std::string_view digits = "0123456789abcdef";
    constexpr int bitsPerDigit = 4;
    text.append(idPrefix.data(), static_cast<std::size_t>(idPrefix.size()));
    for (int shift = 64 - bitsPerDigit; shift >= 0; shift -= bitsPerDigit)
        text.push_back(digits[id >> static_cast<unsigned>(shift) & 0xFU]);
}

QString exchangeIdText(quint64 id)
{
    std::string text;
    appendExchangeId(id, text);
    return QString::fromStdString(text);
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
