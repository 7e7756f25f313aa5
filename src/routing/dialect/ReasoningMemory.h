// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"

#include <QtGlobal>

#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace signalbox::routing {

/// What models thought before they asked for a tool, by the id of the call: a client whose dialect
/// has no place for it leaves it out of its next turn, and the provider refuses that turn.
///
/// Bounded in bytes and age; the oldest goes first. Lives on the proxy thread.
class ReasoningMemory final
{
public:
    struct Limits
    {
        std::size_t bytes = 32UL * 1024 * 1024;
        qint64 ageMs = 24LL * 60 * 60 * 1000;
    };

    ReasoningMemory() = default;
    explicit ReasoningMemory(const Limits &limits)
        : m_limits(limits)
    {}

    /// Keeps the \a thoughts of the turn and the \a signature of the call \a id.
    void keep(std::string_view id, std::vector<ReasoningPart> thoughts, std::string_view signature,
              qint64 nowMs);
    /// Puts back what \a conversation lost of the thoughts of \a family.
    void restore(Conversation &conversation, ReasoningPart::Family family, qint64 nowMs);

    [[nodiscard]] std::size_t size() const { return m_entries.size(); }
    [[nodiscard]] std::size_t bytes() const { return m_bytes; }

private:
    struct Entry
    {
        std::string id;
        std::vector<ReasoningPart> thoughts;
        std::string signature;
        qint64 keptMs = 0;
        std::size_t bytes = 0;
    };
    using Entries = std::list<Entry>; ///< oldest first

    void forget(Entries::iterator entry);
    void forgetOld(qint64 nowMs);
    [[nodiscard]] const Entry *find(const std::string &id) const;

    Limits m_limits;
    Entries m_entries;
    std::unordered_map<std::string, Entries::iterator> m_byId;
    std::size_t m_bytes = 0;
};

} // namespace signalbox::routing
