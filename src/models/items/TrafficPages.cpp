// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/TrafficPages.h"

#include <algorithm>

namespace signalbox::models {

void TrafficPages::clear()
{
    m_pages.clear();
    m_wanted.clear();
    m_loading.clear();
    m_first = 0;
    m_end = 0;
}

void TrafficPages::setRange(qint64 first, qint64 end)
{
    // Of the old pages only the newest one can have been short.
    if (end != m_end && m_end % pageSize != 0)
        m_pages.remove(m_end / pageSize);
    m_first = first;
    m_end = end;
    // What is on its way was asked of the old state.
    m_loading.clear();
}

const ExchangeRecord *TrafficPages::find(qint64 number)
{
    const qint64 page = number / pageSize;
    const auto found = m_pages.find(page);
    if (found != m_pages.end()) {
        found->lastUse = ++m_uses;
        const qint64 index = number - found->first;
        const bool holds = index >= 0 && index < static_cast<qint64>(found->records.size());
        return holds ? &found->records[static_cast<std::size_t>(index)] : nullptr;
    }
    if (m_loading.contains(page))
        return nullptr;
    const auto wanted = std::ranges::find(m_wanted, page);
    if (wanted != m_wanted.end())
        m_wanted.erase(wanted);
    m_wanted.push_back(page);
    if (m_wanted.size() > wantedLimit)
        m_wanted.erase(m_wanted.begin());
    return nullptr;
}

qint64 TrafficPages::numberOf(quint64 id) const
{
    for (const Loaded &page : m_pages) {
        const auto found = std::ranges::find(page.records, id, &ExchangeRecord::id);
        if (found != page.records.end())
            return page.first + (found - page.records.begin());
    }
    return -1;
}

std::optional<TrafficPages::Page> TrafficPages::nextWanted()
{
    while (!m_wanted.empty()) {
        const qint64 page = m_wanted.back();
        m_wanted.pop_back();
        const qint64 first = std::max(page * pageSize, m_first);
        const qint64 end = std::min((page + 1) * pageSize, m_end);
        if (first >= end || m_pages.contains(page) || m_loading.contains(page))
            continue;
        m_loading.append(page);
        return Page{.first = first, .size = static_cast<int>(end - first)};
    }
    return std::nullopt;
}

void TrafficPages::load(const Page &page, const QList<ExchangeRecord> &newestFirst)
{
    const qint64 number = page.first / pageSize;
    m_loading.removeAll(number);
    Loaded loaded;
    // When some are gone they are the oldest.
    loaded.first = page.first + page.size - newestFirst.size();
    loaded.records.assign(newestFirst.rbegin(), newestFirst.rend());
    loaded.lastUse = ++m_uses;
    m_pages.insert(number, loaded);
    if (m_pages.size() > pageLimit)
        dropLeastUsed();
}

void TrafficPages::dropLeastUsed()
{
    auto least = m_pages.begin();
    for (auto page = m_pages.begin(); page != m_pages.end(); ++page) {
        if (page->lastUse < least->lastUse)
            least = page;
    }
    m_pages.erase(least);
}

} // namespace signalbox::models
