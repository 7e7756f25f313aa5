// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/editing/SplicedJson.h"

#include "routing/json/JsonText.h"

#include <algorithm>

namespace signalbox::routing {

std::optional<JsonMember> SplicedJson::member(JsonPlace object, std::string_view name) const
{
    const std::vector<JsonMember> members = jsonMembers(m_text, object);
    const auto found = std::find_if(members.rbegin(), members.rend(),
                                    [name](const JsonMember &one) { return one.name == name; });
    return found == members.rend() ? std::nullopt : std::optional(*found);
}

void SplicedJson::replace(JsonPlace place, std::string_view json)
{
    m_text.replace(place.offset, place.size, json);
}

void SplicedJson::setMember(JsonPlace object, std::string_view name, std::string_view json)
{
    const std::vector<JsonMember> members = jsonMembers(m_text, object);
    bool isThere = false;
    // From behind, so that the places in front stay true.
    for (auto one = members.rbegin(); one != members.rend(); ++one) {
        if (one->name != name)
            continue;
        replace(one->value, json);
        isThere = true;
    }
    if (isThere)
        return;
    std::string added = members.empty() ? "" : ",";
    appendString(added, name);
    added.append(":").append(json);
    m_text.insert(members.empty() ? object.offset + 1 : members.back().value.end(), added);
}

void SplicedJson::removeMember(JsonPlace object, std::string_view name)
{
    const std::vector<JsonMember> members = jsonMembers(m_text, object);
    std::vector<JsonMember> kept;
    for (const JsonMember &one : members) {
        if (one.name != name)
            kept.push_back(one);
    }
    if (kept.size() == members.size())
        return;
    // The members that stay keep their bytes, and what stood between one and the next.
    std::string inside;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (i > 0) {
            const std::size_t from = kept[i - 1].value.end();
            const std::size_t comma = m_text.find(',', from);
            inside.append(m_text, from, skipJsonSpace(m_text, comma + 1) - from);
        }
        inside.append(m_text, kept[i].key.offset, kept[i].value.end() - kept[i].key.offset);
    }
    const std::size_t begin = members.front().key.offset;
    m_text.replace(begin, members.back().value.end() - begin, inside);
}

void SplicedJson::insertItem(JsonPlace array, std::size_t index, std::string_view json)
{
    const std::vector<JsonPlace> items = jsonItems(m_text, array);
    if (index < items.size())
        m_text.insert(items[index].offset, std::string(json) + ",");
    else if (items.empty())
        m_text.insert(array.offset + 1, json);
    else
        m_text.insert(items.back().end(), "," + std::string(json));
}

void SplicedJson::removeItem(JsonPlace array, std::size_t index)
{
    const std::vector<JsonPlace> items = jsonItems(m_text, array);
    if (index >= items.size())
        return;
    std::size_t begin = items[index].offset;
    std::size_t end = items[index].end();
    if (index + 1 < items.size())
        end = items[index + 1].offset;
    else if (index > 0)
        begin = items[index - 1].end();
    m_text.erase(begin, end - begin);
}

} // namespace signalbox::routing
