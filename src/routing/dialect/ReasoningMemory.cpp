// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/ReasoningMemory.h"

#include <algorithm>
#include <iterator>

namespace signalbox::routing {

namespace {

constexpr std::size_t entryOverhead = 256;

std::size_t sizeOf(const ReasoningPart &part)
{
    return part.text.size() + part.signature.size() + part.encrypted.size() + part.id.size();
}

bool isThought(const Part &part)
{
    return std::holds_alternative<ReasoningPart>(part);
}

} // namespace

void ReasoningMemory::keep(std::string_view id, std::vector<ReasoningPart> thoughts,
                           std::string_view signature, qint64 nowMs)
{
    if (id.empty() || (thoughts.empty() && signature.empty()))
        return;
    Entry entry{.id = std::string(id),
                .thoughts = std::move(thoughts),
                .signature = std::string(signature),
                .keptMs = nowMs,
                .bytes = entryOverhead + id.size() + signature.size()};
    for (const ReasoningPart &part : entry.thoughts)
        entry.bytes += sizeOf(part);
    if (const auto known = m_byId.find(entry.id); known != m_byId.end())
        forget(known->second);
    m_bytes += entry.bytes;
    m_entries.push_back(std::move(entry));
    m_byId[m_entries.back().id] = std::prev(m_entries.end());
    forgetOld(nowMs);
}

void ReasoningMemory::forget(Entries::iterator entry)
{
    m_bytes -= entry->bytes;
    m_byId.erase(entry->id);
    m_entries.erase(entry);
}

void ReasoningMemory::forgetOld(qint64 nowMs)
{
    while (!m_entries.empty()
           && (m_bytes > m_limits.bytes || nowMs - m_entries.front().keptMs > m_limits.ageMs))
        forget(m_entries.begin());
}

const ReasoningMemory::Entry *ReasoningMemory::find(const std::string &id) const
{
    const auto found = m_byId.find(id);
    return found == m_byId.end() ? nullptr : &*found->second;
}

void ReasoningMemory::restore(Conversation &conversation, ReasoningPart::Family family,
                              qint64 nowMs)
{
    forgetOld(nowMs);
    if (m_entries.empty())
        return;
    for (Message &message : conversation.messages) {
        const bool hasThoughts = std::ranges::any_of(message.parts, isThought);
        std::vector<Part> restored;
        for (Part &part : message.parts) {
            auto *call = std::get_if<ToolCallPart>(&part);
            const Entry *entry = call ? find(call->id) : nullptr;
            if (!entry)
                continue;
            if (call->signature.empty() && family == ReasoningPart::Family::Gemini)
                call->signature = entry->signature;
            if (hasThoughts || !restored.empty())
                continue; // the client kept them, or the turn's first call had them
            std::ranges::copy_if(
                entry->thoughts, std::back_inserter(restored),
                [family](const ReasoningPart &thought) { return thought.family == family; });
        }
        message.parts.insert(message.parts.begin(), std::make_move_iterator(restored.begin()),
                             std::make_move_iterator(restored.end()));
    }
}

} // namespace signalbox::routing
