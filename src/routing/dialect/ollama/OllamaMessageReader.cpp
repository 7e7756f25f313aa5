// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/ollama/OllamaMessageReader.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/ollama/OllamaImage.h"

#include <array>
#include <utility>

namespace signalbox::routing {

namespace {

using Role = Message::Role;

class MessageReader final
{
public:
    MessageReader(const Json &json, std::string_view path, FieldCheck &check)
        : m_json(json)
        , m_check(check)
    {
        m_message.path = path;
    }

    Message read()
    {
        readRole();
        if (m_isResult) {
            readResult();
        } else {
            readThought();
            readOllamaImages(field(m_json, "images"), at("images"), m_check, m_message.parts);
            readContent();
            readCalls();
        }
        m_message.rest = restOf(m_json,
                                {"role", "content", "images", "thinking", "tool_calls", "tool_name",
                                 "name", "tool_call_id"});
        return std::move(m_message);
    }

private:
    [[nodiscard]] std::string at(std::string_view name) const
    {
        return std::string(m_message.path).append(".").append(name);
    }

    void readRole()
    {
        constexpr std::array<std::pair<std::string_view, Role>, 5> roles{
            {{"system", Role::System},
             {"developer", Role::Developer},
             {"user", Role::User},
             {"assistant", Role::Assistant},
             {"tool", Role::User}}};
        const std::string word = m_check.text(field(m_json, "role"), at("role"));
        m_isResult = word == "tool";
        for (const auto &[name, role] : roles) {
            if (name == word) {
                m_message.role = role;
                return;
            }
        }
        m_check.fail(at("role"), "must be system, user, assistant or tool");
    }

    void readContent()
    {
        std::string text = m_check.text(field(m_json, "content"), at("content"));
        const bool isEmptyTurn = m_message.parts.empty() && m_message.role != Role::Assistant;
        if (!text.empty() || isEmptyTurn)
            m_message.parts.emplace_back(
                TextPart{.text = std::move(text), .notes = {.path = at("content")}});
        m_message.name = m_check.text(field(m_json, "name"), at("name"));
    }

    void readThought()
    {
        std::string thought = m_check.text(field(m_json, "thinking"), at("thinking"));
        if (!thought.empty())
            m_message.parts.emplace_back(
                ReasoningPart{.text = std::move(thought), .notes = {.path = at("thinking")}});
    }

    void readCalls()
    {
        std::size_t index = 0;
        for (const Json &call : m_check.array(field(m_json, "tool_calls"), at("tool_calls")))
            readCall(call, pathOf(at("tool_calls"), index++));
    }

    void readCall(const Json &json, const std::string &path)
    {
        ToolCallPart call;
        call.notes.path = path;
        const FieldCheck::Value fields = m_check.object(json, path);
        if (!fields)
            return;
        const std::string inside = path + ".function";
        const FieldCheck::Value function = m_check.object(field(*fields, "function"), inside);
        if (function) {
            call.name = m_check.text(field(*function, "name"), inside + ".name");
            call.argumentsJson = argumentsOf(*function, inside + ".arguments");
            for (auto &unknown : restOf(*function, {"name", "arguments", "index"}))
                call.notes.rest.emplace_back("function." + unknown.first, unknown.second);
        }
        if (call.name.empty())
            m_check.fail(inside + ".name", "must name the tool");
        call.id = m_check.text(field(*fields, "id"), path + ".id");
        for (auto &unknown : restOf(*fields, {"id", "type", "function"}))
            call.notes.rest.push_back(std::move(unknown));
        m_message.parts.emplace_back(std::move(call));
    }

    /// An object; clients that come from OpenAI send it as a string.
    std::string argumentsOf(const Json &function, const std::string &path)
    {
        const FieldCheck::Value arguments = field(function, "arguments");
        if (!arguments)
            return "{}";
        if (const auto text = asString(*arguments)) {
            if (text->empty())
                return "{}";
            if (!isJsonObject(*text))
                m_check.fail(path, "must be an object");
            return std::string(*text);
        }
        return m_check.objectJson(arguments, path);
    }

    void readResult()
    {
        ToolResultPart result;
        result.notes.path = m_message.path;
        result.callId = m_check.text(field(m_json, "tool_call_id"), at("tool_call_id"));
        result.name = m_check.text(field(m_json, "tool_name"), at("tool_name"));
        if (result.name.empty())
            result.name = m_check.text(field(m_json, "name"), at("name"));
        result.content.emplace_back(
            TextPart{.text = m_check.text(field(m_json, "content"), at("content")),
                     .notes = {.path = at("content")}});
        std::vector<Part> images;
        readOllamaImages(field(m_json, "images"), at("images"), m_check, images);
        for (Part &image : images)
            result.content.emplace_back(std::get<MediaPart>(std::move(image)));
        m_message.parts.emplace_back(std::move(result));
    }

    const Json &m_json;
    FieldCheck &m_check;
    Message m_message;
    bool m_isResult = false;
};

} // namespace

void readOllamaMessage(const Json &json, std::string_view path, FieldCheck &check,
                       Conversation &into)
{
    if (check.object(json, path))
        into.messages.push_back(MessageReader(json, path, check).read());
}

void readOllamaImages(const FieldCheck::Value &list, std::string_view path, FieldCheck &check,
                      std::vector<Part> &into)
{
    std::size_t index = 0;
    for (const Json &item : check.array(list, path)) {
        const std::string place = pathOf(path, index++);
        const std::string text = check.text(item, place);
        std::optional<OllamaImage> image = readOllamaImage(text);
        if (!image) {
            check.fail(place, "must be a PNG, JPEG, GIF, WebP, BMP, AVIF or HEIC image in base64");
            return;
        }
        into.emplace_back(MediaPart{.kind = MediaPart::Kind::Image,
                                    .mimeType = std::move(image->mimeType),
                                    .base64 = std::move(image->base64),
                                    .notes = {.path = place}});
    }
}

} // namespace signalbox::routing
