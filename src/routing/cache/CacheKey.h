// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/proxy/ClientCall.h"

#include <QByteArray>
#include <QHashFunctions>

#include <optional>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// What an answer is found by: the cache node it belongs to, and a hash of everything that can
/// change it.
struct CacheKey
{
    std::string node{}; ///< route and node
    QByteArray hash{}; ///< BLAKE2b, 256 bits: strong enough that equal hashes are equal questions

    bool operator==(const CacheKey &) const = default;
};

/// Whose answers are looked for.
struct CachePlace
{
    std::string_view route;
    std::string_view node;
    std::string_view client; ///< the client's name when every client has its own; else empty
    /// What decides behind the node who answers, and the body does not say: any bytes.
    std::string_view decisive{};
};

/// The key of \a call at \a place. Nothing where an answer must not be given twice: a Responses
/// request that runs in the background or goes on in a `conversation`, both of which change
/// something at the provider; also for broken JSON and lists.
///
/// Into the hash goes: dialect, operation, the path's method, the model asked for, whether and how
/// the answer is streamed and whether the stream tells its usage (an answer is given again as it
/// came, never turned from a stream into a whole one), the query but for `key`, the fields
/// anthropic-version, anthropic-beta and openai-beta, the client where there is one, what is
/// decisive behind the node, and the body without insignificant space. The order of its fields
/// counts, and so does how numbers are written: to tell equal from alike is not worth a wrong
/// answer.
///
/// Left out of the body is what cannot change the answer: `model`, `stream` and `stream_options`
/// (they are in already), `user`, `metadata`, `safety_identifier`, `prompt_cache_key`,
/// `prompt_cache_retention`, and Ollama's `keep_alive`. Answers of any temperature are kept: who
/// puts a cache node into a route asks for that, and a match node on `body./temperature` in front
/// of it makes an exception.
///
/// Costs a copy and two passes over the body: one that takes the spaces out, one that hashes.
[[nodiscard]] std::optional<CacheKey> cacheKeyOf(const ClientCall &call, const CachePlace &place);

} // namespace signalbox::routing

/// Hash of what is a hash already.
template<>
struct std::hash<signalbox::routing::CacheKey>
{
    std::size_t operator()(const signalbox::routing::CacheKey &key) const noexcept
    {
        return qHashBits(key.hash.constData(), static_cast<std::size_t>(key.hash.size()));
    }
};
