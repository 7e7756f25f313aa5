// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/PlainCallIds.h"

#include "routing/json/JsonText.h"

#include <algorithm>

namespace signalbox::routing {

namespace {

bool isAllowed(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
        || c == '-';
}

/// FNV-1a: the same on every machine, so that a conversation keeps its ids.
quint64 hashed(std::string_view text)
{
    constexpr quint64 basis = 14695981039346656037ULL;
    constexpr quint64 prime = 1099511628211ULL;
    quint64 hash = basis;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * prime;
    return hash;
}

struct RenamedCall
{
    std::string given;
    std::string name;
    std::string id;
};

std::string takeCallId(std::vector<RenamedCall> &open, const ToolResultPart &result,
                       std::size_t longest)
{
    const auto isItsCall = [&](const RenamedCall &call) {
        if (!result.callId.empty())
            return call.given == result.callId;
        return call.given.empty() && (result.name.empty() || call.name == result.name);
    };
    const auto found = std::ranges::find_if(open, isItsCall);
    if (found == open.end())
        return plainCallId(result.callId, longest);
    std::string id = found->id;
    open.erase(found);
    return id;
}

} // namespace

std::string plainCallId(std::string_view id, std::size_t longest)
{
    if (id.size() <= longest && std::ranges::all_of(id, isAllowed))
        return std::string(id);
    constexpr std::size_t markLength = 17; // _ and the hash
    std::string plain(id.substr(0, std::min(id.size(), longest - markLength)));
    std::ranges::replace_if(
        plain, [](char c) { return !isAllowed(c); }, '_');
    plain += '_';
    appendHex(plain, hashed(id));
    return plain;
}

void giveCallIds(std::vector<Message> &turns, std::size_t longest)
{
    std::vector<RenamedCall> open;
    std::size_t made = 0;
    for (Message &turn : turns) {
        for (Part &part : turn.parts) {
            if (auto *call = std::get_if<ToolCallPart>(&part)) {
                RenamedCall opened{.given = call->id, .name = call->name, .id = {}};
                opened.id = call->id.empty() ? "call_" + std::to_string(++made)
                                             : plainCallId(call->id, longest);
                call->id = opened.id;
                open.push_back(std::move(opened));
            } else if (auto *result = std::get_if<ToolResultPart>(&part)) {
                result->callId = takeCallId(open, *result, longest);
            }
        }
    }
}

} // namespace signalbox::routing
