// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// Cuts the binary event stream of AWS into messages, wherever the pieces it comes in happen to
/// end. Both checksums are checked: behind a broken message, or one longer than the limit, nothing
/// can be trusted, and nothing more is handed on.
class AwsEventDecoder final
{
public:
    explicit AwsEventDecoder(std::size_t longestMessage)
        : m_longestMessage(longestMessage)
    {}

    /// Calls \a event(name, payload) with every message that is finished by \a bytes. The name is
    /// the type of the event or of the exception.
    template<typename Event>
    void feed(std::string_view bytes, Event event)
    {
        if (m_isBroken)
            return;
        const bool isContinued = !m_partial.empty();
        if (isContinued)
            m_partial.append(bytes);
        const std::string_view all = isContinued ? std::string_view(m_partial) : bytes;
        std::size_t done = 0;
        while (const std::size_t length = wholeLength(all.substr(done))) {
            if (readMessage(all.substr(done, length)))
                event(std::string_view(m_name), m_payload);
            if (m_isBroken)
                break;
            done += length;
        }
        if (m_isBroken)
            m_partial.clear();
        else if (isContinued)
            m_partial.erase(0, done);
        else
            m_partial = all.substr(done);
    }

    /// A checksum was wrong, or a length cannot be.
    [[nodiscard]] bool isBroken() const { return m_isBroken; }
    /// Whether the stream stands inside a message.
    [[nodiscard]] bool isInsideMessage() const { return !m_partial.empty(); }

private:
    /// Of the message that \a bytes begin with; 0 when it is not there whole.
    std::size_t wholeLength(std::string_view bytes);
    /// Whether \a message has a name to be handed on by.
    bool readMessage(std::string_view message);
    bool readHeaders(std::string_view headers);

    std::size_t m_longestMessage;
    std::string m_partial;
    std::string m_name;
    std::string_view m_payload; ///< while a message is handed on
    bool m_isBroken = false;
};

} // namespace signalbox::routing
