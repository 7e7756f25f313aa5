// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/json/JsonPlaces.h"

#include <optional>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// A JSON text that is changed in place. Every change moves what stands behind it: places found
/// before are void afterwards. The text must be valid JSON and stays so.
class SplicedJson final
{
public:
    explicit SplicedJson(std::string text)
        : m_text(std::move(text))
    {}

    [[nodiscard]] const std::string &text() const { return m_text; }
    [[nodiscard]] std::string take() { return std::move(m_text); }
    [[nodiscard]] JsonPlace root() const { return jsonValueAt(m_text, 0); }
    [[nodiscard]] std::string_view at(JsonPlace place) const { return place.in(m_text); }
    /// The last member of \a object called \a name: the one most readers take.
    [[nodiscard]] std::optional<JsonMember> member(JsonPlace object, std::string_view name) const;

    void replace(JsonPlace place, std::string_view json);
    /// Every member of \a object called \a name gets \a json; one is added when there is none.
    void setMember(JsonPlace object, std::string_view name, std::string_view json);
    void removeMember(JsonPlace object, std::string_view name);
    /// Before the item that stands at \a index now, or at the end.
    void insertItem(JsonPlace array, std::size_t index, std::string_view json);
    void removeItem(JsonPlace array, std::size_t index);

private:
    std::string m_text;
};

[[nodiscard]] inline bool isJsonObject(std::string_view json)
{
    return json.starts_with('{');
}
[[nodiscard]] inline bool isJsonArray(std::string_view json)
{
    return json.starts_with('[');
}
[[nodiscard]] inline bool isJsonString(std::string_view json)
{
    return json.starts_with('"');
}

} // namespace signalbox::routing
