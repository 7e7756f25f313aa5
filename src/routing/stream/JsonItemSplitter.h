// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// Cuts a streamed JSON array of objects into its objects, wherever the pieces it comes in happen
/// to end: how Gemini streams without `alt=sse`. An object that came whole is handed on without a
/// copy; one longer than the limit is skipped, so memory stays bounded.
///
/// Only nesting and strings are followed, nothing is validated: what is no JSON gives odd objects,
/// never an error. An object outside of any array counts as well; an error may come so.
class JsonItemSplitter final
{
public:
    explicit JsonItemSplitter(std::size_t longestItem)
        : m_longestItem(longestItem)
    {}

    /// Calls \a item with every object that is finished by \a bytes.
    template<typename Item>
    void feed(std::string_view bytes, Item item)
    {
        std::size_t begin = 0; // of the object's part in these bytes
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            if (m_depth == 0) {
                if (bytes[at] != '{') {
                    noteOutside(bytes[at]);
                    continue;
                }
                begin = at;
            }
            if (!endsItem(bytes[at]))
                continue;
            const std::string_view part = bytes.substr(begin, at + 1 - begin);
            m_hasItems = true;
            if (m_partial.empty() && !m_isOverlong && part.size() <= m_longestItem) {
                item(part);
            } else if (keep(part)) {
                item(std::string_view(m_partial));
            }
            m_partial.clear();
            m_isOverlong = false;
        }
        if (m_depth > 0)
            keep(bytes.substr(begin));
    }

    /// Whether the array was opened, not closed, and stands between two objects: one more may
    /// follow.
    [[nodiscard]] bool isBetweenItems() const { return m_isArrayOpen && m_depth == 0; }
    /// Whether an object has ended, so that a comma must come before the next.
    [[nodiscard]] bool hasItems() const { return m_hasItems; }
    /// Whether the stream stands right behind such a comma.
    [[nodiscard]] bool isBehindComma() const { return m_isBehindComma; }

private:
    void noteOutside(char c)
    {
        if (c == '[')
            m_isArrayOpen = true;
        else if (c == ']')
            m_isArrayOpen = false;
        else if (c == ',')
            m_isBehindComma = true;
    }

    bool endsItem(char c)
    {
        if (m_isInString) {
            if (m_isEscaped)
                m_isEscaped = false;
            else if (c == '\\')
                m_isEscaped = true;
            else if (c == '"')
                m_isInString = false;
            return false;
        }
        switch (c) {
        case '"':
            m_isInString = true;
            return false;
        case '{':
        case '[':
            m_isBehindComma = false;
            ++m_depth;
            return false;
        case '}':
        case ']':
            return --m_depth == 0;
        default:
            return false;
        }
    }

    bool keep(std::string_view bytes)
    {
        if (m_isOverlong || m_partial.size() + bytes.size() > m_longestItem) {
            m_isOverlong = true;
            m_partial.clear();
            return false;
        }
        m_partial.append(bytes);
        return true;
    }

    std::size_t m_longestItem;
    std::string m_partial;
    std::uint64_t m_depth = 0; ///< of the object; 0 outside
    bool m_isInString = false;
    bool m_isEscaped = false;
    bool m_isOverlong = false;
    bool m_isArrayOpen = false;
    bool m_hasItems = false;
    bool m_isBehindComma = false;
};

} // namespace signalbox::routing
