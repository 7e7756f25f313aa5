// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing {

/// Where a piece of JSON stands in a text.
struct JsonPlace
{
    std::size_t offset = 0;
    std::size_t size = 0;

    [[nodiscard]] std::size_t end() const { return offset + size; }
    [[nodiscard]] std::string_view in(std::string_view text) const
    {
        return text.substr(offset, size);
    }
};

struct JsonMember
{
    std::string name; ///< unescaped
    JsonPlace key; ///< with its quotes
    JsonPlace value;
};

/// The places of values in a text that is known to be valid JSON, so that it can be changed without
/// being written anew. Of a text that is not, they find nothing or odd places within it.
[[nodiscard]] std::size_t skipJsonSpace(std::string_view text, std::size_t at);
/// The value that begins at \a at.
[[nodiscard]] JsonPlace jsonValueAt(std::string_view text, std::size_t at);
/// The members of the object at \a object; none when it is no object.
[[nodiscard]] std::vector<JsonMember> jsonMembers(std::string_view text, JsonPlace object);
/// The items of the array at \a array; none when it is no array.
[[nodiscard]] std::vector<JsonPlace> jsonItems(std::string_view text, JsonPlace array);
/// A string with its quotes, unescaped.
[[nodiscard]] std::string jsonUnquoted(std::string_view quoted);

} // namespace signalbox::routing
