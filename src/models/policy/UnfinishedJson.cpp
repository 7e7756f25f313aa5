// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/UnfinishedJson.h"

#include <algorithm>

namespace signalbox::models {

/// Reads the whole text: what stands behind the place belongs to the objects around it as well.
class UnfinishedJsonReader
{
public:
    UnfinishedJsonReader(UnfinishedJson &out, std::string_view text, std::size_t position)
        : m_out(out)
        , m_text(text)
        , m_position(std::min(position, text.size()))
        , m_around(noneOpen)
    {}

    void read()
    {
        std::size_t at = 0;
        while (at < m_text.size() && !isClosed()) {
            const std::size_t end = tokenEnd(at);
            const bool isBlank = isSpace(m_text[at]);
            const bool isWord = m_text[at] == '"' || isWordByte(m_text[at]);
            if (!m_isFound && isWord && at < m_position && isWithin(at, end))
                find(m_text[at] == '"' ? at + 1 : at, m_text[at] == '"');
            else if (!m_isFound && m_position <= at)
                find(m_position, false);
            if (!isBlank)
                take(at, end);
            at = end;
        }
        if (!m_isFound)
            find(m_position, false);
        while (!m_open.empty())
            close();
    }

private:
    enum class State : quint8 { Key, Colon, Value, Comma };
    struct Open
    {
        UnfinishedJson::Frame frame;
        State state = State::Value;
        std::string_view key; // of the member that has begun
    };
    static constexpr std::size_t noneOpen = static_cast<std::size_t>(-1);

    static bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
    static bool isWordByte(char c)
    {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '_' || c == '-' || c == '.' || c == '+';
    }

    [[nodiscard]] std::size_t tokenEnd(std::size_t at) const
    {
        const auto whileIt = [&](auto isPart) {
            std::size_t end = at + 1;
            while (end < m_text.size() && isPart(m_text[end]))
                ++end;
            return end;
        };
        if (isSpace(m_text[at]))
            return whileIt(isSpace);
        if (isWordByte(m_text[at]))
            return whileIt(isWordByte);
        if (m_text[at] != '"')
            return at + 1;
        for (std::size_t end = at + 1; end < m_text.size(); ++end) {
            if (m_text[end] == '\n')
                return end;
            if (m_text[end] == '"')
                return end + 1;
            if (m_text[end] == '\\')
                ++end;
        }
        return m_text.size();
    }

    /// Whether the place is within the word from \a at to \a end, or directly behind it. Behind a
    /// closing quotation mark it no longer is.
    [[nodiscard]] bool isWithin(std::size_t at, std::size_t end) const
    {
        const bool isFinished = m_text[at] == '"' && end - at > 1 && m_text[end - 1] == '"';
        return isFinished ? m_position < end : m_position <= end;
    }

    void find(std::size_t begin, bool isQuoted)
    {
        m_isFound = true;
        m_out.m_begin = begin;
        m_out.m_isQuoted = isQuoted;
        m_around = m_open.size();
        if (m_open.empty())
            return;
        const Open &open = m_open.back();
        const State state =
            open.frame.isArray && open.state == State::Key ? State::Value : open.state;
        if (state == State::Key)
            m_out.m_wanted = UnfinishedJson::Wanted::Key;
        else if (state == State::Value)
            m_out.m_wanted = UnfinishedJson::Wanted::Value;
        if (state == State::Value && !open.frame.isArray)
            m_out.m_key = open.key;
        m_isWriting = begin < m_position || isQuoted;
    }

    /// Whether all that was around the place has been read.
    [[nodiscard]] bool isClosed() const
    {
        return m_isFound && m_around > 0 && m_out.m_frames.size() == m_around;
    }

    void take(std::size_t at, std::size_t end)
    {
        switch (m_text[at]) {
        case '{':
        case '[':
            return open(m_text[at] == '[');
        case '}':
        case ']':
            return close();
        case ':':
            if (!m_open.empty() && !m_open.back().frame.isArray)
                m_open.back().state = State::Value;
            return;
        case ',':
            if (!m_open.empty())
                m_open.back().state = m_open.back().frame.isArray ? State::Value : State::Key;
            return;
        default:
            return takeWord(at, end);
        }
    }

    void takeWord(std::size_t at, std::size_t end)
    {
        // The word at the place is still being written: neither a key nor a value.
        const bool isAtPlace = std::exchange(m_isWriting, false);
        if (m_open.empty())
            return;
        Open &open = m_open.back();
        const bool isText = m_text[at] == '"';
        if (open.frame.isArray)
            return;
        if (open.state == State::Value) {
            if (!isAtPlace)
                addMember(open, isText ? std::optional(content(at, end)) : std::nullopt);
            open.state = State::Comma;
            return;
        }
        open.key = isAtPlace ? std::string_view() : content(at, end);
        open.state = State::Colon;
    }

    [[nodiscard]] std::string_view content(std::size_t at, std::size_t end) const
    {
        if (m_text[at] != '"')
            return m_text.substr(at, end - at);
        const std::size_t last = end - at > 1 && m_text[end - 1] == '"' ? end - 1 : end;
        return m_text.substr(at + 1, last - at - 1);
    }

    static void addMember(Open &open, std::optional<std::string_view> text)
    {
        if (!open.key.empty())
            open.frame.members.push_back({.key = open.key, .text = text});
    }

    void open(bool isArray)
    {
        std::string_view key;
        if (!m_open.empty() && !m_open.back().frame.isArray) {
            key = m_open.back().key;
            addMember(m_open.back(), std::nullopt);
            m_open.back().state = State::Comma;
        }
        m_open.push_back({.frame = {.isArray = isArray, .key = key, .members = {}},
                          .state = isArray ? State::Value : State::Key,
                          .key = {}});
    }

    void close()
    {
        if (m_open.empty())
            return;
        // From the inside out: the outermost one comes last.
        if (m_isFound && m_open.size() == m_around - m_out.m_frames.size())
            m_out.m_frames.insert(m_out.m_frames.begin(), std::move(m_open.back().frame));
        m_open.pop_back();
    }

    UnfinishedJson &m_out;
    std::string_view m_text;
    std::size_t m_position;
    std::size_t m_around; // how many are open at the place
    std::vector<Open> m_open;
    bool m_isFound = false;
    bool m_isWriting = false; // the next word is the one at the place
};

UnfinishedJson::UnfinishedJson(std::string_view text, std::size_t position)
{
    UnfinishedJsonReader(*this, text, position).read();
}

} // namespace signalbox::models
