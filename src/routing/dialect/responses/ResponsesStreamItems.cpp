// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesStreamItems.h"

#include <algorithm>

namespace signalbox::routing {

bool ResponsesStreamItem::isIn(const std::vector<qint64> &told, qint64 part)
{
    return std::ranges::find(told, part) != told.end();
}

void ResponsesStreamItem::note(std::vector<qint64> &told, qint64 part)
{
    if (!isIn(told, part))
        told.push_back(part);
}

ResponsesStreamItem &ResponsesStreamItems::of(const Json &event, const std::optional<Json> &item)
{
    const qint64 index = integerField(event, "output_index").value_or(-1);
    const std::string_view id = item ? stringField(*item, "id") : stringField(event, "item_id");
    // The index counts where there is one: some providers give an item another id in every event.
    const auto found = std::ranges::find_if(m_items, [&](const ResponsesStreamItem &known) {
        if (index >= 0 && known.index >= 0)
            return known.index == index;
        return !id.empty() && known.id == id;
    });
    if (found != m_items.end())
        return *found;
    if (index < 0 && id.empty() && !item && !m_items.empty())
        return m_items.back();
    ResponsesStreamItem &added = add(index);
    added.id = id;
    return added;
}

} // namespace signalbox::routing
