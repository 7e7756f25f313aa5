// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/RecordRow.h"

#include "models/store/NameTable.h"
#include "models/store/RecordCodec.h"

#include <QVariant>

namespace signalbox::models {

ExchangeRecord recordOf(const QSqlQuery &query, NameReader &names)
{
    const auto name = [&](RecordColumn column) {
        return names.text(query.value(column).toLongLong());
    };
    ExchangeRecord record;
    record.id = query.value(IdColumn).toULongLong();
    record.startedAtMs = query.value(StartedColumn).toLongLong();
    unpackFlags(query.value(FlagsColumn).toLongLong(), record);
    record.requestedModel = name(RequestedColumn);
    record.route = name(RouteColumn);
    record.target = name(TargetColumn);
    record.provider = name(ProviderColumn);
    record.model = name(ModelColumn);
    record.error = name(ErrorColumn);
    (void)unpackFacts(query.value(FactsColumn).toByteArray(), names, record);
    return record;
}

} // namespace signalbox::models
