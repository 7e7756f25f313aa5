// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/TrafficFilter.h"

namespace signalbox::models {

bool TrafficFilter::matches(const ExchangeRecord &record) const
{
    if (!ids.isEmpty() && !ids.contains(record.id))
        return false;
    if (outcome && record.outcome != *outcome)
        return false;
    if (!provider.isEmpty() && record.provider != provider)
        return false;
    if (!target.isEmpty() && record.target != target)
        return false;
    if (!route.isEmpty() && record.route != route)
        return false;
    if (record.startedAtMs < fromMs || (toMs != 0 && record.startedAtMs >= toMs))
        return false;
    if (text.isEmpty())
        return true;
    for (const QString *field : {&record.requestedModel, &record.route, &record.target,
                                 &record.provider, &record.model, &record.error}) {
        if (field->contains(text, Qt::CaseInsensitive))
            return true;
    }
    return record.id != 0 && exchangeIdFromText(text) == record.id;
}

} // namespace signalbox::models
