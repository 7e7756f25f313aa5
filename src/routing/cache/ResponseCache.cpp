// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/cache/ResponseCache.h"

#include <algorithm>
#include <array>
#include <limits>

namespace signalbox::routing {

namespace {

constexpr qint64 bytesPerMib = 1024LL * 1024;
constexpr qint64 shareOfOne = 4; // one answer takes at most a quarter of its node's room
constexpr qint64 msPerSecond = 1000;
/// What an entry costs beside its text: list and index nodes, names, the two hashes.
constexpr qint64 entryOverhead = 512;

/// The words for an answer that another try may better: cut, withheld, refused, failed, paused.
constexpr std::array<std::string_view, 25> unkeptReasons{
    "length",
    "max_tokens",
    "MAX_TOKENS",
    "max_output_tokens",
    "model_context_window_exceeded",
    "incomplete",
    "failed",
    "cancelled",
    "in_progress",
    "queued",
    "error",
    "content_filter",
    "refusal",
    "pause_turn",
    "SAFETY",
    "RECITATION",
    "BLOCKLIST",
    "PROHIBITED_CONTENT",
    "SPII",
    "LANGUAGE",
    "IMAGE_SAFETY",
    "MALFORMED_FUNCTION_CALL",
    "UNEXPECTED_TOOL_CALL",
    "OTHER",
    "load",
};

qint64 roomOf(const models::CacheNode &node)
{
    return std::max(node.maxMib, 0) * bytesPerMib;
}

} // namespace

bool isStorable(const StorableFacts &facts)
{
    return facts.outcome == models::ExchangeOutcome::Success && facts.status == 200
        && !facts.endedEarly && !facts.hasError && facts.isWholeBody
        && std::find(unkeptReasons.begin(), unkeptReasons.end(), facts.finishReason)
        == unkeptReasons.end();
}

AnswerBytes::AnswerBytes(const models::CacheNode &node)
    : m_limit(static_cast<std::size_t>(roomOf(node) / shareOfOne))
{}

void AnswerBytes::add(std::string_view bytes)
{
    if (!m_isWhole)
        return;
    if (bytes.size() > m_limit - m_bytes.size()) {
        m_isWhole = false;
        m_bytes = {};
        return;
    }
    m_bytes.append(bytes);
}

const CachedAnswer *ResponseCache::find(const CacheKey &key, qint64 nowMs)
{
    const auto found = m_index.find(key);
    if (found == m_index.end()) {
        ++m_counts.misses;
        return nullptr;
    }
    Shelf &shelf = m_shelves[key.node];
    const Entries::iterator entry = found->second;
    if (nowMs >= entry->expiresAtMs) {
        remove(shelf, entry);
        ++m_counts.misses;
        return nullptr;
    }
    shelf.entries.splice(shelf.entries.begin(), shelf.entries, entry);
    ++m_counts.hits;
    if (entry->answer.costSource != models::CostSource::Unknown)
        m_counts.savedMicroDollars += entry->answer.cost.microDollars;
    return &entry->answer;
}

const CachedAnswer *ResponseCache::peek(const CacheKey &key, qint64 nowMs) const
{
    const auto found = m_index.find(key);
    return found != m_index.end() && nowMs < found->second->expiresAtMs ? &found->second->answer
                                                                        : nullptr;
}

void ResponseCache::store(const CacheKey &key, const models::CacheNode &node, CachedAnswer answer,
                          qint64 nowMs)
{
    Shelf &shelf = m_shelves[key.node];
    if (const auto present = m_index.find(key); present != m_index.end())
        remove(shelf, present->second);
    const qint64 room = roomOf(node);
    const qint64 bytes =
        static_cast<qint64>(answer.body.size() + answer.contentType.size() + key.node.size())
        + entryOverhead;
    if (bytes > room / shareOfOne || node.keep.count() <= 0)
        return;
    // The oldest by use: those too old already are among them sooner or later.
    while (shelf.bytes + bytes > room && !shelf.entries.empty()) {
        remove(shelf, std::prev(shelf.entries.end()));
        ++m_counts.evicted;
    }
    answer.storedAtMs = nowMs;
    const qint64 longest = (std::numeric_limits<qint64>::max() - nowMs) / msPerSecond;
    const qint64 keepS = std::min<qint64>(node.keep.count(), longest);
    shelf.entries.push_front({.key = key,
                              .answer = std::move(answer),
                              .expiresAtMs = nowMs + keepS * msPerSecond,
                              .bytes = bytes});
    shelf.bytes += bytes;
    m_counts.bytes += bytes;
    ++m_counts.entries;
    m_index.insert_or_assign(key, shelf.entries.begin());
}

void ResponseCache::clear()
{
    ++m_generation;
    m_index.clear();
    m_shelves.clear();
    m_counts.entries = 0;
    m_counts.bytes = 0;
}

void ResponseCache::remove(Shelf &shelf, Entries::iterator entry)
{
    m_index.erase(entry->key);
    shelf.bytes -= entry->bytes;
    m_counts.bytes -= entry->bytes;
    --m_counts.entries;
    shelf.entries.erase(entry);
}

std::string cacheHitFields(const CachedAnswer &answer, qint64 nowMs)
{
    const qint64 age = std::max<qint64>(0, (nowMs - answer.storedAtMs) / msPerSecond);
    return "x-signalbox-cache: hit\r\nage: " + std::to_string(age) + "\r\n";
}

} // namespace signalbox::routing
