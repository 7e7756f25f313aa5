// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/SignalSlots.h"

#include <algorithm>

namespace signalbox::routing {

SignalQuery SignalSlots::query(const models::SignalName &name)
{
    SignalQuery query{.kind = name.kind, .argument = name.argument.toStdString(), .slot = 0};
    const auto found = std::ranges::find_if(m_queries, [&query](const SignalQuery &known) {
        return known.kind == query.kind && known.argument == query.argument;
    });
    if (found != m_queries.end())
        return *found;
    query.slot = count();
    m_queries.push_back(query);
    return query;
}

} // namespace signalbox::routing
