// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/NameTable.h"
#include "models/traffic/ExchangeRecord.h"

#include <QByteArray>

namespace signalbox::models {

/// The numbers of the names that a row has columns for.
struct RecordNames
{
    qint64 requested = 0;
    qint64 route = 0;
    qint64 target = 0;
    qint64 provider = 0;
    qint64 model = 0;
    qint64 error = 0;

    bool operator==(const RecordNames &) const = default;
};

/// The small enumerations of a record and its status in one number; outcome in the lowest four
/// bits, status from bit 16, as the generated columns of the table have it.
qint64 packFlags(const ExchangeRecord &record);
void unpackFlags(qint64 flags, ExchangeRecord &record);

RecordNames internNames(const ExchangeRecord &record, NameWriter &names);

/// Everything of \a record that has no column of its own, attempts last; bodies are not in it.
QByteArray packFacts(const ExchangeRecord &record, const RecordNames &columns, NameWriter &names);

/// Fills \a record, whose columns are set already. False when \a facts are damaged; what could be
/// read is set nevertheless.
bool unpackFacts(const QByteArray &facts, NameReader &names, ExchangeRecord &record);

} // namespace signalbox::models
