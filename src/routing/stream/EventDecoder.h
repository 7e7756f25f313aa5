// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/stream/LineSplitter.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// Puts server-sent events together (WHATWG HTML, 9.2.6), wherever the pieces they come in happen
/// to end. An event at the end without its blank line is handed on as well: providers forget it.
class EventDecoder final
{
public:
    explicit EventDecoder(std::size_t longestEvent)
        : m_longestEvent(longestEvent)
        , m_lines(longestEvent)
    {}

    /// Calls \a event(name, data) with every event that is finished by \a bytes. One longer than
    /// the limit is left out.
    template<typename Event>
    void feed(std::string_view bytes, Event event)
    {
        m_lines.feed(bytes, [&](std::string_view text) { line(text, event); });
    }
    template<typename Event>
    void finish(Event event)
    {
        m_lines.finish([&](std::string_view text) { line(text, event); });
        dispatch(event);
    }

private:
    template<typename Event>
    void line(std::string_view text, Event &event)
    {
        if (m_lines.isOverlong()) {
            m_isOverlong = true;
            return;
        }
        if (m_isFirstLine && text.starts_with("\xEF\xBB\xBF"))
            text.remove_prefix(3);
        m_isFirstLine = false;
        if (text.empty()) {
            dispatch(event);
            return;
        }
        const std::size_t colon = text.find(':');
        const std::string_view field = text.substr(0, colon);
        std::string_view value =
            colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
        if (value.starts_with(' '))
            value.remove_prefix(1);
        if (field == "event") {
            m_name = value;
        } else if (field == "data") {
            if (m_hasData)
                m_data += '\n';
            if (m_data.size() + value.size() > m_longestEvent)
                m_isOverlong = true;
            else
                m_data.append(value);
            m_hasData = true;
        }
    }

    template<typename Event>
    void dispatch(Event &event)
    {
        if (m_hasData && !m_isOverlong)
            event(std::string_view(m_name), std::string_view(m_data));
        m_name.clear();
        m_data.clear();
        m_hasData = false;
        m_isOverlong = false;
    }

    std::size_t m_longestEvent;
    LineSplitter m_lines;
    std::string m_name;
    std::string m_data;
    bool m_hasData = false;
    bool m_isOverlong = false;
    bool m_isFirstLine = true;
};

} // namespace signalbox::routing
