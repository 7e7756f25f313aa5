// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesCallIds.h"

#include "routing/json/JsonText.h"

#include <algorithm>

namespace signalbox::routing {

namespace {

constexpr std::size_t longestId = 64;

/// FNV-1a: the same id must become the same one in every turn of a conversation.
quint64 hashOf(const std::string &text)
{
    constexpr quint64 offset = 14695981039346656037ULL;
    constexpr quint64 prime = 1099511628211ULL;
    quint64 hash = offset;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * prime;
    return hash;
}

std::string allowedId(const std::string &id)
{
    if (id.size() <= longestId)
        return id;
    std::string shorter = "call_";
    appendHex(shorter, hashOf(id));
    return shorter;
}

} // namespace

std::string ResponsesCallIds::nextId()
{
    return "call_" + std::to_string(m_made++);
}

std::string ResponsesCallIds::idOf(const ToolCallPart &call)
{
    std::string id = call.id.empty() ? nextId() : allowedId(call.id);
    if (call.id.empty())
        m_pending.push_back({id, call.name});
    if (call.isFreeForm)
        m_freeForm.push_back(id);
    return id;
}

std::string ResponsesCallIds::idOf(const ToolResultPart &result)
{
    if (!result.callId.empty())
        return allowedId(result.callId);
    auto found = std::ranges::find(m_pending, result.name, &Pending::name);
    if (found == m_pending.end())
        found = m_pending.begin();
    if (found == m_pending.end())
        return nextId();
    std::string id = found->id;
    m_pending.erase(found);
    return id;
}

bool ResponsesCallIds::isFreeForm(const std::string &id) const
{
    return std::ranges::find(m_freeForm, id) != m_freeForm.end();
}

} // namespace signalbox::routing
