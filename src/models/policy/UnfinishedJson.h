// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace signalbox::models {

/// Where a place of a JSON text that somebody is writing lies: in which objects and arrays, under
/// which keys, and what these objects have besides. Texts end with their line, commas and brackets
/// may be missing. Views of the text, which must outlive it.
class UnfinishedJson
{
public:
    struct Member
    {
        std::string_view key;
        /// As written, without quotation marks; nothing when it is no text, or the one being
        /// written.
        std::optional<std::string_view> text;
    };
    /// An object or array around the place.
    struct Frame
    {
        bool isArray = false;
        std::string_view key; ///< that it is the value of; empty within an array and outermost
        std::vector<Member> members; ///< of an object, but the one at the place
    };
    enum class Wanted : quint8 {
        Nothing, ///< a colon, a comma, a number
        Key,
        Value,
    };

    UnfinishedJson(std::string_view text, std::size_t position);

    [[nodiscard]] Wanted wanted() const { return m_wanted; }
    /// From the outermost one in.
    [[nodiscard]] const std::vector<Frame> &frames() const { return m_frames; }
    [[nodiscard]] std::string_view key() const { return m_key; } ///< that the wanted value is of
    [[nodiscard]] std::size_t begin() const { return m_begin; } ///< of the word at the place
    [[nodiscard]] bool isQuoted() const { return m_isQuoted; }

private:
    friend class UnfinishedJsonReader;

    Wanted m_wanted = Wanted::Nothing;
    std::vector<Frame> m_frames;
    std::string_view m_key;
    std::size_t m_begin = 0;
    bool m_isQuoted = false;
};

} // namespace signalbox::models
