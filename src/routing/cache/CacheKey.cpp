// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/cache/CacheKey.h"

#include "routing/json/JsonPlaces.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <simdjson.h>

namespace signalbox::routing {

using models::ClientDialect;

namespace {

constexpr std::array<std::string_view, 9> leftOut{"model",
                                                  "stream",
                                                  "stream_options",
                                                  "user",
                                                  "metadata",
                                                  "safety_identifier",
                                                  "prompt_cache_key",
                                                  "prompt_cache_retention",
                                                  "keep_alive"};
constexpr std::array<std::string_view, 3> countedFields{"anthropic-version", "anthropic-beta",
                                                        "openai-beta"};

/// Hashes pieces so that no two sequences of pieces look alike: each with its length in front.
class KeyHash
{
public:
    void add(std::string_view piece)
    {
        const auto size = static_cast<quint64>(piece.size());
        m_hash.addData(QByteArrayView(reinterpret_cast<const char *>(&size), sizeof size));
        m_hash.addData(QByteArrayView(piece.data(), static_cast<qsizetype>(piece.size())));
    }
    void add(quint64 number) { add(std::string_view(reinterpret_cast<const char *>(&number), 8)); }
    [[nodiscard]] QByteArray result() const { return m_hash.result(); }

private:
    QCryptographicHash m_hash{QCryptographicHash::Blake2b_256};
};

/// Whether an answer to \a call changes something at the provider, so that it must not be answered
/// from here.
bool hasEffects(const ClientCall &call, const JsonMember &member, std::string_view value)
{
    if (call.dialect() != ClientDialect::OpenAiResponses)
        return false;
    return (member.name == "background" && value == "true")
        || (member.name == "conversation" && value != "null");
}

std::optional<std::string> canonicalBody(const ClientCall &call)
{
    const std::string &body = call.request.body();
    const std::vector<JsonMember> members = jsonMembers(body, jsonValueAt(body, 0));
    // A body without any member is asked nothing; there is no answer worth keeping.
    if (members.empty())
        return std::nullopt;
    std::string kept;
    kept.reserve(body.size() + simdjson::SIMDJSON_PADDING);
    for (const JsonMember &member : members) {
        const std::string_view value = member.value.in(body);
        if (hasEffects(call, member, value))
            return std::nullopt;
        if (std::find(leftOut.begin(), leftOut.end(), member.name) != leftOut.end())
            continue;
        kept.append(member.key.in(body)).append(":").append(value).append(",");
    }
    std::string canonical(kept.size() + simdjson::SIMDJSON_PADDING, '\0');
    std::size_t size = 0;
    if (simdjson::minify(kept.data(), kept.size(), canonical.data(), size) != simdjson::SUCCESS)
        return std::nullopt;
    canonical.resize(size);
    return canonical;
}

} // namespace

std::optional<CacheKey> cacheKeyOf(const ClientCall &call, const CachePlace &place)
{
    const Operation operation = call.served.endpoint.operation;
    if (!call.problem.empty() || operation == Operation::ListModels
        || operation == Operation::GetModel)
        return std::nullopt;
    const std::optional<std::string> body = canonicalBody(call);
    if (!body)
        return std::nullopt;
    KeyHash hash;
    hash.add(static_cast<quint64>(call.dialect()));
    hash.add(static_cast<quint64>(operation));
    hash.add((call.stream ? 1U : 0U) | (call.serverSentEvents ? 2U : 0U)
             | (call.peek.includeUsage ? 4U : 0U));
    hash.add(call.served.method);
    hash.add(call.model.toStdString());
    hash.add(place.client);
    hash.add(place.decisive);
    const HttpHead head = call.request.head();
    hash.add(queryWithout(head.query(), "key"));
    for (const std::string_view name : countedFields)
        hash.add(head.header(name));
    hash.add(*body);
    std::string node(place.route);
    node.push_back('\0'); // stands in no name
    node.append(place.node);
    return CacheKey{.node = std::move(node), .hash = hash.result()};
}

} // namespace signalbox::routing
