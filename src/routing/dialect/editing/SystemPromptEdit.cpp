// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/editing/SystemPromptEdit.h"

#include "routing/json/JsonText.h"

namespace signalbox::routing {

using models::ClientDialect;
using Place = models::SystemPrompt::Place;

namespace {

constexpr std::string_view gap = "\n\n";

/// The JSON string \a present with \a text around it; its own bytes stay.
std::string joined(std::string_view present, std::string_view text, Place place)
{
    const std::string_view inside = present.substr(1, present.size() - 2);
    if (place == Place::Replace || inside.empty())
        return jsonString(text);
    std::string json = "\"";
    if (place == Place::After)
        json.append(inside);
    std::string added(text);
    added = place == Place::Before ? added.append(gap) : added.insert(0, gap);
    appendEscaped(json, added);
    if (place == Place::Before)
        json.append(inside);
    return json.append("\"");
}

class Edit
{
public:
    Edit(SplicedJson &json, std::string_view text, Place place)
        : m_json(json)
        , m_text(text)
        , m_place(place)
    {}

    /// A top-level field that is a text.
    std::string field(std::string_view name)
    {
        const auto present = m_json.member(m_json.root(), name);
        if (!present || m_json.at(present->value) == "null") {
            m_json.setMember(m_json.root(), name, jsonString(m_text));
            return {};
        }
        if (!isJsonString(m_json.at(present->value)) && m_place != Place::Replace)
            return "The field '" + std::string(name) + "' is no text.";
        const std::string_view value = m_json.at(present->value);
        m_json.setMember(m_json.root(), name,
                         isJsonString(value) ? joined(value, m_text, m_place) : jsonString(m_text));
        return {};
    }

    /// Messages with roles: OpenAI Chat, Ollama.
    std::string messages(std::string_view name)
    {
        const auto list = m_json.member(m_json.root(), name);
        if (!list || !isJsonArray(m_json.at(list->value)))
            return "The field '" + std::string(name) + "' is no list.";
        const auto first = firstSystem(name, 0);
        if (!first) {
            m_json.insertItem(list->value, 0,
                              R"({"role":"system","content":)" + jsonString(m_text) + "}");
            return {};
        }
        if (std::string problem = content(item(name, *first)); !problem.empty())
            return problem;
        if (m_place == Place::Replace)
            removeSystem(name, *first + 1);
        return {};
    }

    std::string responses()
    {
        if (m_place == Place::Replace)
            removeSystem("input", 0);
        return field("instructions");
    }

    /// Anthropic's system: a text, or blocks.
    std::string anthropic()
    {
        const auto system = m_json.member(m_json.root(), "system");
        if (!system || !isJsonArray(m_json.at(system->value)))
            return field("system");
        const std::string type = R"({"type":"text","text":)" + jsonString(m_text);
        if (m_place != Place::Replace) {
            addBlock(system->value, type + "}");
            return {};
        }
        std::string breakpoint;
        for (const JsonPlace block : jsonItems(m_json.text(), system->value)) {
            const auto control = m_json.member(block, "cache_control");
            if (control && m_json.at(control->value) != "null")
                breakpoint = m_json.at(control->value);
        }
        if (!breakpoint.empty())
            breakpoint.insert(0, R"(,"cache_control":)");
        m_json.setMember(m_json.root(), "system", "[" + type + breakpoint + "}]");
        return {};
    }

    std::string gemini(JsonPlace request)
    {
        std::string_view name = "systemInstruction";
        auto system = m_json.member(request, name);
        if (!system) {
            system = m_json.member(request, "system_instruction");
            if (system)
                name = "system_instruction";
        }
        const std::string part = R"({"text":)" + jsonString(m_text) + "}";
        if (!system || !isJsonObject(m_json.at(system->value))) {
            if (system && m_json.at(system->value) != "null")
                return "The field '" + std::string(name) + "' is no object.";
            m_json.setMember(request, name, R"({"parts":[)" + part + "]}");
            return {};
        }
        const auto parts = m_json.member(system->value, "parts");
        if (m_place != Place::Replace && parts && isJsonArray(m_json.at(parts->value)))
            addBlock(parts->value, part);
        else if (m_place != Place::Replace && parts && isJsonObject(m_json.at(parts->value)))
            // A repeated field of one may be written without its list.
            m_json.replace(parts->value,
                           m_place == Place::Before
                               ? "[" + part + "," + std::string(m_json.at(parts->value)) + "]"
                               : "[" + std::string(m_json.at(parts->value)) + "," + part + "]");
        else
            m_json.setMember(system->value, "parts", "[" + part + "]");
        return {};
    }

private:
    void addBlock(JsonPlace array, const std::string &block)
    {
        const std::size_t size = jsonItems(m_json.text(), array).size();
        m_json.insertItem(array, m_place == Place::Before ? 0 : size, block);
    }

    [[nodiscard]] JsonPlace item(std::string_view list, std::size_t index) const
    {
        const auto found = m_json.member(m_json.root(), list);
        return jsonItems(m_json.text(), found->value)[index];
    }

    /// The first message from \a from on that is of the system or the developer.
    [[nodiscard]] std::optional<std::size_t> firstSystem(std::string_view list,
                                                         std::size_t from) const
    {
        const auto found = m_json.member(m_json.root(), list);
        if (!found)
            return std::nullopt;
        const std::vector<JsonPlace> items = jsonItems(m_json.text(), found->value);
        for (std::size_t i = from; i < items.size(); ++i) {
            const auto role = m_json.member(items[i], "role");
            if (!role)
                continue;
            const std::string name = jsonUnquoted(m_json.at(role->value));
            if (name == "system" || name == "developer")
                return i;
        }
        return std::nullopt;
    }

    void removeSystem(std::string_view list, std::size_t from)
    {
        while (const auto found = firstSystem(list, from)) {
            m_json.removeItem(m_json.member(m_json.root(), list)->value, *found);
            from = *found;
        }
    }

    std::string content(JsonPlace message)
    {
        const auto content = m_json.member(message, "content");
        const std::string_view value = content ? m_json.at(content->value) : std::string_view();
        if (m_place == Place::Replace || value.empty() || value == "null") {
            m_json.setMember(message, "content", jsonString(m_text));
        } else if (isJsonString(value)) {
            m_json.setMember(message, "content", joined(value, m_text, m_place));
        } else if (isJsonArray(value)) {
            addBlock(content->value, R"({"type":"text","text":)" + jsonString(m_text) + "}");
        } else {
            return "The content of the system message is neither text nor list.";
        }
        return {};
    }

    SplicedJson &m_json;
    std::string_view m_text;
    Place m_place;
};

} // namespace

std::string editSystemPrompt(SplicedJson &json, const Endpoint &endpoint, std::string_view text,
                             Place place)
{
    Edit edit(json, text, place);
    switch (endpoint.operation) {
    case Operation::Complete:
        return edit.field("system");
    case Operation::Generate:
    case Operation::CountTokens:
        break;
    default:
        return {};
    }
    switch (endpoint.dialect) {
    case ClientDialect::OpenAiChat:
    case ClientDialect::Ollama:
        return edit.messages("messages");
    case ClientDialect::OpenAiResponses:
        return edit.responses();
    case ClientDialect::Anthropic:
        return edit.anthropic();
    case ClientDialect::Gemini: {
        const auto counted = json.member(json.root(), "generateContentRequest");
        if (counted && isJsonObject(json.at(counted->value)))
            return edit.gemini(counted->value);
        if (endpoint.operation == Operation::CountTokens)
            return {}; // a count of contents alone has no place for it
        return edit.gemini(json.root());
    }
    default:
        return {};
    }
}

} // namespace signalbox::routing
