// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"
#include "models/traffic/ExchangeRecord.h"
#include "routing/cache/CacheKey.h"

#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace signalbox::routing {

/// An answer as its client got it, whole: a stream as its events. Calls of tools are text like any
/// other: a client that runs them runs them for each answer.
struct CachedAnswer
{
    std::string contentType; ///< the value of the field
    std::string body;
    QString target; ///< who made it
    QString provider;
    QString model;
    QString variant; ///< of its prompt; empty: none
    std::string finishReason; ///< the provider's own word
    models::TokenUsage usage;
    models::Money cost; ///< of the exchange that made it, saved by every hit
    models::CostSource costSource = models::CostSource::Unknown;
    qint64 storedAtMs = 0; ///< set by store()
};

/// What decides whether an answer may be kept.
struct StorableFacts
{
    models::ExchangeOutcome outcome = models::ExchangeOutcome::Success;
    int status = 200;
    bool endedEarly = false; ///< a stream without its end mark
    bool hasError = false; ///< an error inside a 200
    std::string_view finishReason{}; ///< the provider's own word; empty when it has none
    bool isWholeBody = true; ///< all its bytes were gathered
};

/// Only whole and successful answers are kept: none that was cut at a limit, refused or withheld,
/// since another try may do better.
[[nodiscard]] bool isStorable(const StorableFacts &facts);

/// Gathers the bytes that a client gets, up to a limit.
class AnswerBytes final
{
public:
    /// No more than a quarter of the node's memory for one answer.
    explicit AnswerBytes(const models::CacheNode &node);
    /// No more than this.
    explicit AnswerBytes(std::size_t limit)
        : m_limit(limit)
    {}
    [[nodiscard]] std::size_t limit() const { return m_limit; }
    [[nodiscard]] const std::string &bytes() const { return m_bytes; }
    void add(std::string_view bytes);
    [[nodiscard]] bool isWhole() const { return m_isWhole; }
    [[nodiscard]] std::string take() { return std::move(m_bytes); }

private:
    std::size_t m_limit;
    std::string m_bytes;
    bool m_isWhole = true;
};

/// The answers that cache nodes keep, in memory: each node within its own limit, those used longest
/// ago going first, and none older than the node says.
///
/// Lives on the proxy thread; equal questions that run at the same time are all asked.
class ResponseCache final
{
public:
    struct Counts
    {
        quint64 hits = 0;
        quint64 misses = 0;
        quint64 evicted = 0; ///< for room; not those too old
        qint64 entries = 0;
        qint64 bytes = 0;
        qint64 savedMicroDollars = 0;
    };

    /// Null when there is none, or it is too old by \a nowMs (of any clock that store() gets, too).
    /// Valid until the cache is changed. Counts a hit or a miss.
    [[nodiscard]] const CachedAnswer *find(const CacheKey &key, qint64 nowMs);
    /// The same for an explanation: counts nothing, and nothing is used or goes by it.
    [[nodiscard]] const CachedAnswer *peek(const CacheKey &key, qint64 nowMs) const;
    /// Keeps \a answer as \a node says; one too large for it is not kept.
    void store(const CacheKey &key, const models::CacheNode &node, CachedAnswer answer,
               qint64 nowMs);
    /// Forgets everything: the policy has changed, and with it who would answer. The counts of
    /// hits, misses and money stay.
    void clear();
    /// Rises with each clear(): an answer that was asked for before belongs to what is gone.
    [[nodiscard]] quint64 generation() const { return m_generation; }

    [[nodiscard]] Counts counts() const { return m_counts; }

private:
    struct Entry
    {
        CacheKey key;
        CachedAnswer answer;
        qint64 expiresAtMs = 0;
        qint64 bytes = 0;
    };
    using Entries = std::list<Entry>; ///< the one used last in front
    struct Shelf
    {
        Entries entries;
        qint64 bytes = 0;
    };

    void remove(Shelf &shelf, Entries::iterator entry);

    std::unordered_map<std::string, Shelf> m_shelves; ///< by CacheKey::node
    std::unordered_map<CacheKey, Entries::iterator> m_index;
    Counts m_counts;
    quint64 m_generation = 0;
};

/// The fields that tell a client of a hit, as complete lines: `x-signalbox-cache: hit` and `age`.
[[nodiscard]] std::string cacheHitFields(const CachedAnswer &answer, qint64 nowMs);

} // namespace signalbox::routing
