// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/spending/JournalLine.h"

#include <QByteArrayView>

#include <boost/crc.hpp>

namespace signalbox::routing {

namespace {

constexpr int checksumDigits = 8;

QByteArray checksumOf(QByteArrayView payload)
{
    boost::crc_32_type crc;
    crc.process_bytes(payload.data(), static_cast<std::size_t>(payload.size()));
    return QByteArray::number(crc.checksum(), 16).rightJustified(checksumDigits, '0');
}

} // namespace

QByteArray sealedLine(const QByteArray &payload)
{
    return payload.isEmpty() ? payload : checksumOf(payload) + ' ' + payload + '\n';
}

QByteArray payloadOf(const QByteArray &line)
{
    if (line.size() <= checksumDigits || line.at(checksumDigits) != ' ')
        return {};
    QByteArray payload = line.mid(checksumDigits + 1);
    return line.left(checksumDigits) == checksumOf(payload) ? payload : QByteArray();
}

} // namespace signalbox::routing
