// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/json/JsonField.h"

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace signalbox::routing {

/// One item of a streamed response as far as it came.
struct ResponsesStreamItem
{
    qint64 index = -1; ///< -1: the provider does not say
    std::string id{};
    std::string type{};
    qint64 call = -1; ///< its number once the call began
    bool isDone = false;
    std::vector<qint64> told{}; ///< content or summary parts of which something was told
    std::vector<qint64> toldThoughts{}; ///< the same of open thoughts, which are counted apart

    static bool isIn(const std::vector<qint64> &told, qint64 part);
    static void note(std::vector<qint64> &told, qint64 part);
};

/// The items in the order they came; references to them stay good.
class ResponsesStreamItems final
{
public:
    /// The item that \a event speaks of, made when it is new. \a item is its JSON where the event
    /// carries it.
    ResponsesStreamItem &of(const Json &event, const std::optional<Json> &item = std::nullopt);
    ResponsesStreamItem &add(qint64 index)
    {
        return m_items.emplace_back(ResponsesStreamItem{index});
    }

    [[nodiscard]] bool isEmpty() const { return m_items.empty(); }
    std::deque<ResponsesStreamItem> &all() { return m_items; }

private:
    std::deque<ResponsesStreamItem> m_items;
};

} // namespace signalbox::routing
