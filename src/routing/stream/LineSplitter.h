// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// Cuts a byte stream into lines, wherever the pieces it comes in happen to end. Lines end with LF,
/// CRLF or CR, as server-sent events allow (WHATWG HTML, 9.2.6). A line that came whole is handed
/// on without a copy; one longer than the limit is handed on empty, so memory stays bounded.
class LineSplitter final
{
public:
    explicit LineSplitter(std::size_t longestLine)
        : m_longestLine(longestLine)
    {}

    /// Calls \a line with every line that is finished by \a bytes, without its end.
    template<typename Line>
    void feed(std::string_view bytes, Line line)
    {
        while (!bytes.empty()) {
            if (m_skipLineFeed) {
                m_skipLineFeed = false;
                if (bytes.front() == '\n') {
                    bytes.remove_prefix(1);
                    continue;
                }
            }
            const std::size_t end = lineEnd(bytes);
            if (end == std::string_view::npos) {
                keep(bytes);
                return;
            }
            m_skipLineFeed = bytes[end] == '\r';
            if (m_partial.empty() && !m_isOverlong && end <= m_longestLine) {
                line(bytes.substr(0, end));
            } else {
                keep(bytes.substr(0, end));
                line(std::string_view(m_partial));
                m_partial.clear();
                m_isOverlong = false;
            }
            bytes.remove_prefix(end + 1);
        }
    }

    /// Hands on what is left when the stream ends without a line end.
    template<typename Line>
    void finish(Line line)
    {
        if (!m_partial.empty())
            line(std::string_view(m_partial));
        m_partial.clear();
        m_isOverlong = false;
    }

    /// Whether the stream stands inside a line.
    [[nodiscard]] bool isInsideLine() const { return !m_partial.empty() || m_isOverlong; }

    /// While a line is handed on: it was too long, and is empty for that reason only.
    [[nodiscard]] bool isOverlong() const { return m_isOverlong; }

private:
    static std::size_t lineEnd(std::string_view bytes)
    {
        const auto *feed = static_cast<const char *>(std::memchr(bytes.data(), '\n', bytes.size()));
        const std::size_t limit =
            feed ? static_cast<std::size_t>(feed - bytes.data()) : bytes.size();
        const auto *carriage = static_cast<const char *>(std::memchr(bytes.data(), '\r', limit));
        if (carriage)
            return static_cast<std::size_t>(carriage - bytes.data());
        return feed ? limit : std::string_view::npos;
    }

    void keep(std::string_view bytes)
    {
        if (m_isOverlong || m_partial.size() + bytes.size() > m_longestLine) {
            m_isOverlong = true;
            m_partial.clear();
            return;
        }
        m_partial.append(bytes);
    }

    std::size_t m_longestLine;
    std::string m_partial;
    bool m_skipLineFeed = false;
    bool m_isOverlong = false;
};

} // namespace signalbox::routing
