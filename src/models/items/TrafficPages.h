// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"

#include <QHash>
#include <QList>

#include <optional>
#include <vector>

namespace signalbox::models {

/// The few pages of a long list of stored records that are looked at. Records are numbered from the
/// oldest, so that a page stays right while records are added at the other end, and keep their
/// numbers when the oldest go.
///
/// GUI thread. Asks for nothing itself: nextWanted() says which page to load.
class TrafficPages
{
public:
    static constexpr int pageSize = 200;
    static constexpr qsizetype pageLimit = 50;
    /// Pages scrolled past are forgotten again when more than this many wait to be loaded.
    static constexpr std::size_t wantedLimit = 4;

    struct Page
    {
        qint64 first = 0; ///< number of its oldest record
        int size = 0; ///< how many records it has now
    };

    void clear();
    /// The records that there are: \a first up to, not including, \a end.
    void setRange(qint64 first, qint64 end);
    [[nodiscard]] qint64 first() const { return m_first; }
    [[nodiscard]] qint64 end() const { return m_end; }

    /// The record, when its page is loaded; otherwise its page becomes the most wanted one.
    const ExchangeRecord *find(qint64 number);
    /// The number of the record with \a id among the loaded ones, or -1.
    [[nodiscard]] qint64 numberOf(quint64 id) const;

    /// The page to load next, once; nothing when all that is wanted is on its way.
    [[nodiscard]] std::optional<Page> nextWanted();
    /// The answer: \a newestFirst is what the page holds.
    void load(const Page &page, const QList<ExchangeRecord> &newestFirst);

private:
    struct Loaded
    {
        qint64 first = 0; // number of the oldest record
        std::vector<ExchangeRecord> records; // oldest first
        quint64 lastUse = 0;
    };

    void dropLeastUsed();

    QHash<qint64, Loaded> m_pages; // by number of the page
    std::vector<qint64> m_wanted; // most wanted last
    QList<qint64> m_loading;
    qint64 m_first = 0;
    qint64 m_end = 0;
    quint64 m_uses = 0;
};

} // namespace signalbox::models
